// Events that come again: daily, weekly, monthly or yearly, every so often, on certain days, up to a time or a number. The clocks of the
// event's zone show the same time at each. Source: RFC 5545, 3.3.10 "Recurrence Rule"; rules by the hour, by position and by week number
// are
// not understood.

import type { WallTime, Zone } from './zone.ts'

export interface Recurrence {
  /** Starts after a moment, in order; those that are never counted up to are not made. */
  starts(after: number): Generator<number>
}

interface Rule {
  readonly every: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'
  readonly interval: number
  readonly count: number
  readonly until: number
  /** Days of the week, 0 is Sunday; with a number, the so-manieth of the month, from its end where negative. */
  readonly weekdays: readonly { readonly weekday: number, readonly nth: number }[]
  readonly monthDays: readonly number[]
  readonly months: readonly number[]
}

const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const known = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'WKST']
const dayMs = 86_400_000
/** Periods without an event after which there is none any more: leap days come within eight years. */
const mostEmpty = 3000

/** Undefined for a rule that is not understood. */
export function readRecurrence(text: string, startsAt: number, zone: Zone): Recurrence | undefined {
  const parts = Object.fromEntries(text.toUpperCase().split(';').map(part => part.split('=') as [string, string]))
  const { FREQ: every = '', INTERVAL = '1', COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH } = parts
  const weekdays = (BYDAY?.split(',') ?? []).map(each => /^([+-]?\d+)?(SU|MO|TU|WE|TH|FR|SA)$/.exec(each))
  const isKnown = /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(every) && Object.keys(parts).every(name => known.includes(name))
  if (!isKnown || weekdays.includes(null)) return undefined
  const numbers = (list: string | undefined) => list === undefined ? [] : [...new Set(list.split(',').map(Number))]
  const until = UNTIL === undefined ? Infinity : untilOf(UNTIL)
  const rule: Rule = {
    every: every as Rule['every'], interval: Number(INTERVAL), count: COUNT === undefined ? Infinity : Number(COUNT), until,
    weekdays: weekdays.map(found => ({ weekday: names.indexOf(found![2]!), nth: Number(found![1] ?? 0) })),
    monthDays: numbers(BYMONTHDAY), months: numbers(BYMONTH),
  }
  // The so-manieth weekday of a year is not understood, that of a month is.
  const isOfYear = every === 'YEARLY' && rule.months.length === 0 && rule.weekdays.some(({ nth }) => nth !== 0)
  const isGood = !isOfYear && rule.interval >= 1 && !Number.isNaN(until)
    && [...rule.monthDays, ...rule.months, rule.count].every(each => !Number.isNaN(each))
  return isGood ? { starts: after => startsOf(rule, startsAt, zone, after) } : undefined
}

function untilOf(text: string): number {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(text) ?? []
  return hour === undefined ? Date.UTC(Number(year), Number(month) - 1, Number(day) + 1) - 1
    : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}

/** Days are told as UTC midnights, which no clock change moves. */
function* startsOf(rule: Rule, startsAt: number, zone: Zone, after: number): Generator<number> {
  const wall = zone.wallTime(startsAt)
  const seconds = startsAt % 60_000
  const first = Date.UTC(wall.year, wall.month - 1, wall.day)
  let period = rule.count === Infinity ? Math.max(0, periodBefore(rule, first, after)) : 0
  for (let count = 0, empty = 0; empty < mostEmpty; period += 1) {
    const days = daysOf(rule, first, period)
    empty = days.length === 0 ? empty + 1 : 0
    for (const day of days) {
      if (day < first) continue
      const at = momentOn(day, wall, zone)
      if (at === undefined) continue
      count += 1
      if (count > rule.count || at + seconds > rule.until) return
      if (at + seconds > after) yield at + seconds
    }
  }
}

/** A period that begins safely before a moment, so that none need be made that are long over. */
function periodBefore({ every, interval }: Rule, first: number, after: number): number {
  const lengthDays = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[every]
  return Math.floor((after - first) / (lengthDays * interval * dayMs)) - 2
}

function momentOn(day: number, { hour, minute }: WallTime, zone: Zone): number | undefined {
  const date = new Date(day)
  return zone.moment({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour, minute })
}

/** Days of one period, in order. */
function daysOf(rule: Rule, first: number, period: number): number[] {
  const { every, interval, weekdays, months } = rule
  const date = new Date(first)
  const inMonth = (day: number) => months.length === 0 || months.includes(new Date(day).getUTCMonth() + 1)
  if (every === 'DAILY') {
    const day = first + period * interval * dayMs
    return [day].filter(each => inMonth(each) && (weekdays.length === 0 || isWeekday(each, rule)) && isMonthDay(each, rule))
  }
  if (every === 'WEEKLY') {
    const monday = first - ((date.getUTCDay() + 6) % 7) * dayMs + period * interval * 7 * dayMs
    const wanted = weekdays.length === 0 ? [date.getUTCDay()] : weekdays.map(({ weekday }) => weekday)
    return [...new Set(wanted)].map(weekday => monday + ((weekday + 6) % 7) * dayMs).sort((a, b) => a - b).filter(inMonth)
  }
  if (every === 'MONTHLY') return monthDaysOf(rule, date.getUTCFullYear(), date.getUTCMonth() + period * interval,
    date.getUTCDate()).filter(inMonth)
  // A yearly rule that names days without a month means them in every month.
  const all = weekdays.length + rule.monthDays.length > 0 ? Array.from({ length: 12 }, (_, i) => i + 1) : [date.getUTCMonth() + 1]
  const wanted = months.length === 0 ? all : [...months].sort((a, b) => a - b)
  return wanted.flatMap(month => monthDaysOf(rule, date.getUTCFullYear() + period * interval, month - 1, date.getUTCDate()))
}

function isWeekday(day: number, { weekdays }: Rule): boolean {
  return weekdays.some(({ weekday }) => weekday === new Date(day).getUTCDay())
}

function isMonthDay(day: number, { monthDays }: Rule): boolean {
  return monthDays.length === 0 || monthDays.includes(new Date(day).getUTCDate())
}

/** Days of a month: those with certain numbers, certain weekdays, or the day that the first one had. */
function monthDaysOf({ weekdays, monthDays }: Rule, year: number, month: number, usual: number): number[] {
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const days = Array.from({ length }, (_, i) => Date.UTC(year, month, i + 1))
  const isNumbered = (i: number) => monthDays.some(each => each === i + 1 || each === i - length)
  const isNamed = (day: number, i: number) => weekdays.some(({ weekday, nth }) => weekday === new Date(day).getUTCDay()
    && (nth === 0 || (nth > 0 ? Math.ceil((i + 1) / 7) === nth : Math.ceil((length - i) / 7) === -nth)))
  if (monthDays.length === 0 && weekdays.length === 0) return days.filter((_, i) => i + 1 === usual)
  return days.filter((day, i) => (monthDays.length === 0 || isNumbered(i)) && (weekdays.length === 0 || isNamed(day, i)))
}
