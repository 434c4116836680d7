// Schedule expressions: `rate(5 minutes)`, `cron(0 12 * * ? *)` and `at(2027-01-01T00:00:00)`, read once and asked for the next time; and
// calendars of events, asked whether they are open (`calendar.ts`).
// Source: "Schedule types in EventBridge Scheduler", EventBridge Scheduler User Guide.

import { Cron } from './cron.ts'
import { Zone } from './zone.ts'

export { Zone } from './zone.ts'
export { readCalendar, stateAt } from './calendar.ts'
export type { Calendar } from './calendar.ts'

export interface Schedule {
  readonly kind: 'rate' | 'cron' | 'at'
  /**
   * The first time after `after`, epoch ms; undefined where there is none any more.
   * @param startAt what the steps of a rate count from
   */
  next(after: number, startAt: number): number | undefined
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Undefined for what is no schedule. */
export function readSchedule(expression: string, zone: Zone): Schedule | undefined {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? []
  if (kind === 'rate') return rate(inner)
  if (kind === 'at') return oneTime(inner, zone)
  const cron = kind === 'cron' ? Cron.read(inner) : undefined
  return cron && { kind: 'cron', next: after => cron.next(after, zone) }
}

/** One `minute`, or more `minutes`: AWS insists. */
function rate(text: string): Schedule | undefined {
  const [, count, unit, plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(text.trim()) ?? []
  if (count === undefined || (count === '1') !== (plural === '')) return undefined
  const stepMs = Number(count) * unitMs[unit!]!
  return { kind: 'rate', next: (after, startAt) => startAt + Math.max(1, Math.floor((after - startAt) / stepMs) + 1) * stepMs }
}

/** A time without a zone: that of the schedule's own. */
function oneTime(text: string, zone: Zone): Schedule | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(text.trim()) ?? []
  if (year === undefined || Number.isNaN(Date.parse(`${text.trim()}Z`))) return undefined
  const wall = { year: Number(year), month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute) }
  const at = zone.moment(wall)
  if (at === undefined) return undefined
  const moment = at + Number(second) * 1000
  return { kind: 'at', next: after => moment > after ? moment : undefined }
}
