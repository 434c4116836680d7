// Spans of the terms: durations of the clock (`6mo`, `30d`) and business days (`2bd`), Monday to Friday in UTC; the terms name no holidays.

import { later } from '../../kernel/clock.ts'
import { dayMs } from '../calendar.ts'

/** So much later. A span in business days ends at the same time of a day that is one. */
export function after(at: number, span: string): number {
  const [, days] = /^(\d+)bd$/.exec(span) ?? []
  if (days !== undefined) return businessDaysAfter(at, Number(days))
  const moment = later(at, span)
  if (moment === undefined) throw new Error(`assert: '${span}' is no duration`)
  return moment
}

function businessDaysAfter(at: number, days: number): number {
  let moment = at
  for (let left = days; left > 0;) {
    moment += dayMs
    if (isBusinessDay(moment)) left -= 1
  }
  return moment
}

export function isBusinessDay(at: number): boolean {
  const day = new Date(at).getUTCDay()
  return day !== 0 && day !== 6
}

const units: Readonly<Record<string, string>> = { d: 'days', mo: 'months', y: 'years', h: 'hours', bd: 'business days' }

/** `6mo` → `6 months`. */
export function wordsFor(span: string): string {
  const [, count = '', unit = ''] = /^(\d+)(\w+)$/.exec(span) ?? []
  return `${count} ${units[unit] ?? unit}`
}
