// The document of a shadow: what a device is to be (desired) and what it says it is (reported), with the time of each value, and what
// differs between the two. Plain functions over JSON. Source: "Device Shadow service documents", AWS IoT Developer Guide.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject { readonly [name: string]: Json }

export interface Sections { readonly desired?: JsonObject, readonly reported?: JsonObject }

export const sections = ['desired', 'reported'] as const

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Members of a change take the place of those before; null takes one away; what becomes empty stays. */
export function merged(before: JsonObject, change: JsonObject): JsonObject {
  const after: Record<string, Json> = { ...before }
  for (const [name, value] of Object.entries(change)) {
    const known = before[name]
    if (value === null) delete after[name]
    else if (isObject(value)) after[name] = merged(isObject(known) ? known : {}, value)
    else after[name] = value
  }
  return after
}

/** The same members, each with the second in which it was written. */
export function stamped(change: JsonObject, seconds: number): JsonObject {
  const stamp = (value: Json): Json => isObject(value) ? stamped(value, seconds)
    : Array.isArray(value) ? value.map(stamp) : { timestamp: seconds }
  return Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value === null ? null : stamp(value)]))
}

/** What is desired and not reported so; undefined where nothing is. Lists are compared whole. */
export function delta(desired: JsonObject, reported: JsonObject): JsonObject | undefined {
  const found: Record<string, Json> = {}
  for (const [name, value] of Object.entries(desired)) {
    const other = reported[name]
    if (isObject(value) && isObject(other)) {
      const inner = delta(value, other)
      if (inner !== undefined) found[name] = inner
    } else if (JSON.stringify(value) !== JSON.stringify(other)) found[name] = value
  }
  return Object.keys(found).length === 0 ? undefined : found
}

/** The members that another document has. */
export function within(document: JsonObject, shape: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(shape).flatMap(([name, inner]) => {
    const value = document[name]
    return value === undefined ? [] : [[name, isObject(inner) && isObject(value) ? within(value, inner) : value]]
  }))
}

export function depthOf(value: Json): number {
  if (!isObject(value)) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}
