// Policies for Cloud Control and CloudFormation, by real calls of IAM: AWS::IAM::ManagedPolicy; AWS::IAM::Policy, which puts one inline
// policy on
// several holders; and the inline policy of one holder. Source: the resource types' schemas in the CloudFormation registry.

import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { absent, allOf, difference, documentOf, given, ifThere, iamOf, listed, nameIn, textOf } from './formation.ts'

type Noun = 'User' | 'Group' | 'Role'

const nouns: readonly Noun[] = ['Group', 'Role', 'User']

const namesOf = (properties: Properties, noun: Noun) => (properties[`${noun}s`] ?? []) as string[]

/** Attaches and detaches as the properties `Groups`, `Roles` and `Users` say. */
async function changeHolders(PolicyArn: string, wanted: Properties, before: Properties, call: Call): Promise<void> {
  const iam = iamOf(call)
  for (const noun of nouns) {
    const { added, gone } = difference(namesOf(wanted, noun), namesOf(before, noun))
    for (const name of gone) await ifThere(iam[`Detach${noun}Policy`]!({ [`${noun}Name`]: name, PolicyArn }))
    for (const name of added) await iam[`Attach${noun}Policy`]!({ [`${noun}Name`]: name, PolicyArn })
  }
}

async function holdersOf(PolicyArn: string, call: Call): Promise<Properties> {
  const entities = await call.to('iam').ListEntitiesForPolicy({ PolicyArn, PolicyUsageFilter: 'PermissionsPolicy' }) as Properties
  return Object.fromEntries(nouns.flatMap(noun => {
    const names = (entities[`Policy${noun}s`] as Properties[]).map(entity => entity[`${noun}Name`])
    return names.length === 0 ? [] : [[`${noun}s`, names]]
  }))
}

export const managedPolicyFormation: CloudFormationHandlers = {
  type: 'AWS::IAM::ManagedPolicy',
  primaryIdentifier: ['PolicyArn'],
  readOnly: ['AttachmentCount', 'CreateDate', 'DefaultVersionId', 'IsAttachable', 'PermissionsBoundaryUsageCount', 'PolicyArn', 'PolicyId',
    'UpdateDate'],
  createOnly: ['Description', 'ManagedPolicyName', 'Path'],

  async create(properties, call) {
    const { Policy: policy } = await call.to('iam').CreatePolicy({
      PolicyName: nameIn(properties, 'ManagedPolicyName', call), PolicyDocument: textOf(properties['PolicyDocument']),
      ...given(properties, ['Description', 'Path']),
    })
    await changeHolders(policy!.Arn!, properties, {}, call)
    return policy!.Arn!
  },

  async read(PolicyArn, call) {
    const iam = call.to('iam')
    const { Policy: policy } = await iam.GetPolicy({ PolicyArn })
    const { PolicyName, DefaultVersionId, CreateDate, UpdateDate, ...shown } = policy!
    const { PolicyVersion: version } = await iam.GetPolicyVersion({ PolicyArn, VersionId: DefaultVersionId! })
    return {
      ...given(shown, ['AttachmentCount', 'Description', 'IsAttachable', 'Path', 'PermissionsBoundaryUsageCount', 'PolicyId']), PolicyArn,
      ManagedPolicyName: PolicyName, DefaultVersionId, PolicyDocument: documentOf(version!.Document), CreateDate: timeText(CreateDate!),
      UpdateDate: timeText(UpdateDate!), ...await holdersOf(PolicyArn, call),
    }
  },

  /** A new version takes the place of the one before, which is kept as long as there is room. */
  async update(PolicyArn, wanted, before, call) {
    const iam = call.to('iam')
    const PolicyDocument = textOf(wanted['PolicyDocument'])
    if (PolicyDocument !== textOf(before['PolicyDocument'])) {
      const { Versions: versions = [] } = await iam.ListPolicyVersions({ PolicyArn })
      const oldest = versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true).at(-1)
      if (versions.length >= 5 && oldest !== undefined) await iam.DeletePolicyVersion({ PolicyArn, VersionId: oldest.VersionId! })
      await iam.CreatePolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault: true })
    }
    await changeHolders(PolicyArn, wanted, before, call)
  },

  async delete(PolicyArn, call) {
    const iam = call.to('iam')
    await changeHolders(PolicyArn, {}, await holdersOf(PolicyArn, call), call)
    const { Versions: versions = [] } = await iam.ListPolicyVersions({ PolicyArn })
    for (const { VersionId, IsDefaultVersion } of versions) {
      if (IsDefaultVersion !== true) await iam.DeletePolicyVersion({ PolicyArn, VersionId: VersionId! })
    }
    await iam.DeletePolicy({ PolicyArn })
  },

  async * list(call) {
    for await (const { Arn } of listed(marker => call.to('iam').ListPolicies({ Scope: 'Local', ...marker }),
      ({ Policies }) => Policies)) yield Arn!
  },
}

function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

