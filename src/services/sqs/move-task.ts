// Message move tasks: what a dead-letter queue holds goes back to its sources, or to another queue, so many a second on the clock.
// A moved message is a new one: id, times and receive count begin again.
// Source: StartMessageMoveTask, SQS API Reference; "Configure a dead-letter queue redrive", SQS Developer Guide.

import type { Sqs } from '../../../generated/aws/sqs.ts'
import { parseArn, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { count, discard, lay, Message } from './contents.ts'
import { joinGroup, settleGroup } from './fifo.ts'
import { offerFifo, offerStandard } from './offer.ts'
import { Queue, queueByArn } from './queue.ts'
import { touch } from './queue-metrics.ts'
import { jsonMap } from './redrive.ts'
import { sweepAfter } from './retention.ts'

type Status = 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED'

interface MoveTask {
  readonly sourceArn: string
  /** Rises from task to task of a source. */
  readonly number: number
  readonly id: string
  readonly destinationArn?: string
  readonly perSecond?: number
  readonly status: Status
  readonly startedAt: number
  readonly toMove: number
  readonly moved: number
  readonly failure?: string
}

const MoveTask = records<MoveTask>({
  name: 'MoveTask',
  key: ['sourceArn', 'number'],
  indexes: { active: ({ status, sourceArn }) => isActive(status) ? [sourceArn] : undefined },
})

/** The fastest that can be asked for, and what a task without a rate keeps to here. */
const mostPerSecond = 500
/** So many tasks of a queue are remembered, as that many can be listed. */
const mostKept = 10

function isActive(status: Status): boolean {
  return status === 'RUNNING' || status === 'CANCELLING'
}

export const StartMessageMoveTask: Sqs['StartMessageMoveTask'] = (input, call) => {
  const { SourceArn: sourceArn, DestinationArn: destinationArn, MaxNumberOfMessagesPerSecond: perSecond } = input
  const source = sourceOf(sourceArn, call)
  if (call.of(Queue).by('deadLetterTarget').first({ within: [sourceArn] }) === undefined) {
    throw call.fault('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.')
  }
  if (perSecond !== undefined && !(perSecond >= 1 && perSecond <= mostPerSecond)) {
    throw call.fault('InvalidParameterValue', `Value ${perSecond} for parameter MaxNumberOfMessagesPerSecond is invalid. ` +
      `Reason: MaxNumberOfMessagesPerSecond must be an integer between 1 and ${mostPerSecond}.`)
  }
  if (destinationArn !== undefined) checkDestination(source, sourceArn, destinationArn, call)
  const tasks = call.of(MoveTask)
  if (tasks.by('active').first({ within: [sourceArn] }) !== undefined) {
    throw call.fault('UnsupportedOperation',
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.')
  }
  call.quota('ActiveMoveTasks', tasks.by('active').count() + 1)
  const last = tasks.first({ within: [sourceArn], reverse: true })
  const task: MoveTask = {
    sourceArn, number: (last?.number ?? 0) + 1, id: call.uuid(), status: 'RUNNING', startedAt: call.now(), moved: 0,
    toMove: count(source, call).visible,
    ...(destinationArn !== undefined && { destinationArn }),
    ...(perSecond !== undefined && { perSecond }),
  }
  tasks.put(task)
  tasks.delete(sourceArn, task.number - mostKept)
  call.setTimer('move', task.id, call.now(), { sourceArn, number: task.number })
  return { TaskHandle: handleOf(task) }
}

/** @throws ResourceNotFoundException, InvalidParameterValue */
function sourceOf(arn: string, call: Call): Queue {
  if (parseArn(arn)?.service !== 'sqs') {
    throw call.fault('InvalidParameterValue',
      'You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>')
  }
  const queue = queueByArn(arn, call)
  if (queue !== undefined) return queue
  throw call.fault('ResourceNotFoundException', 'The resource that you specified for the SourceArn parameter doesn\'t exist.')
}

function checkDestination(source: Queue, sourceArn: string, destinationArn: string, call: Call): void {
  if (destinationArn === sourceArn) {
    throw call.fault('InvalidParameterValue', 'Source queue arn and destination queue arn cannot be the same.')
  }
  const destination = queueByArn(destinationArn, call)
  if (destination === undefined) {
    throw call.fault('ResourceNotFoundException', 'The resource that you specified for the DestinationArn parameter doesn\'t exist.')
  }
  if (destination.fifo !== source.fifo) {
    throw call.fault('InvalidParameterValue', 'Source queue and destination queue must be of the same type.')
  }
}

export const CancelMessageMoveTask: Sqs['CancelMessageMoveTask'] = ({ TaskHandle: handle }, call) => {
  const named = readHandle(handle)
  if (named === undefined) throw call.fault('InvalidParameterValue', 'Value for parameter TaskHandle is invalid.')
  sourceOf(named.sourceArn, call)
  const task = [...call.of(MoveTask).scan({ within: [named.sourceArn] })].find(({ id }) => id === named.taskId)
  if (task === undefined) throw call.fault('ResourceNotFoundException', 'Task does not exist.')
  if (task.status !== 'RUNNING') throw call.fault('UnsupportedOperation', 'Only active tasks can be cancelled.')
  call.of(MoveTask).put({ ...task, status: 'CANCELLING' })
  return { ApproximateNumberOfMessagesMoved: task.moved }
}

export const ListMessageMoveTasks: Sqs['ListMessageMoveTasks'] = ({ SourceArn: sourceArn, MaxResults: most = 1 }, call) => {
  sourceOf(sourceArn, call)
  if (most < 1 || most > mostKept) {
    throw call.fault('InvalidParameterValue',
      `Value ${most} for parameter MaxResults is invalid. Reason: MaxResults must be an integer between 1 and 10.`)
  }
  const latest = [...call.of(MoveTask).scan({ within: [sourceArn], reverse: true })].slice(0, most)
  return {
    Results: latest.map(task => ({
      ...(task.status === 'RUNNING' && { TaskHandle: handleOf(task) }),
      Status: task.status,
      SourceArn: task.sourceArn,
      ...(task.destinationArn !== undefined && { DestinationArn: task.destinationArn }),
      ...(task.perSecond !== undefined && { MaxNumberOfMessagesPerSecond: task.perSecond }),
      ApproximateNumberOfMessagesMoved: task.moved,
      ApproximateNumberOfMessagesToMove: task.toMove,
      ...(task.failure !== undefined && { FailureReason: task.failure }),
      StartedTimestamp: task.startedAt,
    })),
  }
}

/** The timer's work, once a second while the task runs: moves what the rate allows, and ends when nothing visible is left. */
export function moveSome({ sourceArn, number }: { readonly sourceArn: string, readonly number: number }, call: Call): void {
  const tasks = call.of(MoveTask)
  const task = tasks.get(sourceArn, number)
  if (task === undefined) return
  const source = queueByArn(sourceArn, call)
  if (source === undefined) {
    tasks.put({ ...task, status: 'FAILED', failure: 'AWS.SimpleQueueService.NonExistentQueue' })
    return
  }
  if (task.status === 'CANCELLING') {
    tasks.put({ ...task, status: 'CANCELLED' })
    return
  }
  const most = task.perSecond ?? mostPerSecond
  touch(source, call)
  const offered = source.fifo ? offerFifo(source, most, call) : offerStandard(source, most, call)
  let moved = 0
  for (const delivery of offered) {
    const message = call.of(Message).get(delivery.contents, delivery.sequence)!
    const destinationArn = task.destinationArn ?? message.deadLetterSourceArn
    const destination = destinationArn === undefined ? undefined : queueByArn(destinationArn, call)
    if (destination === undefined) {
      const failure = destinationArn === undefined ? 'CouldNotDetermineMessageSource' : 'AWS.SimpleQueueService.NonExistentQueue'
      tasks.put({ ...task, moved: task.moved + moved, status: 'FAILED', failure })
      return
    }
    discard(delivery, call)
    if (source.fifo) settleGroup(source, delivery.group!, call)
    sendAnew(message, destination, call)
    moved += 1
  }
  const ended = offered.length < most
  tasks.put({ ...task, moved: task.moved + moved, status: ended ? 'COMPLETED' : 'RUNNING' })
  if (!ended) call.setTimer('move', task.id, call.now() + 1000, { sourceArn, number })
}

function sendAnew(message: Message, destination: Queue, call: Call): void {
  const now = call.now()
  const { deadLetterSourceArn: _, ...sent } = message
  const sequence = call.sequence()
  const visibleAt = now + Number(destination.attributes.DelaySeconds) * 1000
  touch(destination, call)
  lay(destination, { ...sent, contents: destination.contents, sequence, id: call.uuid(), sentAt: now }, { visibleAt }, call)
  if (destination.fifo) joinGroup(destination, message.group!, sequence, visibleAt, call)
  sweepAfter(destination, now, call)
  call.wake(destination.id)
}

function handleOf({ id, sourceArn }: MoveTask): string {
  return Buffer.from(JSON.stringify({ taskId: id, sourceArn })).toString('base64')
}

function readHandle(handle: string): { taskId: string, sourceArn: string } | undefined {
  const { taskId, sourceArn } = jsonMap(Buffer.from(handle, 'base64').toString()) ?? {}
  return typeof taskId === 'string' && typeof sourceArn === 'string' ? { taskId, sourceArn } : undefined
}
