// Metrics as services emit them: sums by the minute of the virtual clock, by account and region, under the names that CloudWatch has for
// them. They are kept in memory, for some hours. A watch sets a timer of its service at the end of each minute in which the metric got
// something, so that whoever acts on a metric costs nothing while nothing happens.

export interface MetricName {
  readonly namespace: string
  readonly name: string
  readonly dimensions: Readonly<Record<string, string>>
}

/** What a metric got in one minute. */
export interface Datum {
  /** Beginning of the minute, epoch ms. */
  readonly at: number
  readonly sum: number
  readonly count: number
  readonly most: number
}

export const minuteMs = 60_000
const keptMinutes = 180

export class Metrics {
  readonly #minutes = new Map<string, Datum[]>()
  /** Names as texts, by the objects that say them: services keep theirs. */
  readonly #texts = new WeakMap<MetricName, string>()

  /** @returns whether it is the first of its minute */
  add(cellId: string, metric: MetricName, at: number, value: number): boolean {
    const place = `${cellId}\0${this.textOf(metric)}`
    let data = this.#minutes.get(place)
    if (data === undefined) this.#minutes.set(place, data = [])
    const minuteAt = Math.floor(at / minuteMs) * minuteMs
    const last = data.at(-1)
    if (last?.at === minuteAt) {
      data[data.length - 1] = { at: minuteAt, sum: last.sum + value, count: last.count + 1, most: Math.max(last.most, value) }
      return false
    }
    data.push({ at: minuteAt, sum: value, count: 1, most: value })
    if (data.length > keptMinutes) data.shift()
    return true
  }

  /** The minutes that began at a time or later and in which there was something, oldest first. */
  data(cellId: string, metric: MetricName, fromAt: number): readonly Datum[] {
    return this.#minutes.get(`${cellId}\0${this.textOf(metric)}`)?.filter(({ at }) => at >= fromAt) ?? []
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
    this.#minutes.clear()
  }
}

/** What a call can do with metrics. */
export interface MetricsFace {
  /** Adds a value, inside a transaction. Keep the name: its text is made once for each object. */
  emit(metric: MetricName, value: number): void
  /** Minutes that began at a time or later and in which there was something, oldest first; the last one may not be over. */
  data(metric: MetricName, fromAt: number): readonly Datum[]
  /** Sets a timer of this service at the end of each minute in which the metric gets something; its payload is null. */
  watch(metric: MetricName, kind: string, id: string): void
  unwatch(metric: MetricName, kind: string, id: string): void
}
