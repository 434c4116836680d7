// What an account sees of the charges: a payer those of its whole family, a member its own; within any time, in whole hours.

import { monthOf, monthsAfter, monthStart } from '../calendar.ts'
import type { Contract } from '../part.ts'
import { within } from '../rating/line.ts'
import type { Line } from '../rating/line.ts'

/** A month's lines with support, credits and tax, cut to a time. */
export interface MonthCharges { readonly month: string, readonly isClosed: boolean, readonly lines: readonly Line[] }

/** Months from one time to before another, as far as the clock has come. */
export function chargesWithin(contract: Contract, account: string, fromAt: number, beforeAt: number): MonthCharges[] {
  const found: MonthCharges[] = []
  const { ledger, closing } = contract
  for (let month = monthOf(fromAt); monthStart(month) < beforeAt && month <= ledger.currentMonth; month = monthsAfter(month)) {
    const lines: Line[] = []
    let isClosed = true
    for (const payer of ledger.payersIn(account, month)) {
      isClosed &&= ledger.month(payer, month).isClosed
      const isOwn = payer === account
      for (const line of closing.statement(payer, month).lines) {
        if (!isOwn && line.account !== account) continue
        const part = within(line, fromAt, beforeAt)
        if (part !== undefined) lines.push(part)
      }
    }
    found.push({ month, isClosed, lines })
  }
  return found
}
