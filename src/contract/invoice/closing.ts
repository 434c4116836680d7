// The close of a month: usage is rated for the last time, support and one-off charges are added, credits are spent, tax is laid on, and
// what comes out is kept for ever and invoiced. It happens once, at the first moment of the next month.

import { key } from '../../std/key.ts'
import { valueAt } from '../account/billing-account.ts'
import { hourMs, monthEnd, monthStart } from '../calendar.ts'
import { pricedAt } from '../commitments/commitment.ts'
import type { Ledger } from '../ledger.ts'
import { rounded } from '../money.ts'
import type { Money } from '../money.ts'
import { onceAt, totalOf } from '../rating/line.ts'
import type { Line } from '../rating/line.ts'
import type { Rated } from '../rating/rating.ts'
import type { Charge } from './charge.ts'
import { chargeLine } from './charge.ts'
import { spend } from './credit.ts'
import type { Credit } from './credit.ts'
import { invoiceLines } from './invoice.ts'
import type { Invoice } from './invoice.ts'
import { Sellers } from './seller.ts'
import { readSupportPlans, supportFee } from './support.ts'
import { readTaxes, taxLines } from './tax.ts'

/** A month with everything on it: what is charged, what credits took off, the tax. */
export interface Statement extends Rated { readonly credits: readonly Credit[] }

export class Closing {
  readonly #ledger: Ledger
  readonly #sellers = new Sellers()
  readonly #supportPlans = readSupportPlans()
  readonly #taxes = readTaxes()

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /** A month as it stands: of one that is over, as it was closed; of a running one, as it would be if it ended now. */
  statement(payer: string, month: string): Statement {
    const rated = this.#ledger.month(payer, month)
    if (rated.isClosed) return { ...rated, credits: [] }
    const lines = [...rated.lines, ...this.#charges(payer, month)]
    lines.push(...this.#support(payer, month, totalOf(lines)))
    const credits = [...this.#ledger.credits.scan()].map(([, credit]) => credit).filter(credit => this.#mayPay(credit, payer, month))
    const spent = spend(lines, credits, { fromAt: monthStart(month), beforeAt: monthEnd(month) })
    lines.push(...spent.lines)
    lines.push(...this.#tax(payer, month, lines))
    return { lines, unpriced: rated.unpriced, credits: spent.credits }
  }

  /** Closes a month for a payer; inside a transaction. @returns the invoice, or undefined where nothing was used */
  close(payer: string, month: string): Invoice | undefined {
    const { lines, unpriced, credits } = this.statement(payer, month)
    if (lines.length === 0 && unpriced.length === 0) return undefined
    for (const credit of credits) this.#ledger.credits.put(key(credit.id), credit)
    this.#ledger.noteFirstUse(payer, lines)
    this.#ledger.keep(payer, month, { lines, unpriced })
    return this.invoice(payer, month, { lines, unpriced, credits })
  }

  /** The invoice that a statement makes. */
  invoice(payer: string, month: string, { lines, unpriced }: Statement): Invoice {
    const { accounts, book } = this.#ledger
    const account = accounts.get(payer)
    const taxed = lines.filter(({ kind }) => kind === 'Tax')
    const beforeTax = totalOf(lines) - totalOf(taxed)
    const tax = totalOf(taxed)
    const issuedAt = monthEnd(month)
    const members = this.#ledger.family(payer, month).filter(id => id !== payer)
    return {
      number: `${month.replace('-', '')}-${payer}`, payer, month, issuedAt, dueAt: issuedAt + paymentMs,
      lines: invoiceLines(lines, line => ({
        seller: this.sellerOf(line),
        name: book.offers.of(line.service, line.usageType).name,
        usageType: line.kind === 'Tax' ? line.usageType : book.regions.usageType(line.region, line.usageType),
      })),
      beforeTax, tax, total: rounded(beforeTax) + tax, currency: account.currency, rate: this.#rateOf(account.currency),
      liable: [payer, ...members], unpricedCount: unpriced.length,
    }
  }

  /** Who sells a line, at its own time. */
  sellerOf(line: Line): string {
    return this.#sellers.of(line, this.#countryOf(line.account, this.#soldAt(line))).name
  }

  /** What was paid for in advance stays with who sold it, until its term ends (1.9). */
  #soldAt({ commitment: id, fromAt }: Line): number {
    const commitment = id === undefined ? undefined : this.#ledger.commitments.get(id)
    return commitment !== undefined && commitment.upfront > 0n ? pricedAt(commitment) : fromAt + hourMs - 1
  }

  /** Units of a currency for a dollar: what was set last, 1 for dollars. The fee of a conversion is within (1.17.3). */
  #rateOf(currency: string): string {
    return currency === 'USD' ? '1' : this.#ledger.table<string>('currency-rate').get(key(currency)) ?? '1'
  }

  #countryOf(account: string, at: number): string {
    return valueAt(this.#ledger.accounts.get(account).country, at) ?? 'US'
  }

  /** A refund belongs to the payer; a credit to whoever pays for its account in that month. */
  #mayPay({ account, memo }: Credit, payer: string, month: string): boolean {
    return memo !== undefined ? account === payer : this.#ledger.payersIn(account, month).includes(payer)
  }

  #charges(payer: string, month: string): Line[] {
    return [...this.#ledger.table<Charge>('charge').scan()].map(([, charge]) => charge)
      .filter(({ account, at }) => at >= monthStart(month) && at < monthEnd(month) && this.#ledger.accounts.payerAt(account, at) === payer)
      .map(chargeLine)
  }

  #support(payer: string, month: string, charges: Money): Line[] {
    const at = monthEnd(month) - 1
    const plan = valueAt(this.#ledger.accounts.get(payer).supportPlan, Math.min(at, this.#ledger.now()))
    const fee = plan === undefined ? undefined : this.#supportPlans.get(plan)
    if (fee === undefined) return []
    const cost = supportFee(fee, charges)
    return [{
      kind: 'Fee', account: payer, region: 'us-east-1', service: 'support', usageType: fee.usage, operation: '', resource: '', tags: {},
      ...onceAt(at), amount: 0n, measure: 'count', unit: '', price: 0n, publicPrice: 0n, cost, publicCost: cost, effectiveCost: cost,
      description: `AWS Support (${plan})`,
    }]
  }

  #tax(payer: string, month: string, lines: readonly Line[]): Line[] {
    const { country, taxExempt } = this.#ledger.accounts.get(payer)
    const at = monthEnd(month) - 1
    const rate = this.#taxes.get(valueAt(country, at) ?? 'US')
    return rate === undefined || taxExempt ? [] : taxLines(lines, rate, at)
  }
}

/** An invoice is charged to the card two days after it was made. Source: "Managing your payments", Billing User Guide. */
const paymentMs = 2 * 86_400_000
