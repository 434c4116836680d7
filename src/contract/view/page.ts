// Pages of lists that are worked out on each call: a sealed token says how far the last page went, and opens for the same request only.

import type { Call, Fault } from '../../kernel/service.ts'

export interface AskedPage { readonly token: string | undefined, readonly limit: number }

/**
 * The items of a page, and the token of the next one where there is more.
 * @param of names the request that the token is for
 * @throws what `invalid` makes, for a token that is not ours or of another request
 */
export function pageOf<T>(
  items: Iterable<T>, { token, limit }: AskedPage, of: string, call: Pick<Call, 'seal' | 'open'>, invalid: () => Fault,
): { readonly items: T[], readonly next: string | undefined } {
  const opened = token === undefined ? 0 : call.open(of, token)
  if (typeof opened !== 'number') throw invalid()
  const page: T[] = []
  let index = 0
  for (const item of items) {
    if (index >= opened + limit) return { items: page, next: call.seal(of, index) }
    if (index >= opened) page.push(item)
    index += 1
  }
  return { items: page, next: undefined }
}