/** The inline policy `name` on all holders that the properties name. */
async function putOn(holders: Properties, PolicyName: string, document: unknown, call: Call): Promise<void> {
  for (const noun of nouns) {
    for (const name of namesOf(holders, noun)) {
      await iamOf(call)[`Put${noun}Policy`]!({ [`${noun}Name`]: name, PolicyName, PolicyDocument: textOf(document) })
    }
  }
}

async function takeOff(holders: Properties, PolicyName: string, call: Call): Promise<void> {
  for (const noun of nouns) {
    for (const name of namesOf(holders, noun)) await ifThere(iamOf(call)[`Delete${noun}Policy`]!({ [`${noun}Name`]: name, PolicyName }))
  }
}

/** The identifier tells the name and the holders: nothing else keeps them together. */
function identifierOf(PolicyName: string, properties: Properties): string {
  return [PolicyName, ...nouns.flatMap(noun => namesOf(properties, noun).map(name => `${noun}=${name}`))].join(';')
}

function partsOf(identifier: string): { readonly PolicyName: string, readonly holders: Properties } {
  const [PolicyName = '', ...pairs] = identifier.split(';')
  const named = (noun: Noun) => pairs.filter(pair => pair.startsWith(`${noun}=`)).map(pair => pair.slice(noun.length + 1))
  const holders = Object.fromEntries(nouns.flatMap(noun => named(noun).length === 0 ? [] : [[`${noun}s`, named(noun)]]))
  return { PolicyName, holders }
}

export const policyFormation: CloudFormationHandlers = {
  type: 'AWS::IAM::Policy',
  primaryIdentifier: ['Id'],
  readOnly: ['Id'],
  createOnly: ['Groups', 'PolicyName', 'Roles', 'Users'],

  async create(properties, call) {
    const name = String(properties['PolicyName'])
    await putOn(properties, name, properties['PolicyDocument'], call)
    return identifierOf(name, properties)
  },

  async read(Id, call) {
    const { PolicyName, holders } = partsOf(Id)
    const noun = nouns.find(each => namesOf(holders, each).length > 0)
    if (noun === undefined) absent('AWS::IAM::Policy', Id)
    const { PolicyDocument } = await iamOf(call)[`Get${noun}Policy`]!({ [`${noun}Name`]: namesOf(holders, noun)[0], PolicyName })
    return { Id, PolicyName, PolicyDocument: documentOf(PolicyDocument), ...holders }
  },

  async update(Id, { PolicyDocument }, _before, call) {
    const { PolicyName, holders } = partsOf(Id)
    await putOn(holders, PolicyName, PolicyDocument, call)
  },

  async delete(Id, call) {
    const { PolicyName, holders } = partsOf(Id)
    await takeOff(holders, PolicyName, call)
  },

  async * list(call) {
    for (const noun of nouns) {
      for await (const [PolicyName, name] of inlineOf(noun, call)) yield identifierOf(PolicyName, { [`${noun}s`]: [name] })
    }
  },
}

/** Inline policies of all holders of a kind, each with its holder. */
async function* inlineOf(noun: Noun, call: Call): AsyncGenerator<readonly [policy: string, holder: string]> {
  const iam = iamOf(call)
  type Listed = Properties & { readonly Marker?: string }
  for await (const holder of listed(marker => iam[`List${noun}s`]!(marker) as Promise<Listed>, page => page[`${noun}s`] as Properties[])) {
    const name = String(holder[`${noun}Name`])
    const policies = listed(marker => iam[`List${noun}Policies`]!({ [`${noun}Name`]: name, ...marker }) as Promise<Listed>,
      page => page['PolicyNames'] as string[])
    for (const policy of await allOf(policies)) yield [policy, name]
  }
}

/** AWS::IAM::UserPolicy, GroupPolicy, RolePolicy. */
export function inlineFormation(noun: Noun): CloudFormationHandlers {
  const nameProperty = `${noun}Name`
  const namingOf = (identifier: string) => {
    const [PolicyName = '', name = ''] = identifier.split('|')
    return { PolicyName, [nameProperty]: name }
  }
  const put = async (identifier: string, document: unknown, call: Call) => {
    await iamOf(call)[`Put${noun}Policy`]!({ ...namingOf(identifier), PolicyDocument: textOf(document) })
  }
  return {
    type: `AWS::IAM::${noun}Policy`, primaryIdentifier: ['PolicyName', nameProperty], readOnly: [],
      createOnly: ['PolicyName', nameProperty],
    async create(properties, call) {
      const identifier = `${String(properties['PolicyName'])}|${String(properties[nameProperty])}`
      await put(identifier, properties['PolicyDocument'], call)
      return identifier
    },
    async read(identifier, call) {
      const naming = namingOf(identifier)
      const { PolicyDocument } = await iamOf(call)[`Get${noun}Policy`]!(naming)
      return { ...naming, PolicyDocument: documentOf(PolicyDocument) }
    },
    update: (identifier, { PolicyDocument }, _before, call) => put(identifier, PolicyDocument, call),
    async delete(identifier, call) {
      await iamOf(call)[`Delete${noun}Policy`]!(namingOf(identifier))
    },
    async * list(call) {
      for await (const pair of inlineOf(noun, call)) yield pair.join('|')
    },
  }
}
