// Usage of a time as pieces: so much an hour, the same in each hour from one to another. A standing quantity that does not change is one
// piece however long it stands. Invariant: pieces lie in whole hours and in one month.

import type { ChangedHour, Meter, Metered } from '../../kernel/meter.ts'
import { hourMs, hourStart } from '../calendar.ts'
import { countParts } from '../prices/measure.ts'

export interface Piece extends Metered {
  readonly account: string
  readonly region: string
  /** First moments of the first hour and of the hour after the last. */
  readonly fromAt: number
  readonly beforeAt: number
  readonly kind: 'count' | 'standing'
  /** In each hour: counts in 2⁻³⁰, standing quantities in quantity × ms. */
  readonly amount: bigint
}

/** How many hours a piece covers. */
export function hoursOf({ fromAt, beforeAt }: { readonly fromAt: number, readonly beforeAt: number }): number {
  return (beforeAt - fromAt) / hourMs
}

/**
 * What a cell used from one hour on to before another; of an hour that is not over, what there is of it.
 * @param cellId `account/region`
 * @param now nothing is counted beyond it
 */
export function piecesOf(meter: Meter, cellId: string, fromAt: number, beforeAt: number, now: number): Piece[] {
  const [account = '', region = ''] = cellId.split('/')
  const pieces: Piece[] = []
  for (const { hourAt, quantity, ...of } of meter.usage(cellId, fromAt, beforeAt)) {
    const amount = Number.isInteger(quantity) ? BigInt(quantity) * countParts : BigInt(Math.round(quantity * Number(countParts)))
    if (amount > 0n) pieces.push({ ...of, account, region, fromAt: hourAt, beforeAt: hourAt + hourMs, kind: 'count', amount })
  }
  const { hours, unchanged } = meter.changes(cellId, fromAt)
  const series = new Map<string, ChangedHour[]>()
  for (const hour of hours) {
    const name = `${hour.service}\0${hour.usageType}\0${hour.operation}\0${hour.resource}`
    const known = series.get(name)
    if (known === undefined) series.set(name, [hour])
    else known.push(hour)
  }
  const put = (of: Metered, from: number, before: number, amount: bigint) => {
    const { service, usageType, operation, resource } = of
    if (amount === 0n || from >= before) return
    pieces.push({ service, usageType, operation, resource, account, region, fromAt: from, beforeAt: before, kind: 'standing', amount })
  }
  const end = Math.min(beforeAt, now)
  for (const { level, ...of } of unchanged) standing(of, fromAt, end, level, put)
  for (const changed of series.values()) {
    changed.sort((a, b) => a.hourAt - b.hourAt)
    let level = changed[0]!.before
    let at = fromAt
    for (const { hourAt, after, amount, ...of } of changed) {
      standing(of, at, Math.min(hourAt, end), level, put)
      const over = Math.max(0, hourAt + hourMs - now)
      if (hourAt < end) put(of, hourAt, hourAt + hourMs, amount - BigInt(after) * BigInt(over))
      level = after
      at = hourAt + hourMs
    }
    standing(changed[0]!, at, end, level, put)
  }
  return pieces
}

/** A level that holds from a whole hour on to a time. */
function standing(
  of: Metered, fromAt: number, endAt: number, level: number, put: (of: Metered, from: number, before: number, amount: bigint) => void,
): void {
  if (endAt <= fromAt || level === 0) return
  const wholeUntil = hourStart(endAt)
  put(of, fromAt, wholeUntil, BigInt(level) * BigInt(hourMs))
  if (wholeUntil < endAt) put(of, Math.max(fromAt, wholeUntil), wholeUntil + hourMs, BigInt(level) * BigInt(endAt - wholeUntil))
}
