// Pages of the Price List API: a hundred items where nothing is said.

import { pageOf as worked } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'

interface Asked { readonly NextToken?: string | undefined, readonly MaxResults?: number | undefined }

/** @throws InvalidNextTokenException */
export function pageOf<T>(
  items: Iterable<T>, { NextToken: token, MaxResults: limit = 100 }: Asked, of: string, call: Call<'InvalidNextTokenException'>,
): { readonly items: T[], readonly token: { NextToken?: string } } {
  const page = worked(items, { token, limit }, of, call, () =>
    call.fault('InvalidNextTokenException', 'The pagination token is invalid. Try again without a pagination token.'))
  return { items: page.items, token: page.next === undefined ? {} : { NextToken: page.next } }
}
