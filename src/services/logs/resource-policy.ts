// Resource policies: which services may put logs here. They are kept, checked for their form and shown; services of this cloud are trusted
// either way. Source: PutResourcePolicy, DescribeResourcePolicies and DeleteResourcePolicy, CloudWatch Logs API Reference: up to 10 a
// region.

import type { Logs, ResourcePolicy as PolicyOutput } from '../../../generated/aws/logs.ts'
import { readPolicy, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'
import { groupNamed } from './group.ts'

interface ResourcePolicy {
  /** A policy's name, or the ARN of the one resource that it is for. */
  readonly key: string
  readonly resourceArn?: string
  readonly document: string
  readonly revision: string
  readonly updatedAt: number
}

const ResourcePolicy = records<ResourcePolicy>({ name: 'ResourcePolicy', key: 'key' })

const most = 10

export const PutResourcePolicy: Logs['PutResourcePolicy'] = (input, call) => {
  const { policyName: name, policyDocument: document, resourceArn } = input
  const key = keyOf(input, call)
  if (document === undefined) throw invalid('policyDocument is required.', call)
  if ('problem' in readPolicy(document, 'resource')) throw invalid('Policy document is invalid.', call)
  if (resourceArn !== undefined) groupNamed(resourceArn, call)
  const policies = call.of(ResourcePolicy)
  const known = policies.get(key)
  checkRevision(known, input.expectedRevisionId, call)
  const named = [...policies.scan()].filter(policy => policy.resourceArn === undefined).length
  if (known === undefined && name !== undefined && named >= most) throw call.fault('LimitExceededException', 'Resource limit exceeded.')
  const policy = policies.put({ key, document, revision: call.hex(32), updatedAt: call.now(),
    ...(resourceArn !== undefined && { resourceArn }) })
  return { resourcePolicy: outputOf(policy), ...(resourceArn !== undefined && { revisionId: policy.revision }) }
}

interface Naming { readonly policyName?: string, readonly resourceArn?: string }

function keyOf({ policyName: name, resourceArn: arn }: Naming, call: Call): string {
  if ((name === undefined) === (arn === undefined)) throw invalid('Exactly one of policyName and resourceArn must be specified.', call)
  return name ?? arn!
}

function checkRevision(known: ResourcePolicy | undefined, expected: string | undefined, call: Call): void {
  if (expected === undefined || known?.revision === expected) return
  throw invalid('The expected revision id is not that of the policy.', call)
}

export const DeleteResourcePolicy: Logs['DeleteResourcePolicy'] = (input, call) => {
  const key = keyOf(input, call)
  const known = call.of(ResourcePolicy).get(key)
  if (known === undefined) throw call.fault('ResourceNotFoundException', `Policy with name [${key}] does not exist.`)
  checkRevision(known, input.expectedRevisionId, call)
  call.of(ResourcePolicy).delete(key)
}

export const DescribeResourcePolicies: Logs['DescribeResourcePolicies'] = function* ({ resourceArn, policyScope = 'ACCOUNT' }, call) {
  const wantsResources = resourceArn !== undefined || policyScope === 'RESOURCE'
  for (const policy of call.of(ResourcePolicy).scan()) {
    if ((policy.resourceArn !== undefined) !== wantsResources) continue
    if (resourceArn === undefined || policy.resourceArn === resourceArn) yield outputOf(policy)
  }
}

function outputOf({ key, resourceArn, document, revision, updatedAt }: ResourcePolicy): PolicyOutput {
  return {
    policyDocument: document, lastUpdatedTime: updatedAt,
    ...resourceArn === undefined ? { policyName: key, policyScope: 'ACCOUNT' }
      : { resourceArn, policyScope: 'RESOURCE', revisionId: revision },
  }
}
