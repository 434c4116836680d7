// Organization rules and packs: the management account puts a rule or a pack into every account of its organization, and takes it away
// again.
// Each account's outcome is kept. Source: PutOrganizationConfigRule, PutOrganizationConformancePack and their neighbours, API Reference.

import type { Config, ConfigRule, PutOrganizationConfigRuleRequest,
  PutOrganizationConformancePackRequest } from '../../../generated/aws/config.ts'
import { Fault, resource } from '../../kernel/service.ts'
import type { Call, ResourceType } from '../../kernel/service.ts'
import { configAt } from './aggregate.ts'
import { membersOf } from './organization.ts'

interface Outcome { readonly account: string, readonly status: string, readonly code?: string, readonly message?: string,
  readonly at: number }

interface Spread<Given> {
  readonly name: string
  readonly id: string
  readonly given: Given
  readonly outcomes: readonly Outcome[]
  readonly updatedAt: number
}

export const OrganizationRules = resource<Spread<PutOrganizationConfigRuleRequest>>({
  name: 'OrganizationConfigRule',
  key: 'name',
  arn: 'arn:{partition}:config:{region}:{account}:organization-config-rule/{id}',
  tags: 'list',
  notFound: { code: 'NoSuchOrganizationConfigRuleException', message: ([name]) => `Organization config rule ${name} does not exist.` },
})

export const OrganizationPacks = resource<Spread<PutOrganizationConformancePackRequest>>({
  name: 'OrganizationConformancePack',
  key: 'name',
  arn: 'arn:{partition}:config:{region}:{account}:organization-conformance-pack/{id}',
  tags: 'list',
  notFound: {
    code: 'NoSuchOrganizationConformancePackException', message: ([name]) => `Organization conformance pack ${name} does not exist.`,
  },
})

/** Does something in each account but those excluded, and says how it went. */
async function spread(excluded: readonly string[] = [], done: string, call: Call,
  act: (account: string) => Promise<unknown>): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const account of await membersOf(call)) {
    if (excluded.includes(account)) continue
    try {
      await act(account)
      outcomes.push({ account, status: `${done}_SUCCESSFUL`, at: call.now() })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      outcomes.push({ account, status: `${done}_FAILED`, code: error.code, message: error.message, at: call.now() })
    }
  }
  return outcomes
}

function memberName(kind: string, name: string, id: string): string {
  return `${kind}-${name}-${id.slice(-8)}`
}

export const PutOrganizationConfigRule: Config['PutOrganizationConfigRule'] = async (input, call) => {
  const { OrganizationConfigRuleName: name, ExcludedAccounts: excluded } = input
  const existing = call.of(OrganizationRules).get(name)
  const id = existing?.id ?? `${name}-${call.alphanumeric(8).toLowerCase()}`
  const rule = { ...ruleOf(input, call), ConfigRuleName: memberName('OrgConfigRule', name, id) }
  const outcomes = await spread(excluded, existing === undefined ? 'CREATE' : 'UPDATE', call, account =>
    configAt({ account, region: call.region }, call).PutConfigRule({ ConfigRule: rule }))
  return call.transact(() => {
    const put = call.of(OrganizationRules).put({ name, id, given: input, outcomes, updatedAt: call.now() })
    return { OrganizationConfigRuleArn: call.arn(OrganizationRules, put) }
  })
}

