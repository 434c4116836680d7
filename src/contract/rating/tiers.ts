// Tiers and allowances: pieces of usage cut where the month's sum of them passes a limit. Sums are followed hour by hour, but only the
// hours in which a limit is passed are looked at piece by piece; within such an hour, pieces count in the order they are given in.

import { hourMs } from '../calendar.ts'
import { hoursOf } from '../usage/piece.ts'

/** What can be cut: so much in each of some hours. */
export interface Stretch { readonly fromAt: number, readonly beforeAt: number, readonly amount: bigint }

/** A part of a piece, and the tier that it lies in: 0 up to the first limit, and so on. */
export interface Cut<T extends Stretch> extends Stretch { readonly of: T, readonly tier: number }

/** An hour in which the sum passes a limit, and the sum before it. */
interface Crossing { readonly hourAt: number, readonly sum: bigint }

/** @param limits sums at which a tier ends, ascending, in the pieces' amounts */
export function cut<T extends Stretch>(pieces: readonly T[], limits: readonly bigint[]): Cut<T>[] {
  if (limits.length === 0) return pieces.map(of => ({ of, tier: 0, fromAt: of.fromAt, beforeAt: of.beforeAt, amount: of.amount }))
  const crossings = crossingsOf(pieces, limits)
  const cuts = crossings.flatMap(crossing => cutHour(pieces, limits, crossing))
  // Between two crossings all is in the tier in which the first one ended.
  const tiers = [0, ...crossings.map(({ hourAt, sum }) => tierOf(sum + hourSum(pieces, hourAt), limits))]
  for (const of of pieces) {
    let { fromAt } = of
    crossings.forEach(({ hourAt }, i) => {
      if (hourAt < fromAt || hourAt >= of.beforeAt) return
      if (hourAt > fromAt) cuts.push({ of, fromAt, beforeAt: hourAt, amount: of.amount, tier: tiers[i]! })
      fromAt = hourAt + hourMs
    })
    if (fromAt >= of.beforeAt) continue
    const passed = crossings.filter(({ hourAt }) => hourAt < fromAt).length
    cuts.push({ of, fromAt, beforeAt: of.beforeAt, amount: of.amount, tier: tiers[passed]! })
  }
  return cuts
}

/** What pieces amount to from an hour on to before another. */
export function sumOf(pieces: readonly Stretch[]): bigint {
  return pieces.reduce((sum, piece) => sum + piece.amount * BigInt(hoursOf(piece)), 0n)
}

function crossingsOf(pieces: readonly Stretch[], limits: readonly bigint[]): Crossing[] {
  const changes = new Map<number, bigint>()
  for (const { fromAt, beforeAt, amount } of pieces) {
    changes.set(fromAt, (changes.get(fromAt) ?? 0n) + amount)
    changes.set(beforeAt, (changes.get(beforeAt) ?? 0n) - amount)
  }
  const moments = [...changes.keys()].sort((a, b) => a - b)
  const crossings: Crossing[] = []
  let sum = 0n
  let rate = 0n
  moments.forEach((at, i) => {
    rate += changes.get(at)!
    const hours = BigInt(((moments[i + 1] ?? at) - at) / hourMs)
    if (rate === 0n || hours === 0n) return
    let hour = 0n
    for (const limit of limits) {
      // A limit that is reached exactly at the end of an hour is passed in the next one.
      if (limit < sum + rate * hour || limit >= sum + rate * hours) continue
      const into = (limit - sum) / rate
      const hourAt = at + Number(into) * hourMs
      if (crossings.at(-1)?.hourAt !== hourAt) crossings.push({ hourAt, sum: sum + rate * into })
      hour = into
    }
    sum += rate * hours
  })
  return crossings
}

function cutHour<T extends Stretch>(pieces: readonly T[], limits: readonly bigint[], { hourAt, sum }: Crossing): Cut<T>[] {
  const cuts: Cut<T>[] = []
  let before = sum
  for (const of of pieces) {
    if (of.fromAt > hourAt || of.beforeAt <= hourAt) continue
    let left = of.amount
    while (left > 0n) {
      const tier = tierOf(before, limits)
      const limit = limits[tier]
      const amount = limit === undefined || limit - before > left ? left : limit - before
      cuts.push({ of, tier, fromAt: hourAt, beforeAt: hourAt + hourMs, amount })
      before += amount
      left -= amount
    }
  }
  return cuts
}

function hourSum(pieces: readonly Stretch[], hourAt: number): bigint {
  return pieces.reduce((sum, { fromAt, beforeAt, amount }) => fromAt <= hourAt && hourAt < beforeAt ? sum + amount : sum, 0n)
}

/** The tier that the next unit lies in. */
function tierOf(sum: bigint, limits: readonly bigint[]): number {
  let tier = 0
  while (tier < limits.length && limits[tier]! <= sum) tier += 1
  return tier
}
