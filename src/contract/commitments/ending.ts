// The end of a programme by the provider: what was paid in advance for the rest of the term comes back, unless it ends for a cause that
// lies with the customer (Service Terms 5.4.2, 10.2, 17.2, 19.1, 46).

import { key } from '../../std/key.ts'
import type { Credit } from '../invoice/credit.ts'
import type { Ledger } from '../ledger.ts'
import { isActive, unspent } from './commitment.ts'
import type { Programme } from './commitment.ts'
import { refundOf } from './refund.ts'

/** Ends all commitments of a programme now; inside a transaction. @returns the credit memos */
export function endProgramme(ledger: Ledger, programme: Programme, isForCause: boolean, newId: () => string): Credit[] {
  const now = ledger.now()
  const refunds: Credit[] = []
  for (const commitment of [...ledger.commitments.all()]) {
    if (commitment.programme !== programme || !isActive(commitment, now)) continue
    ledger.commitments.put({ ...commitment, endedAt: now })
    const amount = isForCause ? 0n : unspent(commitment, now)
    if (amount === 0n) continue
    const refund = refundOf(newId(), ledger.accounts.payerAt(commitment.account, now), commitment, amount, now)
    ledger.credits.put(key(refund.id), refund)
    refunds.push(refund)
  }
  return refunds
}
