// The credit memo for what was paid in advance and is given back.

import type { Credit } from '../invoice/credit.ts'
import type { Money } from '../money.ts'
import type { Commitment } from './commitment.ts'

/** @param account who paid */
export function refundOf(id: string, account: string, commitment: Commitment, amount: Money, at: number): Credit {
  return {
    id, account, amount, remaining: amount, services: [], name: `Refund of ${commitment.programme} commitment ${commitment.id}`, fromAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER, grantedAt: at, memo: { reason: `${commitment.id} ended` },
  }
}
