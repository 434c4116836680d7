// Pages of lists that are gathered by calls of KMS, or filtered, before they are cut.

import { sealedPage } from '../../kernel/service.ts'
import type { Call, PageAsked, SealedPage } from '../../kernel/service.ts'

export type Page<T> = SealedPage<T>

/** @throws InvalidNextToken */
export function pageOf<T>(all: readonly T[], asked: PageAsked, call: Call): Page<T> {
  return sealedPage(all, asked, call, () => call.fault('InvalidNextToken', 'The specified token is not valid.'))
}

/** A list that is ready, for the kernel to cut. */
export function* listed<T>(items: Iterable<T>): Generator<T, void> {
  yield* items
}
