// Spans of time in queries, and times rounded to them. Units up to hours are capped at what the next one begins with; days and longer ones
// go by the calendar, in UTC. Source: "Datetime functions", CloudWatch Logs User Guide: "the cap for ms is 1000, the caps for s and m are
// 60,
// and the cap for h is 24".

export type PeriodUnit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'mo' | 'q' | 'y'

interface Fixed { readonly ms: number, readonly cap: number }

const fixed: Readonly<Partial<Record<PeriodUnit, Fixed>>> = {
  ms: { ms: 1, cap: 1000 }, s: { ms: 1000, cap: 60 }, m: { ms: 60_000, cap: 60 }, h: { ms: 3_600_000, cap: 24 },
  d: { ms: 86_400_000, cap: Infinity }, w: { ms: 7 * 86_400_000, cap: Infinity },
}
const months: Readonly<Partial<Record<PeriodUnit, number>>> = { mo: 1, q: 3, y: 12 }
/** Weeks begin on Mondays: January 5, 1970 was the first. */
const firstMonday = 4 * 86_400_000

const names: readonly (readonly [RegExp, PeriodUnit])[] = [
  [/^(?:milliseconds?|msecs?|ms)$/, 'ms'], [/^(?:seconds?|secs?|s)$/, 's'], [/^(?:months?|mons?|mo)$/, 'mo'],
    [/^(?:minutes?|mins?|m)$/, 'm'],
  [/^(?:hours?|hrs?|h)$/, 'h'], [/^(?:days?|d)$/, 'd'], [/^(?:weeks?|w)$/, 'w'], [/^(?:quarters?|qtrs?|q)$/, 'q'],
    [/^(?:years?|yrs?|y)$/, 'y'],
]

/** `5m`, `1 hour`: as the lexer lets them through. */
export function periodIn(text: string): { readonly count: number, readonly unit: PeriodUnit } {
  const [, count = '', name = ''] = /^(\d+)\s*(\w+)$/.exec(text) ?? []
  const unit = names.find(([pattern]) => pattern.test(name))?.[1]
  if (unit === undefined) throw new TypeError(`${text} is no period`)
  return { count: Number(count), unit }
}

/** The beginning of the period that a time lies in. */
export function floorTo(at: number, count: number, unit: PeriodUnit): number {
  const step = fixed[unit]
  if (step !== undefined) {
    const lengthMs = Math.max(1, Math.min(count, step.cap)) * step.ms
    const origin = unit === 'w' ? firstMonday : 0
    return Math.floor((at - origin) / lengthMs) * lengthMs + origin
  }
  const length = Math.max(1, count) * months[unit]!
  const date = new Date(at)
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
  return monthAt(Math.floor(month / length) * length)
}

/** The end of the period that a time lies in; the time itself where one begins with it. */
export function ceilTo(at: number, count: number, unit: PeriodUnit): number {
  const floor = floorTo(at, count, unit)
  if (floor === at) return at
  const step = fixed[unit]
  if (step !== undefined) return floor + Math.max(1, Math.min(count, step.cap)) * step.ms
  const date = new Date(floor)
  return monthAt(date.getUTCFullYear() * 12 + date.getUTCMonth() + Math.max(1, count) * months[unit]!)
}

function monthAt(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12)
}
