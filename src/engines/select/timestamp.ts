// Moments as SQL has them here: a date and time of day with an offset, written down to a year, a month, a day, a minute, a second or a
// fraction of one. Immutable. Source: "Data types" and "Date functions", SQL reference for Amazon S3 Select; Ion's timestamps.

export type Precision = 'year' | 'month' | 'day' | 'minute' | 'second'

export interface Fields {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** Nanoseconds of the second. */
  readonly nanos: number
}

const written = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T(?:(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d))?)?$/
const minuteMs = 60_000

export class Timestamp {
  /** Epoch ms, whole seconds. */
  readonly atMs: number
  readonly nanos: number
  readonly offsetMinutes: number
  readonly precision: Precision
  /** Digits of the second's fraction that are written. */
  readonly fractionDigits: number

  constructor(
    atMs: number, { nanos = 0, offsetMinutes = 0, precision = 'second', fractionDigits = 0 }:
    { nanos?: number, offsetMinutes?: number, precision?: Precision, fractionDigits?: number } = {},
  ) {
    this.atMs = atMs
    this.nanos = nanos
    this.offsetMinutes = offsetMinutes
    this.precision = precision
    this.fractionDigits = fractionDigits
  }

  static ofMs(ms: number): Timestamp {
    const secondMs = Math.floor(ms / 1000) * 1000
    return new Timestamp(secondMs, { nanos: (ms - secondMs) * 1_000_000, fractionDigits: 3 })
  }

  /** `2017T`, `2017-04-18`, `2017-04-18T08:23Z`, `…:05.123-07:00`; undefined for anything else. */
  static parse(text: string): Timestamp | undefined {
    const match = written.exec(text)
    if (match === null) return undefined
    const [, year = '', month, day, hour, minute, second, fraction = '', zone = 'Z'] = match
    // A year or a month alone ends in T, as Ion has it; time of day needs a day.
    if (day === undefined && !text.endsWith('T')) return undefined
    const offset = offsetOf(zone)
    if (offset === undefined) return undefined
    const atMs = epochMs({
      year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1),
      hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second ?? 0), nanos: 0,
    })
    if (atMs === undefined) return undefined
    return new Timestamp(atMs - offset * minuteMs, {
      nanos: Number(fraction.padEnd(9, '0')), offsetMinutes: offset, fractionDigits: fraction.length,
      precision: second !== undefined ? 'second' : minute !== undefined ? 'minute' : day !== undefined ? 'day'
        : month !== undefined ? 'month' : 'year',
    })
  }

  /** In its own offset. */
  get fields(): Fields {
    const date = new Date(this.atMs + this.offsetMinutes * minuteMs)
    return {
      year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour: date.getUTCHours(),
      minute: date.getUTCMinutes(), second: date.getUTCSeconds(), nanos: this.nanos,
    }
  }

  compare(other: Timestamp): number {
    return this.atMs - other.atMs || this.nanos - other.nanos
  }

  toString(): string {
    const { year, month, day, hour, minute, second, nanos } = this.fields
    const two = (value: number): string => String(value).padStart(2, '0')
    const date = [String(year).padStart(4, '0'), two(month), two(day)]
    if (this.precision === 'year') return `${date[0]}T`
    if (this.precision === 'month') return `${date.slice(0, 2).join('-')}T`
    if (this.precision === 'day') return `${date.join('-')}T`
    const time = `${date.join('-')}T${two(hour)}:${two(minute)}`
    if (this.precision === 'minute') return `${time}${zoneText(this.offsetMinutes)}`
    const fraction = this.fractionDigits === 0 ? '' : `.${String(nanos).padStart(9, '0').slice(0, this.fractionDigits)}`
    return `${time}:${two(second)}${fraction}${zoneText(this.offsetMinutes)}`
  }
}

/** Undefined for a date that there is not. */
export function epochMs({ year, month, day, hour, minute, second }: Fields): number | undefined {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second, 0)
  const isSame = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    && date.getUTCHours() === hour && date.getUTCMinutes() === minute && date.getUTCSeconds() === second
  return isSame && year >= 1 ? date.getTime() : undefined
}

/** Minutes east of Greenwich. */
export function offsetOf(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone)
  if (match === null) return undefined
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return minutes >= 24 * 60 || Number(match[3] ?? 0) > 59 ? undefined : match[1] === '-' ? -minutes : minutes
}

export function zoneText(offsetMinutes: number, colon = ':'): string {
  if (offsetMinutes === 0) return 'Z'
  const minutes = Math.abs(offsetMinutes)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${colon}${two(minutes % 60)}`
}
