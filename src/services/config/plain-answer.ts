// Answers of other services, as Config keeps them: what cannot be found is undefined, names begin in lower case.

import { Fault } from '../../kernel/service.ts'

export type Json = Readonly<Record<string, unknown>>

/** A service's fault for what it cannot find, or cannot read so, is no description. */
export async function found<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}

/** Names as Config writes EC2's and S3's: in lower camel case; times as text. */
export function lowered(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map(each => lowered(each))
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'number' && /(Time|Date)$/.test(name)) return new Date(value).toISOString()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [`${key[0]?.toLowerCase() ?? ''}${key.slice(1)}`,
    lowered(each, key)]))
}
