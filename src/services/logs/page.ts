// Pages of the lists that the API's model does not page: as many as were asked for, and where to go on.

import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'

/** @param items in the order of their names @returns a page, and the token of the next one */
export function paged<T>(
  items: Iterable<T>, nameOf: (item: T) => string, { limit, token }: { readonly limit: number, readonly token: string | undefined },
    call: Call,
): { readonly found: T[], readonly nextToken?: string } {
  const after = token === undefined ? undefined : call.open(call.operation, token)
  if (token !== undefined && typeof after !== 'string') throw invalid('The specified nextToken is invalid.', call)
  const found: T[] = []
  for (const item of items) {
    if (typeof after === 'string' && nameOf(item) <= after) continue
    if (found.length === limit) return { found, nextToken: call.seal(call.operation, nameOf(found.at(-1)!)) }
    found.push(item)
  }
  return { found }
}
