// Values of queries: what fields hold and expressions come to; how they are compared, ordered and shown. A text that reads as a number is
// compared as one. Source: "Sort" and "Boolean, comparison, numeric, datetime, and other functions", CloudWatch Logs User Guide.

export class Time {
  readonly at: number

  constructor(at: number) {
    this.at = at
  }
}

export type Value = null | string | number | boolean | Time | readonly Value[] | { readonly [name: string]: Value }

const numeric = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/

export function isStructure(value: Value): value is readonly Value[] | { readonly [name: string]: Value } {
  return typeof value === 'object' && value !== null && !(value instanceof Time)
}

/** Null for what is no number. */
export function numberOf(value: Value): number | null {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return numeric.test(value) ? Number(value) : null
  if (typeof value === 'boolean') return value ? 1 : 0
  return value instanceof Time ? value.at : null
}

/** As functions of texts see it; null for structures and what is not there. */
export function textOf(value: Value): string | null {
  return value === null || isStructure(value) ? null : shown(value)
}

export function isTrue(value: Value): boolean {
  if (typeof value === 'boolean') return value
  return value !== null && value !== '' && value !== 0 && value !== '0' && value !== 'false'
}

/** As results show it. */
export function shown(value: Exclude<Value, null>): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Time) return new Date(value.at).toISOString().replace('T', ' ').replace('Z', '')
  return JSON.stringify(plain(value))
}

/** Broken numbers have four digits after the point. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value)
  return String(Math.round(value * 1e4) / 1e4)
}

/** What JSON can say of it. */
export function plain(value: Value): unknown {
  if (value instanceof Time) return shown(value)
  if (Array.isArray(value)) return (value as readonly Value[]).map(plain)
  return isStructure(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)])) : value
}

/** "Comparing map and list to any other fields results in false." */
export function areEqual(a: Value, b: Value): boolean {
  if (a === null || b === null || isStructure(a) || isStructure(b)) return false
  const [left, right] = [numberOf(a), numberOf(b)]
  if (left !== null && right !== null) return left === right
  return spelled(a) === spelled(b)
}

/** Booleans meet the words for them. */
function spelled(value: Exclude<Value, null>): string {
  return typeof value === 'boolean' ? String(value) : shown(value)
}

/** Negative, zero or positive; undefined where the two have no order. */
export function compared(a: Value, b: Value): number | undefined {
  if (a === null || b === null || isStructure(a) || isStructure(b)) return undefined
  const [left, right] = [numberOf(a), numberOf(b)]
  if (left !== null && right !== null) return left - right
  const [first, second] = [shown(a), shown(b)]
  return first < second ? -1 : first > second ? 1 : 0
}

/** "In ascending order, all non-number values come before all number values." What is not there comes first of all. */
export function sortOrder(a: Value, b: Value): number {
  const [left, right] = [rankOf(a), rankOf(b)]
  return left !== right ? left - right : left === 0 ? 0 : compared(a, b) ?? 0
}

function rankOf(value: Value): number {
  if (value === null || isStructure(value)) return 0
  return numberOf(value) === null ? 1 : 2
}

/** The value at a path; null where there is none. Parts are tried as names and as places in lists. */
export function itemAt(value: Value, path: readonly (string | number)[]): Value {
  let found = value
  for (const part of path) {
    if (!isStructure(found)) return null
    if (Array.isArray(found)) found = (found as readonly Value[])[Number(part)] ?? null
    else found = Object.hasOwn(found, part) ? (found as { readonly [name: string]: Value })[String(part)]! : null
  }
  return found
}