function ruleOf(input: PutOrganizationConfigRuleRequest, call: Call<'InvalidParameterValueException'>): ConfigRule {
  const { OrganizationManagedRuleMetadata: managed, OrganizationCustomRuleMetadata: custom,
    OrganizationCustomPolicyRuleMetadata: policy } = input
  if (policy !== undefined) throw new Fault('NotImplemented', 'Rules in Guard (custom policy rules) are not evaluated here.', 400)
  const given = managed ?? custom
  if (given === undefined || (managed !== undefined && custom !== undefined)) {
    throw call.fault('InvalidParameterValueException',
      'Specify either OrganizationManagedRuleMetadata or OrganizationCustomRuleMetadata.')
  }
  const { Description, InputParameters, MaximumExecutionFrequency, ResourceTypesScope, ResourceIdScope, TagKeyScope, TagValueScope } = given
  const scope = {
    ...(ResourceTypesScope && { ComplianceResourceTypes: ResourceTypesScope }),
      ...(ResourceIdScope && { ComplianceResourceId: ResourceIdScope }),
    ...(TagKeyScope && { TagKey: TagKeyScope }), ...(TagValueScope && { TagValue: TagValueScope }),
  }
  return {
    ...(Description && { Description }), ...(InputParameters && { InputParameters }),
      ...(MaximumExecutionFrequency && { MaximumExecutionFrequency }),
    ...(Object.keys(scope).length > 0 && { Scope: scope }),
    Source: managed !== undefined ? { Owner: 'AWS', SourceIdentifier: managed.RuleIdentifier } : {
      Owner: 'CUSTOM_LAMBDA', SourceIdentifier: custom!.LambdaFunctionArn,
      SourceDetails: custom!.OrganizationConfigRuleTriggerTypes.map(MessageType => ({ EventSource: 'aws.config' as const, MessageType })),
    },
  }
}

export const DescribeOrganizationConfigRules: Config['DescribeOrganizationConfigRules'] = async ({ OrganizationConfigRuleNames: names },
  call) => {
  await membersOf(call)
  return shownRules(named(OrganizationRules, names, call), call)
}

function* shownRules(all: readonly Spread<PutOrganizationConfigRuleRequest>[], call: Call) {
  for (const { given: { Tags: _tags, ...given }, updatedAt, ...rule } of all) {
    yield { ...given, OrganizationConfigRuleArn: OrganizationRules.arnOf(call, { id: rule.id }), LastUpdateTime: updatedAt }
  }
}

function named<Given>(type: ResourceType<Spread<Given>>, names: readonly string[] | undefined, call: Call): readonly Spread<Given>[] {
  return names === undefined || names.length === 0 ? [...call.of(type).scan()] : names.map(name => call.of(type).require(name))
}

/** Failed where any account's is. */
function statusOf(outcomes: readonly Outcome[]): { status: string, code?: string, message?: string } {
  const failed = outcomes.find(({ status }) => status.endsWith('FAILED'))
  const { status, code, message } = failed ?? outcomes[0] ?? { status: 'CREATE_SUCCESSFUL' }
  return { status, ...(code !== undefined && { code }), ...(message !== undefined && { message }) }
}

function errorOf({ code, message }: { readonly code?: string, readonly message?: string }) {
  return { ...(code !== undefined && { ErrorCode: code }), ...(message !== undefined && { ErrorMessage: message }) }
}

export const DescribeOrganizationConfigRuleStatuses: Config['DescribeOrganizationConfigRuleStatuses'] = function* (input, call) {
  for (const { name, outcomes, updatedAt } of named(OrganizationRules, input.OrganizationConfigRuleNames, call)) {
    const outcome = statusOf(outcomes)
    yield { OrganizationConfigRuleName: name, OrganizationRuleStatus: outcome.status, LastUpdateTime: updatedAt, ...errorOf(outcome) }
  }
}

export const GetOrganizationConfigRuleDetailedStatus: Config['GetOrganizationConfigRuleDetailedStatus'] = function* (input, call) {
  const { name, id, outcomes } = call.of(OrganizationRules).require(input.OrganizationConfigRuleName)
  const { AccountId: account, MemberAccountRuleStatus: status } = input.Filters ?? {}
  for (const outcome of outcomes) {
    if ((account !== undefined && account !== outcome.account) || (status !== undefined && status !== outcome.status)) continue
    yield {
      AccountId: outcome.account, ConfigRuleName: memberName('OrgConfigRule', name, id), MemberAccountRuleStatus: outcome.status,
      LastUpdateTime: outcome.at, ...errorOf(outcome),
    }
  }
}

