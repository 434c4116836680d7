// Pages of lists that are sorted, or gathered by calls of KMS, before they are cut: a token says how many items went before.

import type { Call } from '../../kernel/service.ts'

interface Asked { readonly limit: number | undefined, readonly usual: number, readonly token: string | undefined }

export interface Page<T> { readonly items: readonly T[], readonly next: { readonly NextToken?: string } }

/** @throws InvalidNextTokenException */
export function pageOf<T>(all: readonly T[], { limit, usual, token }: Asked, call: Call): Page<T> {
  const from = token === undefined ? 0 : call.open(call.operation, token)
  if (typeof from !== 'number') throw call.fault('InvalidNextTokenException', 'The NextToken value is invalid.')
  const to = from + (limit ?? usual)
  return { items: all.slice(from, to), next: to < all.length ? { NextToken: call.seal(call.operation, to) } : {} }
}
