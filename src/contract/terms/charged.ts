// What an account was charged for a service within a time: the base of credits and of the cap of liability for previews.

import { hourMs, hourStart } from '../calendar.ts'
import type { Money } from '../money.ts'
import type { Contract } from '../part.ts'
import { costOf } from '../rating/line.ts'
import type { Line } from '../rating/line.ts'
import { chargesWithin } from '../view/charges.ts'

export interface Charged {
  readonly account: string
  readonly service: string
  readonly fromAt: number
  readonly beforeAt: number
}

/** Usage and recurring fees in the whole hours of a time, before credits and tax; what is paid once and in advance is left out. */
export function chargedFor(contract: Contract, { account, service, fromAt, beforeAt }: Charged,
  counts: (line: Line) => boolean = () => true): Money {
  return chargesWithin(contract, account, hourStart(fromAt), hourStart(beforeAt + hourMs - 1)).flatMap(({ lines }) => lines)
    .filter(line => line.service === service && line.account === account && isRunning(line) && counts(line))
    .reduce((sum, line) => sum + costOf(line), 0n)
}

const once: readonly string[] = ['Credit', 'Refund', 'Tax', 'SavingsPlanUpfrontFee', 'Fee']

function isRunning({ kind }: Line): boolean {
  return !once.includes(kind)
}
