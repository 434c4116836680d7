// The account side, as services and the composition root see it: the ledger of the cloud that a call belongs to. What it is made of is not
// for services to know.

import type { Call } from '../kernel/service.ts'
import { valueAt } from './account/billing-account.ts'
import type { SupportPlan } from './account/billing-account.ts'
import { contractId } from './part.ts'
import type { Contract } from './part.ts'
import type { Notice } from './terms/office.ts'
import { termsPart } from './terms/terms.ts'
import type { Terms } from './terms/terms.ts'

export { contractPart } from './part.ts'
export type { Contract } from './part.ts'
export { costOf, within } from './rating/line.ts'
export type { Line, LineKind } from './rating/line.ts'
export type { Ledger } from './ledger.ts'
export { dayOf, hourMs, dayMs, instant, monthEnd, monthOf, monthsAfter, monthStart, isMonth } from './calendar.ts'
export { decimal, dollar, dollars, moneyOf, priceText, priceOf } from './money.ts'
export type { Money } from './money.ts'
export type { Notice } from './terms/office.ts'

/** The contract of the cloud that a call runs in. */
export function contractOf(call: Pick<Call, 'part'>): Contract {
  return call.part(contractId) as Contract
}

/** What the account of a call was told, by rules of the service terms. */
export function noticesOf(call: Pick<Call, 'part' | 'account'>): Notice[] {
  return (call.part(termsPart.id) as Terms).office.notices(call.account)
}

/** The support plan of the account of a call. */
export function supportPlanOf(call: Pick<Call, 'part' | 'account'>): SupportPlan {
  const { ledger } = contractOf(call)
  return valueAt(ledger.accounts.get(call.account).supportPlan, ledger.now()) ?? 'basic'
}
