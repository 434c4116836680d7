// Metrics as services emit them: sums by the minute of the virtual clock, by account and region, under the names that CloudWatch has for
// them. They are kept in memory, for so many minutes in which there was something. A watch sets a timer of its service at the end of each
// such minute, so that whoever acts on a metric costs nothing while nothing happens. Levels (how many messages there are) are no sums: they
// are sampled when something is about to change them, and asked of their service for the time since.

export interface MetricName {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Readonly<Record<string, string>>
  /** `Count` where nothing is said. */
  readonly unit?: string
}

/** What a metric got in one minute. */
export interface Datum {
  /** Beginning of the minute, epoch ms. */
  readonly at: number
  readonly sum: number
  readonly count: number
  readonly most: number
  readonly least: number
}

/** A metric that got something. */
export interface Emitted {
  readonly metric: MetricName
  readonly lastAt: number
  /** Of a level: the minute from which on its service is to be asked. */
  readonly openAt?: number
}

export const minuteMs = 60_000
const keptMinutes = 1440

interface Minutes {
  readonly metric: MetricName
  readonly data: { -readonly [Key in keyof Datum]: Datum[Key] }[]
  openAt?: number
}

/** A metric with one dimension. */
export interface Tally {
  readonly namespace: string
  readonly name: string
  readonly dimension: string
  readonly of: string
  readonly unit?: string
}

export class Metrics {
  readonly #names = new Map<string, MetricName>()
  readonly #minutes = new Map<string, Map<string, Minutes>>()
  /** Names as texts, by the objects that say them: services keep theirs. */
  readonly #texts = new WeakMap<MetricName, string>()
  /** Where an object's name was last found: mostly it is the same cell. */
  #recent = new WeakMap<MetricName, { readonly cellId: string, readonly minutes: Minutes }>()

  /** @returns whether it is the first of its minute */
  add(cellId: string, metric: MetricName, at: number, value: number): boolean {
    const { data } = this.#of(cellId, metric)
    const minuteAt = Math.floor(at / minuteMs) * minuteMs
    const last = data[data.length - 1]
    if (last?.at === minuteAt) {
      last.sum += value
      last.count += 1
      if (value > last.most) last.most = value
      if (value < last.least) last.least = value
      return false
    }
    data.push({ at: minuteAt, sum: value, count: 1, most: value, least: value })
    if (data.length > keptMinutes) data.shift()
    return true
  }

  /** From this minute on a level is what its service says. */
  open(cellId: string, metric: MetricName, at: number): void {
    this.#of(cellId, metric).openAt = Math.floor(at / minuteMs) * minuteMs
  }

  /** Always the same object for the same name. */
  named({ namespace, name, dimension, of, unit }: Tally): MetricName {
    const place = `${namespace}/${name}/${of}`
    let known = this.#names.get(place)
    if (known === undefined) {
      this.#names.set(place, known = { namespace, name, dimensions: { [dimension]: of }, ...(unit !== undefined && { unit }) })
    }
    return known
  }

  #of(cellId: string, metric: MetricName): Minutes {
    const recent = this.#recent.get(metric)
    if (recent?.cellId === cellId) return recent.minutes
    let cell = this.#minutes.get(cellId)
    if (cell === undefined) this.#minutes.set(cellId, cell = new Map())
    const text = this.textOf(metric)
    let minutes = cell.get(text)
    if (minutes === undefined) cell.set(text, minutes = { metric, data: [] })
    this.#recent.set(metric, { cellId, minutes })
    return minutes
  }

  /** The minutes that began at a time or later and in which there was something, oldest first. */
  data(cellId: string, metric: MetricName, fromAt: number): readonly Datum[] {
    const found = this.#minutes.get(cellId)?.get(this.textOf(metric))?.data.filter(({ at }) => at >= fromAt) ?? []
    return found.map(datum => ({ ...datum }))
  }

  /** All metrics of a cell. */
  * emitted(cellId: string): Generator<Emitted> {
    for (const { metric, data, openAt } of this.#minutes.get(cellId)?.values() ?? []) {
      const lastAt = Math.max(data.at(-1)?.at ?? 0, openAt ?? 0)
      yield { metric, lastAt, ...(openAt !== undefined && { openAt }) }
    }
  }

  textOf(metric: MetricName): string {
    const known = this.#texts.get(metric)
    if (known !== undefined) return known
    const { namespace, name, dimensions } = metric
    const text = JSON.stringify([namespace, name, Object.entries(dimensions).sort()])
    this.#texts.set(metric, text)
    return text
  }

  /** Drops all: it belongs to a state that is no more. */
  forget(): void {
    this.#names.clear()
    this.#minutes.clear()
    this.#recent = new WeakMap()
  }
}

/** What a service says of a level at a time; undefined where it is none of its own, or of something that is gone. */
export type Gauge = (metric: MetricName, at: number, call: never) => number | undefined

/** What a call can do with metrics. */
export interface MetricsFace {
  /** Adds a value, inside a transaction. Keep the name: its text is made once for each object. */
  emit(metric: MetricName, value: number): void
  /** The same for a metric that has one dimension. */
  tally(metric: Tally, value: number): void
  /** What a level was in a minute gone by, after which nothing has changed it; the service is asked for the minutes from this one on. */
  sample(metric: MetricName, value: number | undefined, at: number): void
  /** Minutes that began at a time or later and in which there was something, oldest first; the last one may not be over. */
  data(metric: MetricName, fromAt: number): readonly Datum[]
  /** Everything that services have emitted here since the process began. */
  emitted(): Iterable<Emitted>
  /** What a level is at a time since it was last sampled, by its service's word. */
  level(metric: MetricName, at: number): number | undefined
  /** Sets a timer of this service at the end of each minute in which the metric gets something; its payload is null. */
  watch(metric: MetricName, kind: string, id: string): void
  unwatch(metric: MetricName, kind: string, id: string): void
}
