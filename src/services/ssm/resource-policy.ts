// Resource policies: who else may use a parameter, or the OpsItems of the account.
// Source: PutResourcePolicy, GetResourcePolicies and DeleteResourcePolicy, Systems Manager API Reference: a parameter must be an advanced
// one, the group of OpsItems has one policy, and a policy 1,024 bytes there.

import { createHash } from 'node:crypto'
import type { Ssm } from '../../../generated/aws/ssm.ts'
import { parseArn, readPolicy, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { findParameter, Parameter, readName } from './parameter.ts'
import { policyFormation } from './policy-formation.ts'

export interface ResourcePolicy {
  readonly resource: string
  readonly id: string
  readonly text: string
}

export const ResourcePolicy = resource<ResourcePolicy>({
  name: 'ResourcePolicy',
  key: ['resource', 'id'],
  arn: 'arn:{partition}:ssm:{region}:{account}:resource-policy/{id}',
  notFound: { code: 'ResourcePolicyNotFoundException', message: () => 'No policies with the specified policy ID and hash could be found.' },
  cloudFormation: policyFormation,
})

const longestGroupPolicyBytes = 1024

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** @throws ResourceNotFoundException, ResourcePolicyInvalidParameterException */
function checkResource(arn: string, call: Call): 'parameter' | 'opsitemgroup' {
  const place = parseArn(arn)
  const invalid = (message: string) => call.fault('ResourcePolicyInvalidParameterException', message, { ParameterNames: ['ResourceArn'] })
  if (place === undefined || place.service !== 'ssm'
    || place.account !== call.account) throw invalid(`${arn} is no ARN of a resource of yours.`)
  if (place.resource === 'opsitemgroup/default') return 'opsitemgroup'
  if (!place.resource.startsWith('parameter/')) throw invalid('Policies are for parameters and for opsitemgroup/default.')
  if (findParameter(readName(arn).name, call) !== undefined) return 'parameter'
  throw call.fault('ResourceNotFoundException', 'The specified parameter to be shared could not be found.')
}

/** @throws MalformedResourcePolicyDocumentException */
function checkPolicy(text: string, kind: string, call: Call): void {
  const read = readPolicy(text, 'resource')
  if ('problem' in read) throw call.fault('MalformedResourcePolicyDocumentException', `The policy is not valid: ${read.problem.message}`)
  const allowed = kind === 'parameter' ? /^ssm:(\*|Describe|Get|List)/i : /^ssm:/i
  const wrong = actionsOf(text).find(action => !allowed.test(action))
  if (wrong !== undefined) throw call.fault('MalformedResourcePolicyDocumentException', `The action ${wrong} cannot be shared.`)
}

function actionsOf(text: string): readonly string[] {
  const { Statement: found } = JSON.parse(text) as { Statement: unknown }
  const statements = (Array.isArray(found) ? found : [found]) as { readonly Action?: string | readonly string[] }[]
  return statements.flatMap(({ Action: actions = [] }) => actions)
}

export const PutResourcePolicy: Ssm['PutResourcePolicy'] = ({ ResourceArn: arn, Policy: text, PolicyId: id, PolicyHash: hash }, call) => {
  const kind = checkResource(arn, call)
  checkPolicy(text, kind, call)
  if (kind === 'parameter') checkTier(arn, call)
  if (kind === 'opsitemgroup' && Buffer.byteLength(text) > longestGroupPolicyBytes) throw limit(longestGroupPolicyBytes, 'bytes', call)
  const policies = call.of(ResourcePolicy)
  if (id === undefined) {
    if (kind === 'opsitemgroup' && policies.count({ within: [arn] }) > 0) throw limit(1, 'policies', call)
    const made = policies.insert({ resource: arn, id: call.uuid(), text })
    return { PolicyId: made.id, PolicyHash: hashOf(text) }
  }
  checkHash(policies.require(arn, id), hash, call)
  policies.put({ resource: arn, id, text })
  return { PolicyId: id, PolicyHash: hashOf(text) }
}

function limit(most: number, what: string, call: Call): Error {
  return call.fault('ResourcePolicyLimitExceededException',
    'The PutResourcePolicy API action enforces two limits. A policy can\'t be greater than 1024 bytes in size. And only one policy can ' +
    'be attached to OpsItemGroup. Verify these limits and try again.', { Limit: most, LimitType: what })
}

/** @throws ResourcePolicyInvalidParameterException for a standard parameter */
function checkTier(arn: string, call: Call): void {
  if (findParameter(readName(arn).name, call)!.tier === 'Advanced') return
  throw call.fault('ResourcePolicyInvalidParameterException', 'To share a parameter, it must be in the advanced parameter tier.',
    { ParameterNames: ['ResourceArn'] })
}

/** @throws ResourcePolicyConflictException */
function checkHash({ text }: ResourcePolicy, hash: string | undefined, call: Call): void {
  if (hash === hashOf(text)) return
  throw call.fault('ResourcePolicyConflictException',
    'The hash provided in the call doesn\'t match the stored hash. This exception is thrown ' +
    'when trying to update an obsolete policy version or when multiple requests to update a policy are sent.')
}

export const GetResourcePolicies: Ssm['GetResourcePolicies'] = function* ({ ResourceArn: arn }, call) {
  checkResource(arn, call)
  for (const { id, text } of call.of(ResourcePolicy).scan({ within: [arn] })) yield { PolicyId: id, PolicyHash: hashOf(text), Policy: text }
}

export const DeleteResourcePolicy: Ssm['DeleteResourcePolicy'] = ({ ResourceArn: arn, PolicyId: id, PolicyHash: hash }, call) => {
  checkResource(arn, call)
  checkHash(call.of(ResourcePolicy).require(arn, id), hash, call)
  call.of(ResourcePolicy).delete(arn, id)
}

const readings = /^(GetParameter|GetParameters|GetParameterHistory)$/

/** All policies of a parameter as one, for the kernel to judge those of other accounts by. */
export function parameterPolicy(operation: string, name: string, call: Call): string | undefined {
  const parameter = readings.test(operation) ? findParameter(readName(name).name, call) : undefined
  if (parameter === undefined) return undefined
  const arn = Parameter.arnOf(call, { path: parameter.path })
  const statements = [...call.of(ResourcePolicy).scan({ within: [arn] })].flatMap(({ text }) => {
    const { Statement: found } = JSON.parse(text) as { Statement: unknown }
    return Array.isArray(found) ? found as unknown[] : [found]
  })
  return statements.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: statements })
}

/** A parameter that is gone is shared with nobody. */
export function forgetPolicies(parameter: Parameter, call: Call): void {
  const arn = Parameter.arnOf(call, { path: parameter.path })
  for (const { id } of [...call.of(ResourcePolicy).scan({ within: [arn] })]) call.of(ResourcePolicy).delete(arn, id)
}
