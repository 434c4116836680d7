// Managed policies and their versions, five at most, one of which holds. Those of AWS are there from the start and nobody's to change.
// Source: IAM API Reference; "Versioning IAM policies" and "IAM and AWS STS quotas", IAM User Guide.

import type { AttachedPolicy, Iam, Policy as ShownPolicy, PolicyVersion as ShownVersion } from '../../../generated/aws/iam.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { awsPolicies, awsPolicy } from './aws-policy.ts'
import type { AwsPolicy } from './aws-policy.ts'
import { checkDocument, sizeOf } from './document.ts'
import { add, encoded, found, remove, second, shownTags } from './name.ts'
import { nameOf, pathOf } from './path-name.ts'
import { Attachment, ManagedPolicy, PolicyVersion, Role, User } from './structure.ts'

const sizeLimit = 6144
const versionLimit = 5

export const CreatePolicy: Iam['CreatePolicy'] = (input, call) => {
  const { PolicyName: name, Path: path = '/', PolicyDocument: document, Description: description, Tags = [] } = input
  checkText(document, call)
  const now = second(call)
  const policy = add(ManagedPolicy, {
    pathName: path + name, id: call.identity.newUniqueId('ANPA'), createdAt: now, updatedAt: now, defaultVersion: 1, lastVersion: 1,
    ...(description !== undefined && { description }),
  }, Tags, call)
  call.of(PolicyVersion).put({ policy: name.toLowerCase(), number: 1, document, createdAt: now })
  publish(policy, call)
  const { Description: _, ...rest } = shown(policy, call)
  return { Policy: { ...rest, ...shownTags(ManagedPolicy, name, call) } }
}

function checkText(document: string, call: Call): void {
  checkDocument(document, 'identity', call)
  if (sizeOf(document) > sizeLimit) throw call.fault('LimitExceededException', `Cannot exceed quota for PolicySize: ${sizeLimit}`)
}

/** Tells the judge of calls what the policy says now. */
function publish(policy: ManagedPolicy, call: Call): void {
  const { document } = versionOf(policy, policy.defaultVersion, call)!
  call.identity.identitiesOf().setDocument(call.arn(ManagedPolicy, policy), document)
}

/** The account's own policy of an ARN. */
function ownPolicy(arn: string, call: Call): ManagedPolicy | undefined {
  const { account, resource = '' } = parseArn(arn) ?? {}
  if (account !== call.account || !resource.startsWith('policy/')) return undefined
  const policy = found(ManagedPolicy, resource.slice(resource.lastIndexOf('/') + 1), call)
  return policy !== undefined && call.arn(ManagedPolicy, policy) === arn ? policy : undefined
}

/** @throws NoSuchEntity, InvalidInput for an ARN that is none, AccessDenied for AWS's own */
export function requireOwn(arn: string, call: Call): ManagedPolicy {
  const parts = parseArn(arn)
  if (parts?.service !== 'iam') throw call.fault('InvalidInputException', `ARN ${arn} is not valid.`)
  if (parts.account === 'aws') {
    throw call.fault('AccessDenied', `Cannot perform the operation on the AWS managed policy ${arn}.`)
  }
  return ownPolicy(arn, call) ?? absent(arn, call)
}

function absent(arn: string, call: Call): never {
  throw call.fault('NoSuchEntityException', `Policy ${arn} was not found.`)
}

interface Readable { readonly name: string, readonly arn: string, readonly document: string, readonly path: string, readonly id: string }

/** What a policy says now, AWS's or the account's own. */
export function policyOf(arn: string, call: Call): Readable | undefined {
  const own = ownPolicy(arn, call)
  if (own !== undefined) {
    const { document } = versionOf(own, own.defaultVersion, call)!
    return { name: nameOf(own), arn, document, path: pathOf(own), id: own.id }
  }
  const aws = awsPolicy(arn, call)
  return aws === undefined ? undefined : { ...aws, name: nameOf(aws), path: pathOf(aws) }
}

