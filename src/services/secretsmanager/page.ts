// Pages of lists that are sorted, or gathered by calls of KMS, before they are cut.

import { sealedPage } from '../../kernel/service.ts'
import type { Call, PageAsked, SealedPage } from '../../kernel/service.ts'

export type Page<T> = SealedPage<T>

/** @throws InvalidNextTokenException */
export function pageOf<T>(all: readonly T[], asked: PageAsked, call: Call): Page<T> {
  return sealedPage(all, asked, call, () => call.fault('InvalidNextTokenException', 'The NextToken value is invalid.'))
}
