// What one cloud is made of, handed to the steps of the pipeline and to calls. Owned by `Cloud`; nothing here is shared between clouds.

import type { ModelCatalogue } from '../model/catalogue-face.ts'
import type { Blobs } from './blobs.ts'
import type { Clock } from './clock.ts'
import type { Events } from './events.ts'
import type { Credentials } from './identity/credentials.ts'
import type { Identity } from './identity/identity.ts'
import type { Journal } from './journal.ts'
import type { Meter } from './meter.ts'
import type { Metrics } from './metrics.ts'
import type { Part } from './part.ts'
import type { Random } from './random.ts'
import type { Sealer } from './seal.ts'
import type { Sequence } from './sequence.ts'
import type { ServiceTable } from './services.ts'
import type { Stays } from './stay.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store/face.ts'
import type { Timers } from './timers.ts'
import type { Validator } from './validate.ts'
import type { Waits } from './waits.ts'
import type { Watches } from './watch.ts'

export interface Core {
  readonly settings: Settings
  readonly catalogue: ModelCatalogue
  readonly store: Store
  readonly blobs: Blobs
  readonly clock: Clock
  readonly random: Random
  readonly sequence: Sequence
  readonly timers: Timers
  readonly waits: Waits
  readonly journal: Journal
  readonly events: Events
  readonly meter: Meter
  readonly metrics: Metrics
  readonly stays: Stays
  readonly identity: Identity
  readonly credentials: Credentials
  readonly sealer: Sealer
  readonly validator: Validator
  readonly services: ServiceTable
  /** Work that calls set off and nobody awaits; the clock does, before it moves on. */
  readonly background: Background
  /** What hangs on the cloud beside its services, by id. */
  readonly parts: ReadonlyMap<string, Part>
  /** What those have to say of calls. */
  readonly watches: Watches
  /** Where clients reach this cloud: `http://127.0.0.1:4566`. */
  endpoint(): string
}

/** Promises in flight; a failure among them is our own bug and goes to the log. */
export class Background {
  readonly #running = new Set<Promise<void>>()
  readonly #report: (error: unknown) => void

  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  add(work: Promise<void>): void {
    const tracked = work.catch(this.#report).finally(() => { this.#running.delete(tracked) })
    this.#running.add(tracked)
  }

  /** Resolves when nothing runs any more, including what the running ones started. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }
}
