// Our values ⇄ those of the AWS SDK for JavaScript v3: moments are `Date` there, decimals are text in a wrapper, bodies are Node streams.

import type { Shape } from '../../src/model/shape.ts'
import type { Values } from './values.ts'
import { isEvents } from './values.ts'

/** What the client makes of a streaming body. */
interface SdkStream { transformToByteArray(): Promise<Uint8Array> }

/** A value as the client takes it. */
export function toScript(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return value
  switch (shape.kind) {
    case 'timestamp': return new Date(value as number)
    case 'list': return (value as unknown[]).map(element => toScript(shape.element.shape, element))
    case 'map': return mapped(value as Values, element => toScript(shape.value.shape, element))
    case 'structure': {
      const ofMember = (part: unknown, name: string): unknown => {
        const member = shape.memberByName.get(name)
        return member === undefined ? part : toScript(member.shape, part)
      }
      if (!isEvents(shape)) return mapped(value as Values, ofMember)
      return streamOf((value as Values[]).map(event => mapped(event, ofMember)))
    }
    default: return value
  }
}

/** A value as the client gives it → ours; streams are read to their end. */
export async function fromScript(value: unknown): Promise<unknown> {
  if (value instanceof Date) return value.getTime()
  if (value instanceof Uint8Array) return new Uint8Array(value)
  // JSON in a text (the trait jsonValue): the client gives a String object that can be read.
  if (value instanceof String) return JSON.parse(value.toString())
  if (Array.isArray(value)) return Promise.all(value.map(fromScript))
  if (typeof value !== 'object' || value === null) return value
  if ('transformToByteArray' in value) return new Uint8Array(await (value as SdkStream).transformToByteArray())
  if (Symbol.asyncIterator in value) {
    const events: unknown[] = []
    for await (const event of value as AsyncIterable<unknown>) events.push(await fromScript(event))
    return events
  }
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(await Promise.all(entries.map(async ([name, part]) => [name, await fromScript(part)] as const)))
}

function mapped(values: Values, change: (value: unknown, name: string) => unknown): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]))
}

async function* streamOf<T>(parts: readonly T[]): AsyncGenerator<T> {
  yield* parts
}
