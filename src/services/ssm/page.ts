// Pages of lists that are gathered by calls of KMS, or filtered, before they are cut: a token says how many items went before.

import type { Call } from '../../kernel/service.ts'

interface Asked { readonly limit: number | undefined, readonly usual: number, readonly token: string | undefined }

export interface Page<T> { readonly items: readonly T[], readonly next: { readonly NextToken?: string } }

/** @throws InvalidNextToken */
export function pageOf<T>(all: readonly T[], { limit, usual, token }: Asked, call: Call): Page<T> {
  const from = token === undefined || token === '' ? 0 : call.open(call.operation, token)
  if (typeof from !== 'number') throw call.fault('InvalidNextToken', 'The specified token is not valid.')
  const to = from + (limit ?? usual)
  return { items: all.slice(from, to), next: to < all.length ? { NextToken: call.seal(call.operation, to) } : {} }
}
