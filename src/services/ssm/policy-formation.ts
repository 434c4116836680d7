// AWS::SSM::ResourcePolicy for Cloud Control and CloudFormation, by real calls of Systems Manager.
// Source: the resource type's schema in the CloudFormation registry: identified by PolicyId and ResourceArn.

import { Fault } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

function split(identifier: string): { readonly id: string, readonly arn: string } {
  const [id = '', arn = ''] = identifier.split('|')
  return { id, arn }
}

/** A policy is a text or an object. */
function textOf({ Policy: policy }: Properties): string {
  return typeof policy === 'string' ? policy : JSON.stringify(policy)
}

async function found(identifier: string, call: Call): Promise<{ readonly hash: string, readonly policy: string }> {
  const { id, arn } = split(identifier)
  const { Policies: policies = [] } = await call.to('ssm').GetResourcePolicies({ ResourceArn: arn })
  const policy = policies.find(({ PolicyId }) => PolicyId === id)
  if (policy === undefined) throw new Fault('ResourcePolicyNotFoundException', `No policy ${id} could be found.`)
  return { hash: policy.PolicyHash!, policy: policy.Policy! }
}

export const policyFormation: CloudFormationHandlers = {
  type: 'AWS::SSM::ResourcePolicy',
  primaryIdentifier: ['PolicyId', 'ResourceArn'],
  readOnly: ['PolicyId', 'PolicyHash'],
  createOnly: ['ResourceArn'],

  async create(properties, call) {
    const arn = String(properties.ResourceArn)
    const { PolicyId: id } = await call.to('ssm').PutResourcePolicy({ ResourceArn: arn, Policy: textOf(properties) })
    return `${id!}|${arn}`
  },

  async read(identifier, call) {
    const { id, arn } = split(identifier)
    const { hash, policy } = await found(identifier, call)
    return { ResourceArn: arn, PolicyId: id, PolicyHash: hash, Policy: JSON.parse(policy) as unknown }
  },

  async update(identifier, properties, _previous, call) {
    const { id, arn } = split(identifier)
    const { hash } = await found(identifier, call)
    await call.to('ssm').PutResourcePolicy({ ResourceArn: arn, PolicyId: id, PolicyHash: hash, Policy: textOf(properties) })
  },

  async delete(identifier, call) {
    const { id, arn } = split(identifier)
    const { hash } = await found(identifier, call)
    await call.to('ssm').DeleteResourcePolicy({ ResourceArn: arn, PolicyId: id, PolicyHash: hash })
  },

  async * list(call) {
    let NextToken: string | undefined
    do {
      const page = await call.to('ssm').DescribeParameters({ MaxResults: 50, ...(NextToken !== undefined && { NextToken }) })
      for (const { ARN: arn = '' } of page.Parameters ?? []) {
        const { Policies: policies = [] } = await call.to('ssm').GetResourcePolicies({ ResourceArn: arn })
        for (const { PolicyId: id } of policies) yield `${id!}|${arn}`
      }
      NextToken = page.NextToken
    } while (NextToken !== undefined)
  },
}