export const DeleteOrganizationConfigRule: Config['DeleteOrganizationConfigRule'] = async ({ OrganizationConfigRuleName: name }, call) => {
  const { id, outcomes } = call.of(OrganizationRules).require(name)
  const held = new Set(outcomes.filter(({ status }) => status.endsWith('SUCCESSFUL')).map(({ account }) => account))
  await spread((await membersOf(call)).filter(account => !held.has(account)), 'DELETE', call, account =>
    configAt({ account, region: call.region }, call).DeleteConfigRule({ ConfigRuleName: memberName('OrgConfigRule', name, id) }))
  call.transact(() => { call.of(OrganizationRules).delete(name) })
}

export const PutOrganizationConformancePack: Config['PutOrganizationConformancePack'] = async (input, call) => {
  const { OrganizationConformancePackName: name, ExcludedAccounts: excluded, Tags: _tags, ...given } = input
  const existing = call.of(OrganizationPacks).get(name)
  const id = existing?.id ?? `${name}-${call.alphanumeric(8).toLowerCase()}`
  const outcomes = await spread(excluded, existing === undefined ? 'CREATE' : 'UPDATE', call, account =>
    configAt({ account, region: call.region },
      call).PutConformancePack({ ...given, ConformancePackName: memberName('OrgConformsPack', name, id) }))
  return call.transact(() => {
    const put = call.of(OrganizationPacks).put({ name, id, given: input, outcomes, updatedAt: call.now() })
    return { OrganizationConformancePackArn: call.arn(OrganizationPacks, put) }
  })
}

export const DescribeOrganizationConformancePacks: Config['DescribeOrganizationConformancePacks'] = function* (input, call) {
  for (const { given, id, updatedAt } of named(OrganizationPacks, input.OrganizationConformancePackNames, call)) {
    const { OrganizationConformancePackName, DeliveryS3Bucket, DeliveryS3KeyPrefix, ConformancePackInputParameters,
      ExcludedAccounts } = given
    yield {
      OrganizationConformancePackName, OrganizationConformancePackArn: OrganizationPacks.arnOf(call, { id }), LastUpdateTime: updatedAt,
      ...(DeliveryS3Bucket && { DeliveryS3Bucket }), ...(DeliveryS3KeyPrefix && { DeliveryS3KeyPrefix }),
      ...(ConformancePackInputParameters && { ConformancePackInputParameters }), ...(ExcludedAccounts && { ExcludedAccounts }),
    }
  }
}

export const DescribeOrganizationConformancePackStatuses: Config['DescribeOrganizationConformancePackStatuses'] = function* (input, call) {
  for (const { name, outcomes, updatedAt } of named(OrganizationPacks, input.OrganizationConformancePackNames, call)) {
    const outcome = statusOf(outcomes)
    yield { OrganizationConformancePackName: name, Status: outcome.status, LastUpdateTime: updatedAt, ...errorOf(outcome) }
  }
}

export const GetOrganizationConformancePackDetailedStatus: Config['GetOrganizationConformancePackDetailedStatus'] = function* (input,
  call) {
  const { name, id, outcomes } = call.of(OrganizationPacks).require(input.OrganizationConformancePackName)
  const { AccountId: account, Status: status } = input.Filters ?? {}
  for (const outcome of outcomes) {
    if ((account !== undefined && account !== outcome.account) || (status !== undefined && status !== outcome.status)) continue
    yield { AccountId: outcome.account, ConformancePackName: memberName('OrgConformsPack', name, id), Status: outcome.status,
      LastUpdateTime: outcome.at, ...errorOf(outcome) }
  }
}

export const DeleteOrganizationConformancePack: Config['DeleteOrganizationConformancePack'] = async (input, call) => {
  const { name, id, outcomes } = call.of(OrganizationPacks).require(input.OrganizationConformancePackName)
  const held = new Set(outcomes.filter(({ status }) => status.endsWith('SUCCESSFUL')).map(({ account }) => account))
  await spread((await membersOf(call)).filter(account => !held.has(account)), 'DELETE', call, account =>
    configAt({ account, region: call.region },
      call).DeleteConformancePack({ ConformancePackName: memberName('OrgConformsPack', name, id) }))
  call.transact(() => { call.of(OrganizationPacks).delete(name) })
}
