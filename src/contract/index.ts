// The account side, as services and the composition root see it: the ledger of the cloud that a call belongs to. What it is made of is not
// for services to know.

import type { Call } from '../kernel/service.ts'
import { valueAt } from './account/billing-account.ts'
import type { SupportPlan } from './account/billing-account.ts'
import { contractId } from './part.ts'
import type { Contract } from './part.ts'
import type { Kept, Notice } from './terms/office.ts'
import { termsPart } from './terms/terms.ts'
import type { Terms } from './terms/terms.ts'

export { contractPart } from './part.ts'
export type { Contract } from './part.ts'
export { activeWithin, isActive, termSeconds, unspent, upfrontAnHour } from './commitments/commitment.ts'
export type { Commitment, PaymentOption, Programme } from './commitments/commitment.ts'
export { amortizedAnHour } from './commitments/fees.ts'
export { offerId, reservationOffers } from './commitments/offer.ts'
export type { ReservationOffer } from './commitments/offer.ts'
export type { Listing } from './commitments/market.ts'
export { spotOperation, spotStepMs } from './prices/spot.ts'
export { familyAndSize } from './prices/size.ts'
export { paid } from './commitments/offerings.ts'
export { buyOffer, pricesOfOne, reservationState } from './commitments/order.ts'
export type { ReservationState } from './commitments/order.ts'
export { replaceAlike } from './commitments/replacement.ts'
export { reservedOf } from './commitments/commitments.ts'
export { amountOfUnit } from './prices/measure.ts'
export { costOf, within } from './rating/line.ts'
export { hoursOf } from './usage/piece.ts'
export { chargedFor } from './terms/charged.ts'
export { chargesWithin } from './view/charges.ts'
export type { MonthCharges } from './view/charges.ts'
export { Blend } from './view/metrics.ts'
export { columnName, isNumberColumn, reportFile } from './view/report-file.ts'
export type { ReportCompression } from './view/report-file.ts'
export { pageOf } from './view/page.ts'
export { reportColumns, reportRows, tagColumns } from './view/report-rows.ts'
export type { ReportRow, TimeUnit } from './view/report-rows.ts'
export { contractingParty, invoiceDocument } from './invoice/document.ts'
export { inCurrency } from './invoice/invoice.ts'
export type { Invoice } from './invoice/invoice.ts'
export type { Credit } from './invoice/credit.ts'
export type { Allowance } from './rating/allowances.ts'
export type { PriceBook } from './prices/book.ts'
export type { Price } from './prices/price.ts'
export type { Line, LineKind } from './rating/line.ts'
export type { Ledger } from './ledger.ts'
export { dayOf, hourMs, hourStart, dayMs, instant, monthEnd, monthsBetween, monthOf, monthsAfter, monthStart, isMonth,
  isMonthStart } from './calendar.ts'
export { atomsOfPrice, decimal, dollar, dollars, moneyOf, priceText, priceOf, priceValue, shares } from './money.ts'
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

/** What the account of a call, or the operator for it, handed in at one of Orrery's own desks (`POST /_orrery/PATH`), oldest first. */
export function handedIn(path: string, call: Pick<Call, 'part' | 'account'>): Kept[] {
  return (call.part(termsPart.id) as Terms).office.kept(path, call.account)
}

/** Whether the provider wants an instance of the spot market back. */
export function instanceReclaimed(call: Pick<Call, 'part'>, instance: string): boolean {
  return contractOf(call).ledger.table('spot.reclaim').get(instance) !== undefined
}

/** The support plan of the account of a call. */
export function supportPlanOf(call: Pick<Call, 'part' | 'account'>): SupportPlan {
  const { ledger } = contractOf(call)
  return valueAt(ledger.accounts.get(call.account).supportPlan, ledger.now()) ?? 'basic'
}
