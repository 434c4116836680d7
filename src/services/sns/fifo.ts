// What is particular to FIFO topics: numbers in order, and messages that were published already within five minutes.
// Source: "Message deduplication for FIFO topics" and "Message ordering details", Amazon SNS Developer Guide.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Message } from './message.ts'
import type { Topic } from './topic.ts'

interface Published {
  readonly topic: string
  /** The topic, or one of its groups, by its throughput scope. */
  readonly scope: string
  readonly deduplicationId: string
  readonly publishedAt: number
  readonly messageId: string
  readonly sequenceNumber: string
}

export const Published = records<Published>({
  name: 'Published',
  key: ['topic', 'scope', 'deduplicationId'],
  indexes: { age: ({ publishedAt }) => [publishedAt] },
})

const windowMs = 300_000
const sweepMost = 100

interface Known { readonly messageId: string, readonly sequenceNumber: string }

/** The message that this one is the duplicate of, if any. */
export function duplicateOf(topic: Topic, message: Message, call: Call): Known | undefined {
  const found = call.of(Published).get(topic.id, scopeOf(topic, message), message.deduplicationId!)
  return found !== undefined && found.publishedAt + windowMs > call.now() ? found : undefined
}

/** Gives the message its number, and remembers it for five minutes; clears away some of what is older. */
export function numbered(topic: Topic, message: Message, call: Call): Message {
  const sequenceNumber = `1${String(call.sequence()).padStart(16, '0')}000`
  const published = call.of(Published)
  const expired = [...take(published.by('age').scan({ before: [call.now() - windowMs] }), sweepMost)]
  for (const { topic: id, scope, deduplicationId } of expired) published.delete(id, scope, deduplicationId)
  published.put({
    topic: topic.id, scope: scopeOf(topic, message), deduplicationId: message.deduplicationId!, publishedAt: call.now(),
    messageId: message.id, sequenceNumber,
  })
  return { ...message, sequenceNumber }
}

function scopeOf({ attributes }: Topic, { group }: Message): string {
  return attributes.FifoThroughputScope === 'MessageGroup' ? group! : ''
}

function * take<T>(values: Iterable<T>, most: number): Generator<T> {
  let left = most
  for (const value of values) {
    if (left === 0) return
    left -= 1
    yield value
  }
}
