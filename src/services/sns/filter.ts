// Filter policies: which messages a subscription wants, by their attributes or by their body. The language is the engine's; here are the
// rules of Amazon SNS around it. Source: "Amazon SNS subscription filter policies" and "Filter policy constraints", SNS Developer Guide.

import { PatternProblem, readPattern } from '../../engines/pattern/face.ts'
import type { DialectName, Pattern } from '../../engines/pattern/face.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'
import { jsonObject } from '../../std/json-object.ts'
import type { MessageAttributes } from './message.ts'

export type FilterScope = 'MessageAttributes' | 'MessageBody'

/** What a subscription's filter looks at. */
export function scopeOf({ FilterPolicyScope: scope }: Readonly<Record<string, string>>): FilterScope {
  return scope === 'MessageBody' ? 'MessageBody' : 'MessageAttributes'
}

const mostKeys = 5
const mostCombinations = 150
const largestBytes = 262_144
const shelfMax = 1000

/** What a filter looks at. */
export interface Filtered {
  readonly body: string
  readonly attributes: MessageAttributes
}

/** @throws InvalidParameter */
export function checkFilter(text: string, scope: FilterScope, call: Call): void {
  const problem = (what: string): Error => invalid(`FilterPolicy: ${what}`, call)
  if (Buffer.byteLength(text) > largestBytes) throw problem('Filter policy is too large')
  const policy = jsonObject(text)
  if (policy === undefined) throw problem('failed to parse JSON.')
  if (Object.keys(policy).length === 0) return
  try {
    readPattern(policy, dialectOf(scope))
  } catch (error) {
    if (error instanceof PatternProblem) throw problem(error.message)
    throw error
  }
  const { keys, combinations } = measured(policy, 1)
  if (keys > mostKeys) throw problem(`Filter policy can not have more than ${mostKeys} keys`)
  if (combinations > mostCombinations) throw problem('Filter policy is too complex')
}

/** Keys that hold values, and the product of how many, each times how deep it lies. */
function measured(policy: object, depth: number): { keys: number, combinations: number } {
  let [keys, combinations] = [0, 1]
  for (const [name, value] of Object.entries(policy)) {
    if (name === '$or' && Array.isArray(value)) {
      const parts = (value as object[]).map(each => measured(each, depth))
      keys += parts.reduce((sum, part) => sum + part.keys, 0)
      combinations *= parts.reduce((sum, part) => sum + part.combinations, 0)
    } else if (Array.isArray(value)) {
      keys += 1
      combinations *= value.length * depth
    } else if (typeof value === 'object' && value !== null) {
      const part = measured(value, depth + 1)
      keys += part.keys
      combinations *= part.combinations
    }
  }
  return { keys, combinations }
}

/** A body that is no JSON object meets no policy of bodies. */
export function passesFilter(text: string, scope: FilterScope, message: Filtered, call: Call): boolean {
  const shelf = call.cache('filters', () => new Map<string, Pattern | undefined>())
  const name = scope + text
  if (!shelf.has(name)) {
    if (shelf.size >= shelfMax) shelf.clear()
    const policy = jsonObject(text)!
    shelf.set(name, Object.keys(policy).length === 0 ? undefined : readPattern(policy, dialectOf(scope)))
  }
  const pattern = shelf.get(name)
  if (pattern === undefined) return true
  if (scope === 'MessageAttributes') return pattern.matches(attributeValues(message.attributes))
  const body = jsonObject(message.body)
  return body !== undefined && pattern.matches(body)
}

function dialectOf(scope: FilterScope): DialectName {
  return scope === 'MessageBody' ? 'body-filter' : 'attribute-filter'
}

/** Attributes as the values they stand for; of a binary one, only that it is there. */
function attributeValues(attributes: MessageAttributes): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).map(([name, { DataType: type, StringValue: text = '', BinaryValue: bytes }]) => {
    if (bytes !== undefined) return [name, bytes]
    if (/^Number\b/.test(type)) return [name, Number(text)]
    return [name, /^String\.Array\b/.test(type) ? JSON.parse(text) as unknown : text]
  }))
}
