// Schedules as AWS writes them: `at(…)`, `rate(…)` and `cron(…)`, and when each comes due next, in any time zone. Pure.
// Source: "Schedule types in EventBridge Scheduler" and "Schedule recurring scaling actions using cron expressions", for the fields,
// wildcards and the rule that one of the two day fields is `?`.

export type Schedule =
  | { readonly kind: 'at', readonly local: number }
  | { readonly kind: 'rate', readonly everyMs: number }
  | { readonly kind: 'cron', readonly fields: CronFields }

interface CronFields {
  readonly minutes: ReadonlySet<number>
  readonly hours: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  readonly years: ReadonlySet<number>
  readonly isDay: (day: Day) => boolean
}

/** A day of a calendar; weekdays are 1 (Sunday) to 7. */
interface Day { readonly year: number, readonly month: number, readonly date: number, readonly weekday: number, readonly last: number }

const minuteMs = 60_000
const dayMs = 86_400_000
const units: Readonly<Record<string, number>> = { minute: minuteMs, hour: 60 * minuteMs, day: dayMs }
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const [firstYear, lastYear] = [1970, 2199]

/** @returns undefined for what is no schedule */
export function readSchedule(text: string): Schedule | undefined {
  const [, kind, inner = ''] = /^(at|rate|cron)\((.*)\)$/.exec(text.trim()) ?? []
  if (kind === 'at') return readAt(inner)
  if (kind === 'rate') return readRate(inner)
  return kind === 'cron' ? readCron(inner) : undefined
}

/** @returns undefined where it never comes again @param origin where a rate is counted from */
export function nextAt(schedule: Schedule, after: number, origin: number, zone = 'UTC'): number | undefined {
  if (schedule.kind === 'at') {
    const at = instantOf(schedule.local, zone)
    return at > after ? at : undefined
  }
  if (schedule.kind === 'rate') {
    const { everyMs } = schedule
    return after < origin ? origin : origin + (Math.floor((after - origin) / everyMs) + 1) * everyMs
  }
  return nextOfCron(schedule.fields, after, zone)
}

/** Whether a time zone is known. */
export function isTimeZone(zone: string): boolean {
  try {
    return zoneFormat(zone) !== undefined
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function readAt(text: string): Schedule | undefined {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? Date.parse(`${text}Z`) : Number.NaN
  return Number.isNaN(local) ? undefined : { kind: 'at', local }
}

function readRate(text: string): Schedule | undefined {
  const [, count, unit, plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(text) ?? []
  if (count === undefined || (count === '1') === (plural === 's')) return undefined
  return { kind: 'rate', everyMs: Number(count) * units[unit!]! }
}

function readCron(text: string): Schedule | undefined {
  const fields = text.trim().split(/\s+/)
  if (fields.length !== 6) return undefined
  const [minute, hour, date, month, weekday, year] = fields as [string, string, string, string, string, string]
  if ((date === '?') === (weekday === '?')) return undefined
  const minutes = numbersOf(minute, 0, 59)
  const hours = numbersOf(hour, 0, 23)
  const months = numbersOf(month, 1, 12, monthNames)
  const years = numbersOf(year, firstYear, lastYear)
  const isDay = weekday === '?' ? datesOf(date) : weekdaysOf(weekday)
  if (!minutes || !hours || !months || !years || !isDay) return undefined
  return { kind: 'cron', fields: { minutes, hours, months, years, isDay } }
}

/** The numbers that a field names: `*`, lists, ranges, steps, names of months or days. */
function numbersOf(text: string, least: number, most: number, names: readonly string[] = []): Set<number> | undefined {
  const found = new Set<number>()
  const valueOf = (word: string) => names.includes(word.toUpperCase()) ? names.indexOf(word.toUpperCase()) + 1
    : /^\d+$/.test(word) ? Number(word) : Number.NaN
  for (const part of text.split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? []
    const [from, to] = range === '*' ? [least, most] : range.split('-').map(valueOf)
    const end = to ?? (step === undefined ? from : most)
    if (from === undefined || end === undefined || !(from >= least && end <= most && from <= end) || step === '0') return undefined
    for (let value = from; value <= end; value += Number(step ?? 1)) found.add(value)
  }
  return found
}

function datesOf(text: string): ((day: Day) => boolean) | undefined {
  if (text === 'L') return ({ date, last }) => date === last
  const [, near] = /^(\d+)W$/.exec(text) ?? []
  if (near !== undefined) return Number(near) >= 1 && Number(near) <= 31 ? day => day.date === nearestWorkday(day, Number(near)) : undefined
  const dates = numbersOf(text, 1, 31)
  return dates && (({ date }) => dates.has(date))
}

/** The working day of the month that is nearest to a date. */
function nearestWorkday({ year, month, last }: Day, date: number): number {
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay()
  if (weekday === 6) return date === 1 ? 3 : date - 1
  if (weekday === 0) return date === last ? date - 2 : date + 1
  return date
}

function weekdaysOf(text: string): ((day: Day) => boolean) | undefined {
  const [, which, kind, nth] = /^(\w{1,3}?)(?:(L)|#([1-5]))$/.exec(text) ?? []
  if (which !== undefined) {
    const [only] = numbersOf(which, 1, 7, weekdayNames) ?? []
    if (only === undefined) return undefined
    return kind === 'L' ? ({ weekday, date, last }) => weekday === only && date > last - 7
      : ({ weekday, date }) => weekday === only && Math.ceil(date / 7) === Number(nth)
  }
  const weekdays = numbersOf(text === 'L' ? '7' : text, 1, 7, weekdayNames)
  return weekdays && (({ weekday }) => weekdays.has(weekday))
}

function nextOfCron({ minutes, hours, months, years, isDay }: CronFields, after: number, zone: string): number | undefined {
  const lastAt = Date.UTC(Math.max(...years), 11, 31)
  for (let start = Math.floor((after + offsetAt(after, zone)) / dayMs) * dayMs; start <= lastAt; start += dayMs) {
    const day = dayOf(start)
    if (!years.has(day.year) || !months.has(day.month) || !isDay(day)) continue
    for (const hour of [...hours].sort((a, b) => a - b)) {
      for (const minute of [...minutes].sort((a, b) => a - b)) {
        const at = instantOf(start + (hour * 60 + minute) * minuteMs, zone)
        if (at > after) return at
      }
    }
  }
  return undefined
}

function dayOf(start: number): Day {
  const day = new Date(start)
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1]
  return { year, month, date: day.getUTCDate(), weekday: day.getUTCDay() + 1, last: new Date(Date.UTC(year, month, 0)).getUTCDate() }
}

/** The instant at which a zone's clocks show a local time, both as ms since 1970. */
function instantOf(local: number, zone: string): number {
  const first = local - offsetAt(local, zone)
  return local - offsetAt(first, zone)
}

/** What a zone's clocks are ahead of UTC. */
function offsetAt(at: number, zone: string): number {
  if (zone === 'UTC') return 0
  const parts = Object.fromEntries(zoneFormat(zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year, month, day, hour, minute, second } = parts as Record<string, number>
  return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
    hour: 'numeric', minute: 'numeric', second: 'numeric' })
}
