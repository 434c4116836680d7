// The account side, as services and the composition root see it: the ledger of the cloud that a call belongs to. What it is made of is not
// for services to know.

import type { Call } from '../kernel/service.ts'
import { contractId } from './part.ts'
import type { Contract } from './part.ts'

export { contractPart } from './part.ts'
export type { Contract } from './part.ts'
export { costOf, within } from './rating/line.ts'
export type { Line, LineKind } from './rating/line.ts'
export type { Ledger } from './ledger.ts'
export { dayOf, hourMs, dayMs, instant, monthEnd, monthOf, monthsAfter, monthStart, isMonth } from './calendar.ts'
export { decimal, dollar, dollars, moneyOf, priceText, priceOf } from './money.ts'
export type { Money } from './money.ts'

/** The contract of the cloud that a call runs in. */
export function contractOf(call: Pick<Call, 'part'>): Contract {
  return call.part(contractId) as Contract
}
