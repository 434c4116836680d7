// The account that a request names, which must be the caller's own. Source: the x-amz-account-id header, S3 Control API Reference.

import { Fault } from '../../kernel/service.ts'
import type { Caller } from '../../kernel/service.ts'

/** @throws AccessDenied, InvalidRequest */
export function checkAccount({ AccountId: account }: { readonly AccountId?: string }, { principal }: Caller): undefined {
  if (account === undefined || principal.kind === 'service') return undefined
  if (!/^\d{12}$/.test(account)) throw new Fault('InvalidRequest', 'Account ID must be 12 digits', 400)
  if (account !== principal.account) throw new Fault('AccessDenied', 'Access Denied', 403)
  return undefined
}
