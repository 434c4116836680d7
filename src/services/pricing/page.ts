// Pages of lists that are worked out on each call: a token says how far the last page went. It opens for the same request only.

import type { Call } from '../../kernel/service.ts'

interface Asked { readonly NextToken?: string | undefined, readonly MaxResults?: number | undefined }

/** @throws InvalidNextTokenException */
export function pageOf<T>(
  items: Iterable<T>, { NextToken, MaxResults = 100 }: Asked, of: string, call: Call<'InvalidNextTokenException'>,
): { readonly items: T[], readonly token: { NextToken?: string } } {
  const opened = NextToken === undefined ? 0 : call.open(of, NextToken)
  if (typeof opened !== 'number') throw call.fault('InvalidNextTokenException',
    'The pagination token is invalid. Try again without a pagination token.')
  const page: T[] = []
  let index = 0
  for (const item of items) {
    if (index >= opened + MaxResults) return { items: page, token: { NextToken: call.seal(of, index) } }
    if (index >= opened) page.push(item)
    index += 1
  }
  return { items: page, token: {} }
}
