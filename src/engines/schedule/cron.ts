// Cron expressions of six fields as Amazon EventBridge has them: minutes, hours, day of month, month, day of week, year. Days of the week
// count from 1, Sunday. `?` stands in one of the two day fields; `L`, `W` and `#` are understood.
// Source: "Schedule types in EventBridge Scheduler" and "Setting a schedule pattern for scheduled rules", EventBridge User Guide.

import type { WallTime, Zone } from './zone.ts'

/** Whether a value of a field is meant, in a month that has so many days and begins on this day of the week. */
interface MonthShape { readonly days: number, readonly firstWeekday: number }

type DayTest = (day: number, month: MonthShape) => boolean

interface Field { readonly min: number, readonly max: number, readonly names?: readonly string[] }

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const fields = {
  minute: { min: 0, max: 59 }, hour: { min: 0, max: 23 }, day: { min: 1, max: 31 }, month: { min: 1, max: 12, names: months },
  weekday: { min: 1, max: 7, names: weekdays }, year: { min: 1970, max: 2199 },
}

export class Cron {
  readonly #minutes: readonly number[]
  readonly #hours: readonly number[]
  readonly #months: ReadonlySet<number>
  readonly #years: ReadonlySet<number>
  readonly #isDay: DayTest

  private constructor(minutes: readonly number[], hours: readonly number[], isMonth: ReadonlySet<number>, isYear: ReadonlySet<number>,
    isDay: DayTest) {
    this.#minutes = minutes
    this.#hours = hours
    this.#months = isMonth
    this.#years = isYear
    this.#isDay = isDay
  }

  /** Reads what stands between the parentheses of `cron(…)`; undefined for what is no such expression. */
  static read(text: string): Cron | undefined {
    const parts = text.trim().toUpperCase().split(/\s+/)
    if (parts.length !== 6) return undefined
    const [minute, hour, day, month, weekday, year] = parts as [string, string, string, string, string, string]
    if ((day === '?') === (weekday === '?')) return undefined
    const [minutes, hours] = [values(minute, fields.minute), values(hour, fields.hour)]
    const [inMonths, inYears] = [values(month, fields.month), values(year, fields.year)]
    const isDay = day === '?' ? weekdayTest(weekday) : dayTest(day)
    if (minutes === undefined || hours === undefined || inMonths === undefined || inYears === undefined
      || isDay === undefined) return undefined
    return new Cron(minutes, hours, new Set(inMonths), new Set(inYears), isDay)
  }

  /** The first moment after this one, epoch ms; undefined where there is none any more. */
  next(after: number, zone: Zone): number | undefined {
    const start = zone.wallTime(after)
    for (let { year, month, day } = start, first = true; year <= fields.year.max; first = false) {
      const shape = monthShape(year, month)
      if (day > shape.days || !this.#years.has(year) || !this.#months.has(month)) {
        [year, month, day] = month === 12 ? [year + 1, 1, 1] : [year, month + 1, 1]
        continue
      }
      if (this.#isDay(day, shape)) {
        const found = this.#onDay({ year, month, day }, first ? start.hour - 1 : -1, after, zone)
        if (found !== undefined) return found
      }
      day += 1
    }
    return undefined
  }

  /** Hours before the one given were over when the search began; one more is looked at, for clocks that go back. */
  #onDay(date: Omit<WallTime, 'hour' | 'minute'>, fromHour: number, after: number, zone: Zone): number | undefined {
    for (const hour of this.#hours) {
      if (hour < fromHour) continue
      for (const minute of this.#minutes) {
        const at = zone.moment({ ...date, hour, minute })
        if (at !== undefined && at > after) return at
      }
    }
    return undefined
  }
}

function monthShape(year: number, month: number): MonthShape {
  return { days: new Date(Date.UTC(year, month, 0)).getUTCDate(), firstWeekday: new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 1 }
}

/** `*`, numbers, names, ranges, steps and lists of them, in order; undefined for anything else. */
function values(text: string, field: Field): readonly number[] | undefined {
  const found = new Set<number>()
  for (const part of text.split(',')) {
    const [, given, step] = /^([^/]*)(?:\/(\d+))?$/.exec(part) ?? []
    // Secrets Manager writes `/8` for every eighth.
    const range = given === '' && step !== undefined ? '*' : given
    if (range === undefined || range === '' || step === '0') return undefined
    const bounds = boundsOf(range, field, step !== undefined)
    if (bounds === undefined) return undefined
    const [from, through] = bounds
    // FRI-MON goes over the end of the week.
    const end = through < from ? through + field.max - field.min + 1 : through
    for (let value = from; value <= end; value += Number(step ?? 1)) found.add(value > field.max ? value - field.max + field.min - 1
      : value)
  }
  return [...found].sort((a, b) => a - b)
}

function boundsOf(range: string, field: Field, stepped: boolean): readonly [number, number] | undefined {
  if (range === '*') return [field.min, field.max]
  const [from, through, ...rest] = range.split('-').map(each => valueOf(each, field))
  if (from === undefined || rest.length > 0 || (range.includes('-') && through === undefined)) return undefined
  return [from, through ?? (stepped ? field.max : from)]
}

function valueOf(text: string, { min, max, names = [] }: Field): number | undefined {
  const named = names.indexOf(text)
  const value = named >= 0 ? named + min : /^\d{1,4}$/.test(text) ? Number(text) : -1
  return value >= min && value <= max ? value : undefined
}

/** `L` is the last day, `LW` the last weekday, `15W` the weekday nearest to the 15th within its month. */
function dayTest(text: string): DayTest | undefined {
  if (text === 'L') return (day, { days }) => day === days
  const [, offset] = /^L-(\d{1,2})$/.exec(text) ?? []
  if (offset !== undefined) return (day, { days }) => day === days - Number(offset)
  if (text === 'LW') return (day, month) => day === nearestWeekday(month.days, month)
  const [, near] = /^(\d{1,2})W$/.exec(text) ?? []
  if (near !== undefined) {
    const wanted = Number(near)
    return wanted < 1 || wanted > 31 ? undefined : (day, month) => wanted <= month.days && day === nearestWeekday(wanted, month)
  }
  const days = values(text, fields.day)
  return days && (day => days.includes(day))
}

/** `6L` is the last Friday, `3#2` the second Tuesday. */
function weekdayTest(text: string): DayTest | undefined {
  const [, last] = /^([1-7]|[A-Z]{3})L$/.exec(text) ?? []
  if (last !== undefined) {
    const wanted = valueOf(last, fields.weekday)
    return wanted === undefined ? undefined : (day, month) => weekdayOf(day, month) === wanted && day + 7 > month.days
  }
  const [, which, count] = /^([1-7]|[A-Z]{3})#([1-5])$/.exec(text) ?? []
  if (which !== undefined) {
    const wanted = valueOf(which, fields.weekday)
    return wanted === undefined ? undefined : (day, month) => weekdayOf(day, month) === wanted && Math.ceil(day / 7) === Number(count)
  }
  if (text === 'L') return (day, month) => weekdayOf(day, month) === 7
  const wanted = values(text, fields.weekday)
  return wanted && ((day, month) => wanted.includes(weekdayOf(day, month)))
}

/** 1, Sunday, to 7. */
function weekdayOf(day: number, { firstWeekday }: MonthShape): number {
  return (firstWeekday + day - 2) % 7 + 1
}

function nearestWeekday(day: number, month: MonthShape): number {
  const weekday = weekdayOf(day, month)
  if (weekday === 7) return day === 1 ? 3 : day - 1
  if (weekday === 1) return day === month.days ? day - 2 : day + 1
  return day
}
