// What queues tell the metrics, under CloudWatch's names: what is sent, received and deleted as it happens; how much is there, sampled
// once a
// minute before something changes it, and asked for the time since. Source: "Available CloudWatch metrics for Amazon SQS", SQS Developer
// Guide.

import type { Call, MetricName } from '../../kernel/service.ts'
import { count } from './contents.ts'
import type { Counts } from './contents.ts'
import { Queue } from './queue.ts'

const minuteMs = 60_000
const namespace = 'AWS/SQS'

const levels: Readonly<Record<string, (counts: Counts, at: number) => number>> = {
  ApproximateNumberOfMessagesVisible: ({ visible }) => visible,
  ApproximateNumberOfMessagesNotVisible: ({ inFlight }) => inFlight,
  ApproximateNumberOfMessagesDelayed: ({ delayed }) => delayed,
  ApproximateAgeOfOldestMessage: ({ oldestSentAt }, at) => oldestSentAt === undefined ? 0 : Math.floor((at - oldestSentAt) / 1000),
}

interface QueueMetrics {
  readonly sent: MetricName
  readonly size: MetricName
  readonly received: MetricName
  readonly empty: MetricName
  readonly deleted: MetricName
  readonly levels: readonly MetricName[]
  /** Beginning of the minute in which something was last about to change. */
  touchedAt?: number
}

/** Names are made once: their objects are kept. */
function metricsOf(queue: Queue, call: Call): QueueMetrics {
  const all = call.cache('metrics', () => new Map<string, QueueMetrics>())
  let known = all.get(queue.id)
  if (known === undefined) {
    const dimensions = { QueueName: queue.name }
    const named = (name: string, unit = 'Count'): MetricName => ({ namespace, name, dimensions, unit })
    all.set(queue.id, known = {
      sent: named('NumberOfMessagesSent'), size: named('SentMessageSize', 'Bytes'), received: named('NumberOfMessagesReceived'),
      empty: named('NumberOfEmptyReceives'), deleted: named('NumberOfMessagesDeleted'),
      levels: Object.keys(levels).map(name => named(name, name === 'ApproximateAgeOfOldestMessage' ? 'Seconds' : 'Count')),
    })
  }
  return known
}

/** Before what is in a queue changes. The first time of a minute, what was there at the end of the last such minute is written down. */
export function touch(queue: Queue, call: Call): void {
  const known = metricsOf(queue, call)
  const now = call.now()
  if (known.touchedAt !== undefined && now < known.touchedAt + minuteMs) return
  const endedAt = known.touchedAt === undefined ? undefined : known.touchedAt + minuteMs - 1
  const counts = endedAt === undefined ? undefined : count(queue, call, endedAt)
  for (const level of known.levels) {
    call.metrics.sample(level, counts && levels[level.name]!(counts, endedAt!), endedAt ?? now)
  }
  known.touchedAt = Math.floor(now / minuteMs) * minuteMs
}

export function tellSent(queue: Queue, sizeBytes: number, call: Call): void {
  const { sent, size } = metricsOf(queue, call)
  call.metrics.emit(sent, 1)
  call.metrics.emit(size, sizeBytes)
}

export function tellReceived(queue: Queue, messages: number, call: Call): void {
  const { received, empty } = metricsOf(queue, call)
  if (messages === 0) call.metrics.emit(empty, 1)
  else call.metrics.emit(received, messages)
}

export function tellDeleted(queue: Queue, call: Call): void {
  call.metrics.emit(metricsOf(queue, call).deleted, 1)
}

/** What there is at a time since which nothing has changed it; undefined for what is no level of a queue that lives. */
export function levelOf(metric: MetricName, at: number, call: Call): number | undefined {
  const figure = metric.namespace === namespace && Object.hasOwn(levels, metric.name) ? levels[metric.name] : undefined
  const queue = figure === undefined ? undefined : call.of(Queue).get(metric.dimensions.QueueName ?? '')
  return queue && figure!(count(queue, call, at), at)
}
