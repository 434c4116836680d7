// Metrics as a call sees them: those of its cell, and the watches on them, which are stored.

import { key, prefixOf } from '../std/key.ts'
import type { Core } from './core.ts'
import { minuteMs } from './metrics.ts'
import type { Datum, Emitted, MetricName, MetricsFace, Tally } from './metrics.ts'
import type { LoadedService } from './services.ts'
import type { Cell, Table } from './store/face.ts'

interface Watching { readonly service: string, readonly kind: string, readonly id: string }

/** What is needed of a call. */
interface Caller {
  readonly cell: Cell
  readonly service: { readonly id: string }
  now(): number
  /** The same call as another service's, in its cell. */
  as(service: LoadedService): object
}

export class CallMetrics implements MetricsFace {
  readonly #core: Core
  readonly #call: Caller

  constructor(core: Core, call: Caller) {
    this.#core = core
    this.#call = call
  }

  emit(metric: MetricName, value: number): void {
    const { metrics } = this.#core
    const { cell } = this.#call
    const now = this.#call.now()
    if (metrics.add(cell.id, metric, now, value)) this.#alert(metric)
  }

  tally(metric: Tally, value: number): void {
    this.emit(this.#core.metrics.named(metric), value)
  }

  sample(metric: MetricName, value: number | undefined, at: number): void {
    const { metrics } = this.#core
    if (value !== undefined) metrics.add(this.#call.cell.id, metric, at, value)
    metrics.open(this.#call.cell.id, metric, this.#call.now())
    this.#alert(metric)
  }

  #alert(metric: MetricName): void {
    const { metrics, timers } = this.#core
    const endAt = (Math.floor(this.#call.now() / minuteMs) + 1) * minuteMs
    for (const [, { service, kind, id }] of this.#watches.scan({ prefix: prefixOf(metrics.textOf(metric)) })) {
      timers.set(this.#call.cell, service, kind, id, endAt)
    }
  }

  data(metric: MetricName, fromAt: number): readonly Datum[] {
    return this.#core.metrics.data(this.#call.cell.id, metric, fromAt)
  }

  emitted(): Iterable<Emitted> {
    return this.#core.metrics.emitted(this.#call.cell.id)
  }

  level(metric: MetricName, at: number): number | undefined {
    for (const service of this.#core.services.loaded()) {
      const value = service.declaration.gauge?.(metric, at, this.#call.as(service) as never)
      if (value !== undefined) return value
    }
    return undefined
  }

  watch(metric: MetricName, kind: string, id: string): void {
    this.#watches.put(this.#keyOf(metric, kind, id), { service: this.#call.service.id, kind, id })
  }

  unwatch(metric: MetricName, kind: string, id: string): void {
    this.#watches.delete(this.#keyOf(metric, kind, id))
  }

  get #watches(): Table<Watching> {
    return this.#call.cell.table('metric.watch')
  }

  #keyOf(metric: MetricName, kind: string, id: string): string {
    return key(this.#core.metrics.textOf(metric), this.#call.service.id, kind, id)
  }
}
