// Queues: their record and declaration, how a URL or ARN names one, and the operations that find them.
// What a queue holds is in `contents.ts`, what its attributes may be in `attributes.ts`, its making and end in `creation.ts`.

import type { Sqs } from '../../../generated/aws/sqs.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { readAddress } from './address.ts'
import type { Attributes } from './attributes.ts'
import { cloudFormation } from './cloud-formation.ts'
import type { Redrive } from './redrive.ts'

export interface Queue {
  readonly name: string
  /** A queue made again under its old name shares nothing with it. */
  readonly id: string
  /** Names what it holds; begins with the id, and is another after each purge. */
  readonly contents: string
  readonly fifo: boolean
  readonly attributes: Attributes
  /** What the RedrivePolicy attribute says. */
  readonly redrive?: Redrive
  readonly createdAt: number
  readonly modifiedAt: number
  readonly purgedAt?: number
}

export const Queue = resource<Queue>({
  name: 'Queue',
  key: 'name',
  arn: 'arn:{partition}:sqs:{region}:{account}:{name}',
  tags: 'map',
  notFound: { code: 'QueueDoesNotExist', message: () => 'The specified queue does not exist.' },
  exists: 'QueueNameExists',
  indexes: { deadLetterTarget: ({ redrive }) => redrive && [redrive.deadLetterTargetArn] },
  cloudFormation,
})

/**
 * The queue that a QueueUrl names; the call was located in its owner's account by then.
 * @throws QueueDoesNotExist, InvalidAddress
 */
export function queueOf(url: string, call: Call): Queue {
  const address = readAddress(url)
  if (address === undefined) throw call.fault('InvalidAddress', `The address ${url} is not valid for this endpoint.`)
  return call.of(Queue).require(address.name)
}

/** The queue with this ARN, if it is one of this account and region. */
export function queueByArn(arn: string, call: Call): Queue | undefined {
  const name = arn.slice(arn.lastIndexOf(':') + 1)
  const queue = call.of(Queue).get(name)
  return queue !== undefined && call.arn(Queue, queue) === arn ? queue : undefined
}

export function urlOf({ name }: Queue, call: Call): string {
  return `${call.endpoint}/${call.account}/${name}`
}

export const GetQueueUrl: Sqs['GetQueueUrl'] = ({ QueueName: name }, call) => ({ QueueUrl: urlOf(call.of(Queue).require(name), call) })

export const ListQueues: Sqs['ListQueues'] = function* ({ QueueNamePrefix: prefix = '', MaxResults: limit }, call) {
  checkLimit(limit, call)
  for (const queue of call.of(Queue).scan({ prefix })) yield urlOf(queue, call)
}

/** @throws InvalidParameterValue for a MaxResults out of bounds */
export function checkLimit(limit: number | undefined, call: Call): void {
  if (limit === undefined || (limit >= 1 && limit <= 1000)) return
  throw call.fault('InvalidParameterValue',
    `Value ${limit} for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 1000.`)
}
