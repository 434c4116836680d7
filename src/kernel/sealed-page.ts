// Pages of lists that a service sorts, filters or gathers by calls before it cuts them: a sealed token says how many items went before.
// Lists that come out of the store in order are cut by the kernel instead, in `resource/page.ts`.

import type { Call } from './service.ts'

export interface PageAsked { readonly limit: number | undefined, readonly usual: number, readonly token: string | undefined }

export interface SealedPage<T> { readonly items: readonly T[], readonly next: { readonly NextToken?: string } }

/** @param invalid the service's fault for a token that is none of its own; an empty one is no token */
export function sealedPage<T>(all: readonly T[], { limit, usual, token }: PageAsked, call: Pick<Call, 'operation' | 'open' | 'seal'>,
  invalid: () => Error): SealedPage<T> {
  const from = token === undefined || token === '' ? 0 : call.open(call.operation, token)
  if (typeof from !== 'number') throw invalid()
  const to = from + (limit ?? usual)
  return { items: all.slice(from, to), next: to < all.length ? { NextToken: call.seal(call.operation, to) } : {} }
}
