// A reservation under a licence becomes one of Linux for the rest of its term, at the price that Linux had when it was bought; what was
// paid in advance for the licence comes back (Service Terms 5.4.1). Inside a transaction.

import type { Money } from '../money.ts'
import type { Contract } from '../part.ts'
import { hourStart } from '../calendar.ts'
import { pricedAt, unspent } from './commitment.ts'
import type { Commitment } from './commitment.ts'

/** @returns what took its place, and what is given back */
export function converted(contract: Contract, source: Commitment): { readonly made: Commitment, readonly back: Money } {
  const { ledger } = contract
  const at = hourStart(ledger.now())
  const { account, programme, region, years, payment, offeringId, offeringClass, reserved, tags, arn } = source
  const id = `${source.id.slice(0, -12)}${ledger.ground.core.random.hex(12)}`
  const quote = ledger.commitments.quote({
    account, programme, region, years, payment, offeringId, id, arn: arn.replace(source.id, id), usage: `BoxUsage:${reserved!.type}`,
    operation: 'RunInstances', count: reserved!.count, startAt: pricedAt(source), tags,
    ...(offeringClass !== undefined && { offeringClass }),
  })
  const paid = unspent(source, at)
  const due = unspent(quote, at)
  const upfront = due < paid ? due : paid
  const { product: _, face: _face, ...shown } = source.shown ?? {}
  const made: Commitment = { ...quote, startAt: at, endAt: source.endAt, pricedAt: pricedAt(source), upfront, due: 0n, shown }
  ledger.commitments.put({ ...source, endedAt: at, ending: 'exchanged' })
  ledger.commitments.put(made)
  const back = paid - upfront
  if (back > 0n) contract.grant({
    account: ledger.accounts.payerAt(account, at), name: `Refund of ${source.id}: now of Linux`, amount: back, services: [], fromAt: 0,
    memo: { reason: 'licence price' },
  })
  return { made, back }
}
