// Usage side by side: times within which nothing begins or ends, each with the pieces that last through it. What is decided for one hour of
// such a time holds for all of its hours.

import type { Stretch } from '../rating/tiers.ts'

export interface Segment<T extends Stretch> { readonly fromAt: number, readonly beforeAt: number, readonly pieces: readonly T[] }

/** @param moments where time is cut besides, in whole hours */
export function* segments<T extends Stretch>(pieces: readonly T[], moments: readonly number[]): IterableIterator<Segment<T>> {
  const sorted = [...pieces].sort((a, b) => a.fromAt - b.fromAt)
  const bounds = [...new Set([...sorted.flatMap(({ fromAt, beforeAt }) => [fromAt, beforeAt]), ...moments])].sort((a, b) => a - b)
  let active: T[] = []
  let next = 0
  for (let i = 0; i + 1 < bounds.length; i += 1) {
    const fromAt = bounds[i]!
    active = active.filter(({ beforeAt }) => beforeAt > fromAt)
    while (next < sorted.length && sorted[next]!.fromAt <= fromAt) active.push(sorted[next++]!)
    if (active.length > 0) yield { fromAt, beforeAt: bounds[i + 1]!, pieces: active }
  }
}

/** Joins parts that follow each other and are alike; `alike` names what must be the same. */
export function joined<T extends Stretch>(parts: readonly T[], alike: (part: T) => unknown): T[] {
  const open = new Map<unknown, Map<bigint, T>>()
  const found: T[] = []
  for (const part of [...parts].sort((a, b) => a.fromAt - b.fromAt)) {
    const name = alike(part)
    let byAmount = open.get(name)
    if (byAmount === undefined) open.set(name, byAmount = new Map())
    const last = byAmount.get(part.amount)
    if (last !== undefined && last.beforeAt === part.fromAt) {
      const longer = { ...last, beforeAt: part.beforeAt }
      found[found.indexOf(last)] = longer
      byAmount.set(part.amount, longer)
    } else {
      found.push(part)
      byAmount.set(part.amount, part)
    }
  }
  return found
}
