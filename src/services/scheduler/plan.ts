// When a schedule is due: its expression in its time zone, within its start and end, spread over its flexible window by chance.
// Source: "Schedule types in EventBridge Scheduler", "Configuring flexible time windows", EventBridge Scheduler User Guide.

import { readSchedule, Zone } from '../../engines/schedule/face.ts'
import type { Schedule as Times } from '../../engines/schedule/face.ts'
import type { Call } from '../../kernel/service.ts'
import type { Schedule } from './schedule-record.ts'

const shelfMax = 1000

/** @throws RangeError for a zone that is none */
export function timesOf(expression: string, timeZone: string, call: Call): Times | undefined {
  const shelf = call.cache('times', () => new Map<string, Times | undefined>())
  const name = `${timeZone}\0${expression}`
  if (!shelf.has(name)) {
    if (shelf.size >= shelfMax) shelf.clear()
    shelf.set(name, readSchedule(expression, new Zone(timeZone)))
  }
  return shelf.get(name)
}

/** The next time after this one, before the window spreads it; undefined where the schedule is over. */
export function nextAt(schedule: Schedule, after: number, call: Call): number | undefined {
  const { expression, timeZone, startAt, endAt, createdAt } = schedule
  const times = timesOf(expression, timeZone, call)!
  const from = Math.max(after, startAt === undefined ? after : startAt - 1)
  // A rate's first time is its start, and where none is given one step after its making.
  const next = times.kind === 'rate' && startAt !== undefined && from < startAt ? startAt : times.next(from, startAt ?? createdAt)
  return next !== undefined && (times.kind === 'at' || endAt === undefined || next <= endAt) ? next : undefined
}

/** Sets the timer for the next time. @returns false where there is none any more */
export function plan(schedule: Schedule, after: number, call: Call): boolean {
  unplan(schedule, call)
  if (schedule.state === 'DISABLED') return true
  const dueAt = nextAt(schedule, after, call)
  if (dueAt === undefined) return false
  const { Mode: mode, MaximumWindowInMinutes: minutes = 0 } = schedule.window
  const spreadMs = mode === 'FLEXIBLE' ? Math.floor(call.random() * minutes * 60_000) : 0
  call.setTimer('due', idOf(schedule), dueAt + spreadMs, { group: schedule.group, name: schedule.name, dueAt })
  return true
}

export function unplan(schedule: Schedule, call: Call): void {
  call.cancelTimer('due', idOf(schedule))
}

function idOf({ group, name }: Schedule): string {
  return `${group}/${name}`
}
