// A whole cloud: it owns all state, and two live happily in one process. This is the embedding API, and what the command line starts.
// Invariant: nothing in here or below is shared between clouds but the read-only models.

import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlobStore } from '../std/blob-store.ts'
import type { ModelCatalogue } from '../model/catalogue-face.ts'
import { partitionOf } from '../model/partitions.ts'
import { Blobs } from './blobs.ts'
import type { Invoke } from './call.ts'
import { Clock } from './clock.ts'
import type { ClockMode, ClockSegment } from './clock.ts'
import { registerControls } from './control.ts'
import { Background } from './core.ts'
import type { Core } from './core.ts'
import { Events } from './events.ts'
import { SettingError } from './fault.ts'
import { agendaOf, fire } from './firing.ts'
import { AdminFace } from './gateway/admin.ts'
import { inProcessClient } from './gateway/client.ts'
import type { InProcessClient } from './gateway/client.ts'
import { HttpServer } from './gateway/server.ts'
import { Credentials } from './identity/credentials.ts'
import type { StoredAccessKey } from './identity/credentials.ts'
import { Identity } from './identity/identity.ts'
import { Journal } from './journal.ts'
import { Meter } from './meter.ts'
import { Metrics } from './metrics.ts'
import { partCellId } from './part.ts'
import type { Ground, Part, PartMaker } from './part.ts'
import { servicePrincipal } from './identity/principal.ts'
import { Pipeline } from './pipeline.ts'
import { Random } from './random.ts'
import { sealer } from './seal.ts'
import { Sequence } from './sequence.ts'
import { dropNames } from './resource/names.ts'
import { ServiceTable } from './services.ts'
import type { ServiceLoaders } from './services.ts'
import { defaultSettings } from './settings.ts'
import type { Settings } from './settings.ts'
import { openStore } from './store/open.ts'
import type { SnapshotInfo, Store, Table } from './store/face.ts'
import { Stays } from './stay.ts'
import { Timers } from './timers.ts'
import { Validator } from './validate.ts'
import { Waits } from './waits.ts'
import { Watches } from './watch.ts'

export interface CloudParts {
  readonly catalogue: ModelCatalogue
  readonly services: ServiceLoaders
  /** Opens the store of large bytes, in a folder of its own; without one it goes with the process. */
  readonly openBlobs: (options: { readonly directory?: string, readonly flush: boolean }) => Promise<BlobStore>
  /** The machine's clock, epoch ms. */
  readonly wall: () => number
  /** Of this package. */
  readonly version: string
  /** What hangs on the cloud beside its services. */
  readonly beside?: readonly PartMaker[]
}

export interface ListenOptions { readonly host?: string, readonly https?: boolean, readonly hostNames?: readonly string[] }

export interface Listening { readonly url: string, readonly port: number, close(): Promise<void> }

/** Credentials and region for an in-process client; the root of account 000000000000 in us-east-1 by default. */
export interface ClientOptions {
  readonly accessKeyId?: string
  readonly secretAccessKey?: string
  readonly sessionToken?: string
  readonly region?: string
}

/** Cells of the kernel's own, beside those of accounts. */
const kernelCell = 'orrery/kernel'

export class Cloud {
  readonly #core: Core & { readonly clock: Clock }
  readonly #parts: CloudParts
  readonly #pipeline: Pipeline
  readonly #admin: AdminFace
  readonly #servers = new Set<HttpServer>()
  readonly #branches = new Set<Cloud>()
  readonly #beside = new Map<string, Part>()
  #url = 'http://localhost:4566'

