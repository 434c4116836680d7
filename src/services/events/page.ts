// Pages of the lists that the API's model does not page: as many as were asked for, and where to go on.

import type { Call } from '../../kernel/service.ts'

export interface PageInput { readonly Limit?: number, readonly NextToken?: string }

const usualLimit = 100

/** @param items in the order of their names */
export function paged<T>(
  items: Iterable<T>, nameOf: (item: T) => string, { Limit: limit = usualLimit, NextToken: token }: PageInput, call: Call,
): { readonly found: T[], readonly NextToken?: string } {
  const after = token === undefined ? undefined : call.open(call.operation, token)
  if (token !== undefined && typeof after !== 'string') throw call.fault('ValidationException',
    'The value supplied for parameter \'nextToken\' is invalid.')
  const found: T[] = []
  for (const item of items) {
    if (typeof after === 'string' && nameOf(item) <= after) continue
    if (found.length === limit) return { found, NextToken: call.seal(call.operation, nameOf(found.at(-1)!)) }
    found.push(item)
  }
  return { found }
}
