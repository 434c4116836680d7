// Amazon Simple Queue Service: the manifest. What each noun does is in its own file.

import { Fault, parseArn, service } from '../../kernel/service.ts'
import type { Call, Violation } from '../../kernel/service.ts'
import { actionOf, policyOf, targetOf } from './access.ts'
import { readAddress } from './address.ts'
import { CreateQueue, DeleteQueue, freeName, PurgeQueue } from './creation.ts'
import { ListDeadLetterSourceQueues } from './dead-letter.ts'
import { ChangeMessageVisibility, ChangeMessageVisibilityBatch, DeleteMessage, DeleteMessageBatch } from './handle.ts'
import { SendMessage, SendMessageBatch } from './message.ts'
import { CancelMessageMoveTask, ListMessageMoveTasks, moveSome, StartMessageMoveTask } from './move-task.ts'
import { AddPermission, RemovePermission } from './permission.ts'
import { GetQueueUrl, ListQueues, Queue, queueOf } from './queue.ts'
import { levelOf } from './queue-metrics.ts'
import { ReceiveMessage } from './receive.ts'
import { clearAway, sweep } from './retention.ts'
import { GetQueueAttributes, SetQueueAttributes } from './settings.ts'

/** Members that say whose queue is meant. */
interface Located {
  readonly QueueUrl?: string
  readonly QueueOwnerAWSAccountId?: string
  readonly SourceArn?: string
}

export const sqs = service({
  id: 'sqs',
  resourceControls: true,
  resources: [Queue],
  operations: {
    AddPermission, CancelMessageMoveTask, ChangeMessageVisibility, ChangeMessageVisibilityBatch, CreateQueue, DeleteMessage,
    DeleteMessageBatch,
    DeleteQueue, GetQueueAttributes, GetQueueUrl, ListDeadLetterSourceQueues, ListMessageMoveTasks, ListQueues, PurgeQueue, ReceiveMessage,
    RemovePermission, SendMessage, SendMessageBatch, SetQueueAttributes, StartMessageMoveTask,
  },
  tagging: {
    resource: Queue,
    tag: 'TagQueue',
    untag: 'UntagQueue',
    list: 'ListQueueTags',
    identify: ({ QueueUrl: url }: { readonly QueueUrl: string }, call: Call) => [queueOf(url, call).name],
    invalid: 'InvalidParameterValue',
  },
  // "Logging Amazon Simple Queue Service API calls using AWS CloudTrail", SQS Developer Guide.
  dataEvents: [
    'ChangeMessageVisibility', 'ChangeMessageVisibilityBatch', 'DeleteMessage', 'DeleteMessageBatch', 'GetQueueAttributes', 'GetQueueUrl',
    'ListDeadLetterSourceQueues', 'ListQueueTags', 'ListQueues', 'ReceiveMessage', 'SendMessage', 'SendMessageBatch',
  ],
  admitsAnonymous: 'by-policy',
  iamAction: actionOf,
  target: targetOf,
  resourcePolicy: policyOf,
  gauge: levelOf,
  timers: { sweep, reclaim: clearAway, freeName, move: moveSome },
  quotas: {
    // "Amazon SQS message quotas", SQS Developer Guide.
    ActiveMoveTasks: {
      value: 100, fault: 'UnsupportedOperation',
      message: (_, value) => `You have reached the limit of ${value} active message movement tasks for this account.`,
    },
  },

  /** SQS says of the first thing missing that it is; what else may be wrong it words per parameter, in the operations. */
  invalid: (violations: readonly Violation[]) =>
    new Fault('MissingParameter', `The request must contain the parameter ${violations[0]!.pointer.split('/').at(-1)}.`),
  invalidToken: { code: 'InvalidParameterValue', message: 'Invalid or expired next token.' },
  unchecked: (constraint, path) => constraint !== 'required' || path === 'entries' || path.endsWith('.dataType'),

  /** "Making Query API requests", SQS Developer Guide: the queue's own URL is the endpoint. */
  fromPath: path => ({ QueueUrl: path }),

  locate(_operation, input: Located, caller) {
    const { QueueUrl: url, QueueOwnerAWSAccountId: account, SourceArn: arn } = input
    const address = url === undefined ? undefined : readAddress(url)
    if (address !== undefined) return { account: address.account ?? caller.account, region: address.region ?? caller.region }
    if (account !== undefined) return { account }
    const place = arn === undefined ? undefined : parseArn(arn)
    if (place?.account === undefined || place.account === '') return undefined
    return { account: place.account, region: place.region || caller.region }
  },
})