  private constructor(settings: Settings, parts: CloudParts, store: Store, journal: Journal, files: BlobStore) {
    this.#parts = parts
    const state = store.cell(kernelCell).table<unknown>('state')
    const report = (error: unknown) => settings.log(error instanceof Error ? error.stack ?? error.message : String(error))
    const clock = openClock(settings, store, state)
    const random = new Random(nextSeed(settings, store, state))
    const tokenSealer = sealer(tokenKey(settings, store, state, random))
    const keys = store.cell(kernelCell).table<StoredAccessKey>('access-key')
    const credentials = new Credentials({ keys, sealer: tokenSealer, random, clock })
    const background = new Background(report)
    const meter = new Meter(store)
    this.#core = {
      settings, store, clock, random, journal, background,
      blobs: new Blobs(files, store),
      catalogue: parts.catalogue,
      services: new ServiceTable(parts.catalogue, parts.services),
      sealer: tokenSealer,
      credentials,
      identity: new Identity({ credentials, clock }),
      sequence: new Sequence(store, state),
      validator: new Validator(),
      events: new Events(report),
      meter,
      metrics: new Metrics(),
      stays: new Stays(meter, this.#beside),
      waits: new Waits(() => clock.arm()),
      timers: new Timers(store, timer => fire(this.#core, timer, this.#pipeline.invoke), () => clock.arm()),
      endpoint: () => this.#url,
      parts: this.#beside,
      watches: new Watches(this.#beside),
    }
    this.#admin = new AdminFace({ hostNames: [], allowRemote: false })
    this.#pipeline = new Pipeline(this.#core, this.#admin)
    registerControls(this.#admin, this, parts)
    for (const { id, make } of parts.beside ?? []) this.#beside.set(id, make(this.#groundOf(id)))
    this.#begin()
    clock.attach(agendaOf(this.#core))
  }

  /**
   * Opens a cloud: ephemeral, no port, in milliseconds, unless the settings say otherwise.
   * @throws SettingError where the data folder cannot be used
   */
  static async open(settings: Partial<Settings>, parts: CloudParts): Promise<Cloud> {
    const full: Settings = { ...defaultSettings(parts.wall), ...settings }
    if (full.directory !== undefined) await makeDirectory(full.directory)
    const place = full.directory === undefined ? {} : { directory: full.directory }
    const store = await openStore({ ...place, durability: full.durability, report: full.log })
    const files = await parts.openBlobs({
      flush: full.durability === 'flush', ...(full.directory !== undefined && { directory: join(full.directory, 'blobs') }),
    })
    const cloud = new Cloud(full, parts, store, await Journal.open(full.directory, full.log), files)
    cloud.#sweepBlobs()
    return cloud
  }

  get settings(): Settings {
    return this.#core.settings
  }

  get invoke(): Invoke {
    return this.#pipeline.invoke
  }

  get core(): Core {
    return this.#core
  }

  /** The virtual clock: `now`, `advance('30d')`, `set`, `freeze`, `resume`. */
  get clock(): CloudClock {
    return new CloudClock(this.#core.clock)
  }

  /** Settings for an AWS SDK v3 client that talks straight into the process: endpoint, region, credentials, request handler. */
  client(options: ClientOptions = {}): InProcessClient {
    return inProcessClient(this.#pipeline, { endpoint: this.#url, ...options })
  }

  /** Opens a port for other processes; 0 chooses a free one. */
  async listen(port = 4566, options: ListenOptions = {}): Promise<Listening> {
    const { directory, wall } = this.#core.settings
    const server = new HttpServer(this.#pipeline, {
      now: () => this.#core.clock.now(),
      log: this.#core.settings.log,
      ...(options.https && { https: { wall, ...(directory !== undefined && { directory: join(directory, 'https') }) } }),
    })
    const { url, port: actual } = await server.listen(port, options.host ?? '127.0.0.1')
    this.#servers.add(server)
    this.#url = url
    return {
      url,
      port: actual,
      close: async () => {
        this.#servers.delete(server)
        await server.close()
      },
    }
  }

  /** Adds to Orrery's own HTTP face, below `/_orrery/`. */
  addControl(...entry: Parameters<AdminFace['add']>): void {
    this.#admin.add(...entry)
  }

  /** Empties all cells, or those of an account and region; the clock goes on. */
  async reset(only: { readonly account?: string, readonly region?: string } = {}): Promise<void> {
    const all = only.account === undefined && only.region === undefined
    const isMeant = (account: string | undefined, region: string | undefined) =>
      (only.account === undefined || account === only.account) && (only.region === undefined || region === only.region)
    this.#core.meter.flush()
    this.#core.store.clear(cellId => {
      if (cellId === kernelCell) return false
      const [account, region] = cellId.split('/')
      return isMeant(account, region)
    })
    if (!all) dropNames(this.#core.store, ({ account, region }) => isMeant(account, region))
    this.#core.store.transact(() => this.#core.credentials.forget(account => isMeant(account, 'global')))
    this.#sweepBlobs()
    this.#core.timers.reload()
    this.#begin()
    if (all) this.#core.journal.clear()
    await this.#core.store.durable()
  }

  async saveSnapshot(name: string): Promise<SnapshotInfo> {
    this.#core.meter.flush()
    return this.#core.blobs.hold(name, () => this.#core.store.saveSnapshot(name, this.#core.clock.now()))
  }

  listSnapshots(): SnapshotInfo[] {
    return this.#core.store.listSnapshots()
  }

  /** Returns to a snapshot's state, and to its time. */
  async restoreSnapshot(name: string): Promise<void> {
    const { savedAt } = this.#snapshot(name)
    const { store, sequence, meter, metrics } = this.#core
    const state = store.cell(kernelCell).table<unknown>('state')
    const openings = state.get('openings')
    await store.restoreSnapshot(name)
    meter.forget()
    metrics.forget()
    // What must never come twice does not go back with the rest.
    sequence.keep()
    if (openings !== undefined) store.transact(() => { state.put('openings', openings) })
    this.#core.clock.returnTo(savedAt)
    this.#core.timers.reload()
    this.#begin()
    this.#sweepBlobs()
  }

  async deleteSnapshot(name: string): Promise<void> {
    await this.#core.store.deleteSnapshot(name)
    this.#sweepBlobs()
  }

  /** A second, independent, ephemeral cloud with the same contents and time, or those of a snapshot. */
  async branch(snapshot?: string): Promise<Cloud> {
    this.#core.meter.flush()
    const { directory: _, ...settings } = this.#core.settings
    const files = await this.#core.blobs.branch()
    const store = await this.#core.store.branch(snapshot)
    const branch = new Cloud(settings, this.#parts, store, await Journal.open(undefined, settings.log), files)
    branch.#core.clock.returnTo(snapshot === undefined ? this.#core.clock.now() : this.#snapshot(snapshot).savedAt)
    branch.#core.timers.reload()
    branch.#begin()
    return branch
  }

  /** Serves a branch of a snapshot on a port of its own, until this cloud closes. */
  async serveBranch(snapshot: string, port: number): Promise<Listening> {
    const branch = await this.branch(snapshot)
    this.#branches.add(branch)
    return branch.listen(port)
  }

  /** Tells the parts that the state is another than before. */
  #begin(): void {
    for (const part of this.#beside.values()) part.begin?.()
  }

  #groundOf(id: string): Ground {
    const core = this.#core
    const cell = core.store.cell(partCellId(id))
    return {
      core, cell,
      control: (...entry) => { this.#admin.add(...entry) },
      empty: account => this.reset({ account }),
      call: ({ account, region }, service, operation, input) => {
        const name = `${id}.amazonaws.com`
        return this.#pipeline.invoke(service, operation, input, {
          principal: servicePrincipal(name), account, region, partition: partitionOf(region).id, requestId: core.random.uuid(),
          endpoint: core.endpoint(), sourceAddress: name, userAgent: name,
        })
      },
      setTimer: (kind, timerId, dueAt, payload) => { core.timers.set(cell, id, kind, timerId, dueAt, payload) },
      cancelTimer: (kind, timerId) => core.timers.cancel(cell, id, kind, timerId),
    }
  }

  /** In the background: space is given back, and nothing waits for it. */
  #sweepBlobs(): void {
    this.#core.background.add(this.#core.blobs.sweep(this.listSnapshots().map(({ name }) => name)))
  }

  #snapshot(name: string): SnapshotInfo {
    const found = this.listSnapshots().find(snapshot => snapshot.name === name)
    if (found === undefined) throw new SettingError(`There is no snapshot '${name}'.`, 'List them with: orrery snapshot list')
    return found
  }

  /** Ends waiting calls, closes ports and files. State is on disk already. */
  async close(): Promise<void> {
    const stopped = this.#core.clock.stop()
    this.#core.waits.close()
    await Promise.all([...this.#servers].map(server => server.close()))
    this.#servers.clear()
    await Promise.all([...this.#branches].map(branch => branch.close()))
    await stopped
    await this.#core.background.settled()
    this.#core.meter.flush()
    await this.#core.journal.close()
    await this.#core.blobs.close()
    await this.#core.store.close()
  }
}

/** The clock as people drive it: with durations and dates. */
export class CloudClock {
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Epoch ms. */
  now(): number {
    return this.#clock.now()
  }

  get mode(): ClockMode {
    return this.#clock.mode
  }

  /** @param duration ms, or text such as `90s`, `30d`, `6mo`, `1y` */
  async advance(duration: number | string): Promise<{ now: number, fired: number }> {
    return this.#clock.advance(duration)
  }

  /** @param at epoch ms, or an ISO date */
  async set(at: number | string): Promise<{ now: number, fired: number }> {
    const time = typeof at === 'number' ? at : Date.parse(at)
    if (Number.isNaN(time)) throw new SettingError(`'${at}' is no date.`, 'Write it as 2027-01-01 or 2027-01-01T00:00:00Z.')
    return this.#clock.set(time)
  }

  freeze(): void {
    this.#clock.freeze()
  }

  resume(): void {
    this.#clock.resume()
  }
}

function openClock(settings: Settings, store: Store, state: Table<unknown>): Clock {
  const saved = state.get('clock') as readonly ClockSegment[] | undefined
  const wallAt = settings.wall()
  const history = saved ?? [{ wallAt, virtualAt: settings.startAt ?? wallAt, mode: 'running' as const }]
  const keep = (segments: readonly ClockSegment[]) => store.transact(() => state.put('clock', [...segments]))
  keep(history)
  return new Clock(settings.wall, history, keep)
}

/** Each opening of a seeded cloud draws other numbers than the one before, so that new ids never meet stored ones. */
function nextSeed(settings: Settings, store: Store, state: Table<unknown>): string | undefined {
  if (settings.seed === undefined) return undefined
  const openings = Number(state.get('openings') ?? 0)
  store.transact(() => state.put('openings', openings + 1))
  return `${settings.seed}/${openings}`
}

/** The key under which tokens are sealed: the cloud's own, kept with its state; drawn from the seed where there is one. */
function tokenKey(settings: Settings, store: Store, state: Table<unknown>, random: Random): Uint8Array {
  const known = state.get('token-key')
  if (known !== undefined) return known as Uint8Array
  // Without a seed the key must not be guessable from other output of the generator.
  const made = settings.seed === undefined ? new Uint8Array(randomBytes(32)) : random.bytes(32)
  store.transact(() => state.put('token-key', made))
  return made
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true })
  } catch (error) {
    throw new SettingError(`The data folder ${directory} cannot be made: ${(error as Error).message}.`,
      'Name another with --data, or start with --ephemeral.')
  }
}
