// What passes through a pipe: one record of its source, in the form in which filters, templates and targets see it.
// Sources: "Amazon SQS queue as a source", "Kinesis stream as a source", "DynamoDB stream as a source" and "Implicit body data parsing",
// EventBridge User Guide.

import type { Json } from '../../engines/input-transformer.ts'

export interface Item {
  /** Message id or sequence number: what a target names where part of a batch has failed. */
  readonly id: string
  readonly event: Json
}

/** Bytes become Base64, as JSON has none. */
export function plainJson(value: unknown): Json {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(plainJson)
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined).map(([name, each]) => [name, plainJson(each)]))
}

/** The event with what is written within a field read: the body of a message, the data of a stream's record. */
export function openView(event: Json): Json {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event
  const { eventSource: source, body, data } = event as Readonly<Record<string, Json>>
  if (source === 'aws:sqs' && typeof body === 'string') return { ...event, body: readText(body) }
  if (source === 'aws:kinesis' && typeof data === 'string') return { ...event, data: readText(Buffer.from(data, 'base64').toString()) }
  return event
}

/** Objects and arrays are read; any other text stays as it is. */
export function readText(text: string): Json {
  if (!/^\s*[{[]/.test(text)) return text
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}
