// The one clock under all services. It runs with the wall, stands frozen, or is wound forward; it never goes back.
// Its history is kept, so that the time a client signed with can be mapped to the virtual time it stood for.
// It knows what falls due only through the `Agenda` it is given: stored timers, and calls that wait.

import { SettingError } from './fault.ts'

export type ClockMode = 'running' | 'frozen'

/** From `wallAt` on, virtual time was `virtualAt`, and either ran with the wall or stood still. */
export interface ClockSegment { readonly wallAt: number, readonly virtualAt: number, readonly mode: ClockMode }

/** What hangs on the clock. */
export interface Agenda {
  /** When the next entry falls due, epoch ms. */
  nextDueAt(): number | undefined
  /** Runs what is due at `now`, in order; resolves with the number run when all they set off has settled. */
  runDue(now: number): Promise<number>
}

/** Real clients sign with clocks that are a little off; AWS allows this much. */
const skewMs = 15 * 60_000
const longestDelayMs = 2 ** 31 - 1
/** The last moment that dates can name. */
const latestAt = 8.64e15
const historyLimit = 4096

export class Clock {
  readonly #wall: () => number
  readonly #history: ClockSegment[]
  readonly #changed: (history: readonly ClockSegment[]) => void
  #agenda: Agenda | undefined
  #alarm: NodeJS.Timeout | undefined
  #winding: Promise<unknown> = Promise.resolve()
  #busy = 0
  /** What a winding clock will be when it has arrived: until then it stands still between steps. */
  #modeAfter: ClockMode | undefined
  /** The latest moment it has shown; a wall that is put back does not undo it. */
  #shownAt = -Infinity

  /**
   * @param wall the machine's clock, epoch ms
   * @param history an earlier run's segments; or `[{wallAt, virtualAt, mode}]` to start at another time
   * @param changed called when the clock's course changes, to store the history
   */
  constructor(wall: () => number, history: readonly ClockSegment[] = [], changed: (history: readonly ClockSegment[]) => void = () => {}) {
    this.#wall = wall
    this.#changed = changed
    const wallAt = wall()
    this.#history = history.length > 0 ? [...history] : [{ wallAt, virtualAt: wallAt, mode: 'running' }]
  }

  /** Virtual time, epoch ms (whole). */
  now(): number {
    return this.#shownAt = Math.max(this.#shownAt, virtualAt(this.#current, this.#wall()))
  }

  get mode(): ClockMode {
    return this.#modeAfter ?? this.#current.mode
  }

  get history(): readonly ClockSegment[] {
    return this.#history
  }

  /** The machine's clock, for what happens outside the model: sockets' timeouts, durations of calls. */
  wall(): number {
    return this.#wall()
  }

  /**
   * The virtual times that a client's time may stand for. A client's clock shows the wall, unless its SDK has corrected it by our
   * `Date` header; then it shows virtual time itself.
   */
  standingFor(clientAt: number): number[] {
    const first = this.#history[0]!
    const wallNow = this.#wall()
    if (clientAt > wallNow + skewMs || clientAt < first.wallAt - skewMs) return [clientAt]
    let segment = first
    for (const later of this.#history) if (later.wallAt <= clientAt) segment = later
    const elapsedMs = segment.mode === 'frozen' ? 0 : clientAt - segment.wallAt
    return [segment.virtualAt + elapsedMs, clientAt]
  }

  /** Connects what falls due; from now on the running clock rings for it. */
  attach(agenda: Agenda): void {
    this.#agenda = agenda
    this.arm()
  }

  /** To be called when something may have become due earlier than before. */
  arm(): void {
    clearTimeout(this.#alarm)
    if (this.mode !== 'running' || this.#busy > 0) return
    const dueAt = this.#agenda?.nextDueAt()
    if (dueAt === undefined) return
    const delayMs = Math.min(Math.max(0, dueAt - this.now()), longestDelayMs)
    this.#alarm = setTimeout(() => { void this.#exclusive(() => this.#ring(this.now())) }, delayMs)
    this.#alarm.unref()
  }

  /**
   * Winds forward and runs everything due on the way, each at its own time.
   * @param duration ms, or text as `later` reads it; counted from the time when its turn has come
   * @throws SettingError for what is no duration, or leads to the past
   */
  advance(duration: number | string): Promise<{ now: number, fired: number }> {
    return this.#exclusive(() => this.#wind(from => {
      const at = typeof duration === 'number' ? from + duration : later(from, duration)
      if (at !== undefined) return at
      throw new SettingError(`'${duration}' is no duration.`,
        'Write a number and a unit, such as 90s, 15m, 12h, 30d, 6mo or 1y, or a sum: 1d12h.')
    }))
  }

  /** Winds forward to a time. @throws SettingError when it lies in the past */
  set(at: number): Promise<{ now: number, fired: number }> {
    return this.#exclusive(() => this.#wind(() => at))
  }