/** Policies attached to a holder: `user/alice`. */
export function* attachedTo(handle: string, prefix: string, call: Call): Generator<AttachedPolicy> {
  for (const { policy: arn } of call.of(Attachment).scan({ within: [handle] })) {
    const policy = policyOf(arn, call)
    if (policy?.path.startsWith(prefix) === true) yield { PolicyName: policy.name, PolicyArn: arn }
  }
}

export const GetPolicy: Iam['GetPolicy'] = ({ PolicyArn: arn }, call) => {
  const own = ownPolicy(arn, call)
  if (own !== undefined) return { Policy: { ...shown(own, call), ...shownTags(ManagedPolicy, nameOf(own), call) } }
  const aws = awsPolicy(arn, call)
  return aws === undefined ? absent(arn, call) : { Policy: shownAws(aws, call) }
}

export const ListPolicies: Iam['ListPolicies'] = function* (input, call) {
  const { Scope: scope = 'All', OnlyAttached: attachedOnly, PathPrefix: prefix = '/', PolicyUsageFilter: usage } = input
  const isMeant = ({ AttachmentCount = 0, PermissionsBoundaryUsageCount: bounding = 0 }: ShownPolicy): boolean => {
    if (usage === 'PermissionsBoundary') return bounding > 0
    return (usage === undefined && attachedOnly !== true) || AttachmentCount > 0
  }
  for (const policy of call.of(ManagedPolicy).scan()) {
    if (scope === 'AWS' || !policy.pathName.startsWith(prefix)) continue
    const { Description: _, ...listed } = shown(policy, call)
    if (isMeant(listed)) yield listed
  }
  for (const policy of scope === 'Local' ? [] : awsPolicies(call)) {
    const listed = shownAws(policy, call)
    if (policy.pathName.startsWith(prefix) && isMeant(listed)) yield listed
  }
}

export const DeletePolicy: Iam['DeletePolicy'] = ({ PolicyArn: arn }, call) => {
  const policy = requireOwn(arn, call)
  const name = nameOf(policy)
  if (usesOf(arn, call) > 0 || boundBy(arn, call) > 0) {
    throw call.fault('DeleteConflictException', 'Cannot delete a policy attached to entities.')
  }
  if (call.of(PolicyVersion).count({ within: [name.toLowerCase()] }) > 1) {
    throw call.fault('DeleteConflictException', 'This policy has more than one version. Before you delete a policy, you must delete the ' +
      'policy\'s versions. The default version is deleted with the policy.')
  }
  call.of(PolicyVersion).delete(name.toLowerCase(), policy.defaultVersion)
  remove(ManagedPolicy, name, call)
  call.identity.identitiesOf().setDocument(arn, undefined)
}

export const CreatePolicyVersion: Iam['CreatePolicyVersion'] = ({ PolicyArn: arn, PolicyDocument: document, SetAsDefault }, call) => {
  const policy = requireOwn(arn, call)
  checkText(document, call)
  const name = nameOf(policy).toLowerCase()
  if (call.of(PolicyVersion).count({ within: [name] }) >= versionLimit) {
    throw call.fault('LimitExceededException',
      `A managed policy can have up to ${versionLimit} versions. Before you create a new version, ` +
      'you must delete an existing version.')
  }
  const number = policy.lastVersion + 1
  const version = call.of(PolicyVersion).put({ policy: name, number, document, createdAt: second(call) })
  const after = call.of(ManagedPolicy).put({
    ...policy, lastVersion: number, updatedAt: second(call), ...(SetAsDefault === true && { defaultVersion: number }),
  })
  publish(after, call)
  const { Document: _, ...told } = shownVersion(version, after)
  return { PolicyVersion: told }
}

/** @param id `v3` */
function versionNamed(policy: ManagedPolicy, id: string, call: Call): PolicyVersion {
  const found = /^v\d+$/.test(id) ? versionOf(policy, Number(id.slice(1)), call) : undefined
  return found ?? noVersion(call.arn(ManagedPolicy, policy), id, call)
}

function noVersion(arn: string, id: string, call: Call): never {
  throw call.fault('NoSuchEntityException', `Policy ${arn} version ${id} does not exist or is not attachable.`)
}

function versionOf(policy: ManagedPolicy, number: number, call: Call): PolicyVersion | undefined {
  return call.of(PolicyVersion).get(nameOf(policy).toLowerCase(), number)
}

