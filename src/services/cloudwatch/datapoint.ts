// Datapoints: what came in one second, minute, five minutes or hour of a metric, in one unit. On the clock, fine ones are merged into
// coarser
// ones and the coarsest go; a query whose period is finer than what is kept of a time finds nothing there. Merging is done in batches, so
// that
// it costs by what there is; what queries see does not depend on when. Source: "Metrics retention", Amazon CloudWatch concepts, User Guide.

import { merged } from '../../engines/statistic.ts'
import type { Distribution } from '../../engines/statistic.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface Datapoint {
  readonly metric: string
  readonly stepMs: number
  readonly at: number
  readonly unit: string
  readonly distribution: Distribution
}

export const Datapoint = records<Datapoint>({ name: 'Datapoint', key: ['metric', 'stepMs', 'at', 'unit'] })

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The finest first: what one is merged into is the next. */
const tiers = [
  { stepMs: 1000, keptMs: 3 * hourMs, batchMs: hourMs },
  { stepMs: 60_000, keptMs: 15 * dayMs, batchMs: dayMs },
  { stepMs: 300_000, keptMs: 63 * dayMs, batchMs: 7 * dayMs },
  { stepMs: hourMs, keptMs: 455 * dayMs, batchMs: 7 * dayMs },
] as const

/** Adds to what is there, or replaces it. @returns when it is to be looked at whether it has become too old, epoch ms */
export function record(
  metric: string, at: number, isFine: boolean, unit: string, distribution: Distribution, call: Call, replaces = false,
): number {
  const tier = isFine && at >= call.now() - tiers[0].keptMs ? tiers[0] : tiers[1]
  const point = { metric, stepMs: tier.stepMs, at: Math.floor(at / tier.stepMs) * tier.stepMs, unit, distribution }
  if (replaces) call.of(Datapoint).put(point)
  else add(point, call)
  return dueAt(at, tier)
}

function dueAt(at: number, { keptMs, batchMs }: typeof tiers[number]): number {
  return (Math.floor((at + keptMs) / batchMs) + 1) * batchMs
}

function add(point: Datapoint, call: Call): void {
  const { metric, stepMs, at, unit, distribution } = point
  const before = call.of(Datapoint).get(metric, stepMs, at, unit)
  call.of(Datapoint).put(before === undefined ? point : { ...point, distribution: merged(before.distribution, distribution) })
}

export interface Interval { readonly fromAt: number, readonly beforeAt: number, readonly periodMs: number }

/** All that begins within the interval and is kept as finely as its periods need. */
export function* pointsWithin(metric: string, { fromAt, beforeAt, periodMs }: Interval, call: Call): Generator<Datapoint> {
  for (const [i, { stepMs, keptMs }] of tiers.entries()) {
    if (stepMs > periodMs) return
    const coarser = tiers[i + 1]?.stepMs ?? Infinity
    const from = periodMs >= coarser ? fromAt : Math.max(fromAt, call.now() - keptMs)
    yield* call.of(Datapoint).scan({ within: [metric, stepMs], from: [from], before: [beforeAt] })
  }
}

export function hasPoints(metric: string, call: Call): boolean {
  return call.of(Datapoint).first({ within: [metric] }) !== undefined
}

/** Merges or removes what has become too old. @returns when there is more to do; undefined where nothing is left */
export function mergeOld(metric: string, call: Call): number | undefined {
  const next: number[] = []
  for (const [i, tier] of tiers.entries()) {
    const coarser = tiers[i + 1]?.stepMs
    const edge = coarser ?? tier.stepMs
    const beforeAt = Math.floor((call.now() - tier.keptMs) / edge) * edge
    for (const point of [...call.of(Datapoint).scan({ within: [metric, tier.stepMs], before: [beforeAt] })]) {
      call.of(Datapoint).delete(metric, tier.stepMs, point.at, point.unit)
      if (coarser !== undefined) add({ ...point, stepMs: coarser, at: Math.floor(point.at / coarser) * coarser }, call)
    }
    const oldest = call.of(Datapoint).first({ within: [metric, tier.stepMs] })
    if (oldest !== undefined) next.push(dueAt(oldest.at, tier))
  }
  return next.length === 0 ? undefined : Math.max(Math.min(...next), call.now() + hourMs)
}