  freeze(): void {
    this.#tell('frozen')
  }

  resume(): void {
    this.#tell('running')
    this.arm()
  }

  /** Stands at a time, past or future, without running anything: a snapshot brings its own. */
  returnTo(at: number): void {
    this.#shownAt = -Infinity
    this.#turn(at, this.#current.mode)
    this.arm()
  }

  /** Rings no more. Resolves when what was running on its behalf is through. */
  async stop(): Promise<void> {
    clearTimeout(this.#alarm)
    this.#agenda = undefined
    await this.#winding
  }

  get #current(): ClockSegment {
    return this.#history.at(-1)!
  }

  /** A winding clock takes the mode when it has arrived. */
  #tell(mode: ClockMode): void {
    if (this.#modeAfter === undefined) this.#turn(this.now(), mode)
    else this.#modeAfter = mode
  }

  async #wind(targetOf: (from: number) => number): Promise<{ now: number, fired: number }> {
    const startAt = this.now()
    const targetAt = targetOf(startAt)
    if (!Number.isFinite(targetAt) || targetAt > latestAt) {
      throw new SettingError('The clock cannot be set to that time.', 'Choose one before the year 275760.')
    }
    if (targetAt < startAt) {
      throw new SettingError(
        `The clock never goes back: it is ${new Date(startAt).toISOString()} and was asked for ${new Date(targetAt).toISOString()}.`,
        'Restore a snapshot to return to an earlier time.')
    }
    let fired = 0
    this.#modeAfter = this.mode
    try {
      fired = await this.#runUntil(targetAt)
    } finally {
      const mode = this.#modeAfter
      this.#modeAfter = undefined
      this.#turn(this.now(), mode)
    }
    this.#turn(Math.max(targetAt, this.now()), this.mode)
    return { now: this.now(), fired }
  }

  /** Frozen between steps, so that each entry runs at its own time however long it takes in reality. */
  async #runUntil(targetAt: number): Promise<number> {
    // What was set off before comes first, though nothing is due: it may set timers on the way.
    this.#turn(this.now(), 'frozen')
    let fired = await this.#agenda?.runDue(this.now()) ?? 0
    for (let dueAt = this.#agenda?.nextDueAt(); dueAt !== undefined && dueAt <= targetAt; dueAt = this.#agenda?.nextDueAt()) {
      const at = Math.max(dueAt, this.now())
      this.#step(at)
      fired += await this.#agenda!.runDue(at)
    }
    return fired
  }

  async #ring(now: number): Promise<number> {
    return await this.#agenda?.runDue(now) ?? 0
  }

  /** Windings and alarms run one after another, never inside one another. */
  async #exclusive<T>(work: () => Promise<T>): Promise<T> {
    this.#busy += 1
    const previous = this.#winding
    const turn = previous.then(work, work)
    this.#winding = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      this.#busy -= 1
      this.arm()
    }
  }

  /** Moves the moment at which it stands while it is wound; however many steps a winding has, the history has one segment of it. */
  #step(virtualAt: number): void {
    this.#history[this.#history.length - 1] = { ...this.#current, virtualAt: Math.floor(virtualAt) }
    this.#changed(this.#history)
  }

  #turn(virtualAt: number, mode: ClockMode): void {
    const wallAt = this.#wall()
    const last = this.#current
    if (last.wallAt === wallAt && this.#history.length > 1) this.#history.pop()
    this.#history.push({ wallAt, virtualAt: Math.floor(virtualAt), mode })
    if (this.#history.length > historyLimit) this.#history.splice(1, this.#history.length - historyLimit)
    this.#changed(this.#history)
  }
}

function virtualAt(segment: ClockSegment, wallAt: number): number {
  return segment.mode === 'frozen' ? segment.virtualAt : segment.virtualAt + Math.max(0, Math.floor(wallAt - segment.wallAt))
}

const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/**
 * Reads `90s`, `15m`, `12h`, `30d`, `2w`, `6mo`, `1y` and sums of them (`1d12h`); months and years are calendar ones, counted from `from`
 * in UTC.
 * @returns the moment so much later, epoch ms; undefined where the text is no duration
 */
export function later(from: number, duration: string): number | undefined {
  if (!/^(\d+(ms|mo|[smhdwy]))+$/.test(duration)) return undefined
  let at = from
  for (const [, count, unit] of duration.matchAll(/(\d+)(ms|mo|[smhdwy])/g)) {
    if (unit === 'mo') at = addMonths(at, Number(count))
    else if (unit === 'y') at = addMonths(at, 12 * Number(count))
    else at += Number(count) * unitMs[unit!]!
  }
  return at
}

/** The same day and time so many calendar months later; the month's last day where it has no such day. */
export function addMonths(at: number, months: number): number {
  const date = new Date(at)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  return date.getTime()
}