export const GetPolicyVersion: Iam['GetPolicyVersion'] = ({ PolicyArn: arn, VersionId: id }, call) => {
  const own = ownPolicy(arn, call)
  if (own !== undefined) return { PolicyVersion: shownVersion(versionNamed(own, id, call), own) }
  const aws = awsPolicy(arn, call)
  if (aws === undefined) absent(arn, call)
  if (id !== 'v1') noVersion(arn, id, call)
  return { PolicyVersion: { Document: encoded(aws.document), VersionId: 'v1', IsDefaultVersion: true, CreateDate: aws.createdAt } }
}

export const ListPolicyVersions: Iam['ListPolicyVersions'] = function* ({ PolicyArn: arn }, call) {
  const own = ownPolicy(arn, call)
  if (own !== undefined) {
    for (const version of call.of(PolicyVersion).scan({ within: [nameOf(own).toLowerCase()], reverse: true })) {
      const { Document: _, ...listed } = shownVersion(version, own)
      yield listed
    }
    return
  }
  const aws = awsPolicy(arn, call) ?? absent(arn, call)
  yield { VersionId: 'v1', IsDefaultVersion: true, CreateDate: aws.createdAt }
}

export const SetDefaultPolicyVersion: Iam['SetDefaultPolicyVersion'] = ({ PolicyArn: arn, VersionId: id }, call) => {
  const policy = requireOwn(arn, call)
  const { number } = versionNamed(policy, id, call)
  publish(call.of(ManagedPolicy).put({ ...policy, defaultVersion: number, updatedAt: second(call) }), call)
}

export const DeletePolicyVersion: Iam['DeletePolicyVersion'] = ({ PolicyArn: arn, VersionId: id }, call) => {
  const policy = requireOwn(arn, call)
  const { number } = versionNamed(policy, id, call)
  if (number === policy.defaultVersion) throw call.fault('DeleteConflictException', 'Cannot delete the default version of a policy.')
  call.of(PolicyVersion).delete(nameOf(policy).toLowerCase(), number)
  call.of(ManagedPolicy).put({ ...policy, updatedAt: second(call) })
}

export function versionsOf(policy: ManagedPolicy, call: Call): ShownVersion[] {
  return [...call.of(PolicyVersion).scan({ within: [nameOf(policy).toLowerCase()], reverse: true })]
    .map(version => shownVersion(version, policy))
}

function shownVersion({ number, document, createdAt }: PolicyVersion, { defaultVersion }: ManagedPolicy): ShownVersion {
  return { Document: encoded(document), VersionId: `v${number}`, IsDefaultVersion: number === defaultVersion, CreateDate: createdAt }
}

/** Identities that it is attached to. */
export function usesOf(arn: string, call: Call): number {
  return call.of(Attachment).by('policy').count({ within: [arn] })
}

/** Users and roles that it bounds. */
function boundBy(arn: string, call: Call): number {
  return [...call.of(User).scan(), ...call.of(Role).scan()].filter(({ boundary }) => boundary === arn).length
}

export function shown(policy: ManagedPolicy, call: Call): ShownPolicy {
  const arn = call.arn(ManagedPolicy, policy)
  return {
    PolicyName: nameOf(policy), PolicyId: policy.id, Arn: arn, Path: pathOf(policy), DefaultVersionId: `v${policy.defaultVersion}`,
    AttachmentCount: usesOf(arn, call), PermissionsBoundaryUsageCount: boundBy(arn, call), IsAttachable: true,
    ...(policy.description !== undefined && { Description: policy.description }), CreateDate: policy.createdAt,
      UpdateDate: policy.updatedAt,
  }
}

export function shownAws(policy: AwsPolicy, call: Call): ShownPolicy {
  const { arn, id, createdAt } = policy
  return {
    PolicyName: nameOf(policy), PolicyId: id, Arn: arn, Path: pathOf(policy), DefaultVersionId: 'v1', AttachmentCount: usesOf(arn, call),
    PermissionsBoundaryUsageCount: boundBy(arn, call), IsAttachable: true, CreateDate: createdAt, UpdateDate: createdAt,
  }
}
