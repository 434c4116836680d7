// When a maintenance window opens: its schedule in its time zone, moved by days where it says so, within its dates. Pure.
// Source: "Reference: Cron and rate expressions for Systems Manager" and "Maintenance window scheduling and active period options", User
// Guide. A cron expression may begin with a field of seconds, which is not heeded.

import { readSchedule, Zone } from '../../engines/schedule/face.ts'
import type { Schedule } from '../../engines/schedule/face.ts'

export interface WindowTimes {
  readonly schedule: string
  readonly timezone?: string
  readonly offsetDays?: number
  /** ISO 8601, as they were given. */
  readonly startDate?: string
  readonly endDate?: string
  /** Since when the schedule has been what it is. */
  readonly scheduledAt: number
}

const dayMs = 86_400_000

/** Undefined for a name that is no zone's. */
export function zoneOf(name: string | undefined): Zone | undefined {
  try {
    return new Zone(name ?? 'UTC')
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Undefined for what is no schedule of a window. */
export function scheduleOf({ schedule, timezone }: Pick<WindowTimes, 'schedule' | 'timezone'>): Schedule | undefined {
  const zone = zoneOf(timezone)
  if (zone === undefined) return undefined
  const [, inner = ''] = /^cron\((.*)\)$/.exec(schedule) ?? []
  const fields = inner.trim().split(/\s+/)
  return readSchedule(fields.length === 7 ? `cron(${fields.slice(1).join(' ')})` : schedule, zone)
}

/** Epoch ms; without a zone it is UTC. */
export function dateAt(text: string): number | undefined {
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`)
  return Number.isNaN(at) ? undefined : at
}

/** The next opening after a moment, epoch ms; undefined where there is none. */
export function nextOpening(times: WindowTimes, after: number): number | undefined {
  const schedule = scheduleOf(times)
  if (schedule === undefined) return undefined
  const startsAt = times.startDate === undefined ? undefined : dateAt(times.startDate)
  const endsAt = times.endDate === undefined ? undefined : dateAt(times.endDate)
  const from = Math.max(after, (startsAt ?? 0) - 1)
  const at = schedule.kind === 'rate' ? nextOfRate(schedule, times, from, startsAt) : moved(schedule, times, from)
  return at === undefined || (endsAt !== undefined && at > endsAt) ? undefined : at
}

/** A start that is still to come when the schedule is made is its first opening. */
function nextOfRate(schedule: Schedule, { scheduledAt }: WindowTimes, from: number, startsAt: number | undefined): number | undefined {
  if (startsAt === undefined || startsAt <= scheduledAt) return schedule.next(from, scheduledAt)
  return from < startsAt ? startsAt : schedule.next(from, startsAt)
}

/** The days of an offset are counted on the calendar: the clocks show the same time afterwards. */
function moved(schedule: Schedule, { offsetDays = 0, timezone, scheduledAt }: WindowTimes, from: number): number | undefined {
  const zone = zoneOf(timezone)!
  // A day that has passed when the schedule is made does not count, though its offset may lie ahead.
  let base = offsetDays === 0 ? from : Math.max(from - (offsetDays + 1) * dayMs, scheduledAt)
  for (;;) {
    const next = schedule.next(base, scheduledAt)
    if (next === undefined) return undefined
    const at = later(next, offsetDays, zone)
    if (at > from) return at
    base = next
  }
}

function later(at: number, days: number, zone: Zone): number {
  if (days === 0) return at
  const shown = zone.wallTime(at)
  const date = new Date(Date.UTC(shown.year, shown.month - 1, shown.day + days))
  return zone.moment({ ...shown, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }) ?? at + days * dayMs
}

/** A moment as the clocks of the window's zone show it: `2027-01-05T09:00-08:00`. */
export function shownTime(at: number, timezone: string | undefined): string {
  const offset = zoneOf(timezone)!.offsetMs(at)
  const wall = new Date(at + offset).toISOString().slice(0, 16)
  if (offset === 0) return `${wall}Z`
  const minutes = Math.abs(offset) / 60_000
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${wall}${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
