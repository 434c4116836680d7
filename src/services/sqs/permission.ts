// AddPermission and RemovePermission: two operations that edit the statements of the queue's Policy attribute, and nothing else.
// Source: AddPermission and RemovePermission, SQS API Reference; "Basic Amazon SQS policies", SQS Developer Guide.

import type { Sqs } from '../../../generated/aws/sqs.ts'
import type { Call } from '../../kernel/service.ts'
import { Queue, queueOf } from './queue.ts'
import { jsonMap } from './redrive.ts'

interface Statement { readonly Sid?: string, readonly [name: string]: unknown }
interface Policy { readonly Statement: readonly Statement[], readonly [name: string]: unknown }

/** Actions that others than the owner can be allowed by this operation. */
const grantable: ReadonlySet<string> = new Set([
  '*', 'ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ListDeadLetterSourceQueues', 'PurgeQueue',
  'ReceiveMessage', 'SendMessage',
])
/** "Cross-account permissions don't apply to the following actions": Limitations of custom policies, SQS Developer Guide. */
export const ownersOnly: ReadonlySet<string> = new Set([
  'AddPermission', 'RemovePermission', 'CreateQueue', 'DeleteQueue', 'ListQueues', 'SetQueueAttributes', 'ListQueueTags', 'TagQueue',
  'UntagQueue', 'StartMessageMoveTask', 'CancelMessageMoveTask', 'ListMessageMoveTasks',
])
const mostActions = 7

export const AddPermission: Sqs['AddPermission'] = ({ QueueUrl: url, Label: label, AWSAccountIds: accounts, Actions: actions }, call) => {
  const queue = queueOf(url, call)
  if (!/^[\w-]{1,80}$/.test(label)) {
    throw invalid(label, 'Label', 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.', call)
  }
  if (accounts.length === 0) throw call.fault('MissingParameter', 'The request must contain the parameter AWSAccountIds.')
  if (actions.length === 0) throw call.fault('MissingParameter', 'The request must contain the parameter Actions.')
  const unknown = actions.find(action => !grantable.has(action))
  if (unknown !== undefined) {
    throw invalid(`SQS:${unknown}`, 'ActionName', ownersOnly.has(unknown) ? 'Only the queue owner is allowed to invoke this action.'
      : 'Please refer to the appropriate WSDL for a list of valid actions.', call)
  }
  const stranger = accounts.find(account => !/^\d{12}$/.test(account))
  if (stranger !== undefined) throw invalid(`[${stranger}]`, 'PrincipalId', 'Unable to verify.', call)
  if (actions.length > mostActions) {
    throw call.fault('OverLimit', `${actions.length} Actions were found, maximum allowed is ${mostActions}.`)
  }
  const arn = call.arn(Queue, queue)
  const policy = policyOf(queue, arn)
  if (policy.Statement.some(({ Sid }) => Sid === label)) throw invalid(label, 'Label', 'Already exists.', call)
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: single(accounts.map(account => ['arn', call.partition, 'iam', '', account, 'root'].join(':'))) },
    Action: single(actions.map(action => `SQS:${action}`)),
    Resource: arn,
  }
  write(queue, { ...policy, Statement: [...policy.Statement, statement] }, call)
}

export const RemovePermission: Sqs['RemovePermission'] = ({ QueueUrl: url, Label: label }, call) => {
  const queue = queueOf(url, call)
  const policy = policyOf(queue, call.arn(Queue, queue))
  const left = policy.Statement.filter(({ Sid }) => Sid !== label)
  if (left.length === policy.Statement.length) throw invalid(label, 'Label', 'can\'t find label on existing policy.', call)
  write(queue, { ...policy, Statement: left }, call)
}

/** The queue's policy, or an empty one. A single statement may stand without a list around it. */
function policyOf({ attributes }: Queue, arn: string): Policy {
  const policy = jsonMap(attributes.Policy ?? '') ?? { Version: '2008-10-17', Id: `${arn}/SQSDefaultPolicy`, Statement: [] }
  const { Statement: statements } = policy
  return { ...policy, Statement: Array.isArray(statements) ? statements as Statement[] : [statements as Statement] }
}

/** A policy without statements is none. */
function write(queue: Queue, policy: Policy, call: Call): void {
  const { Policy: _, ...others } = queue.attributes
  const attributes = policy.Statement.length === 0 ? others : { ...others, Policy: JSON.stringify(policy) }
  call.of(Queue).put({ ...queue, attributes, modifiedAt: call.now() })
}

function single(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0]! : values
}

function invalid(value: string, name: string, reason: string, call: Call): Error {
  return call.fault('InvalidParameterValue', `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`)
}
