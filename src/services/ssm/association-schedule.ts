// When associations run: rates of half an hour and more, cron expressions with or without seconds, one time, and an offset in days.
// Source: "Reference: Cron and rate expressions for Systems Manager", User Guide; CreateAssociation (ScheduleOffset), API Reference.

import { readSchedule, Zone } from '../../engines/schedule/face.ts'
import type { Schedule } from '../../engines/schedule/face.ts'
import type { Call } from '../../kernel/service.ts'
import type { Settings } from './association.ts'

const dayMs = 86_400_000
const leastMs = 30 * 60_000
const mostMs = 31 * dayMs

/** Undefined for what is no schedule of an association. */
export function scheduleOf(expression: string, call: Pick<Call, 'cache'>): Schedule | undefined {
  const zone = call.cache('zone:UTC', () => new Zone('UTC'))
  // A first field of seconds is understood, and is of no use.
  const [, seven] = /^cron\(\S+ ((?:\S+ ){5}\S+)\)$/.exec(expression.trim()) ?? []
  const schedule = readSchedule(seven === undefined ? expression.trim() : `cron(${seven})`, zone)
  if (schedule?.kind !== 'rate') return schedule
  const stepMs = schedule.next(0, 0)!
  return stepMs >= leastMs && stepMs < mostMs ? schedule : undefined
}

/** What is wrong with a version's schedule; undefined where nothing is. */
export function scheduleProblem({ ScheduleExpression: expression, ScheduleOffset: offset, ApplyOnlyAtCronInterval: only }: Settings,
  call: Pick<Call, 'cache'>): string | undefined {
  const schedule = expression === undefined ? undefined : scheduleOf(expression, call)
  if (expression !== undefined
    && schedule === undefined) return 'The schedule is invalid. Verify your cron or rate expression and try again.'
  if (only === true && schedule?.kind === 'rate') return 'ApplyOnlyAtCronInterval is not supported for rate expressions.'
  if (offset !== undefined && schedule?.kind !== 'cron') return 'ScheduleOffset is supported for cron expressions only.'
  return undefined
}

/** The first time after this one; undefined where there is none. */
export function nextRun({ ScheduleExpression: expression, ScheduleOffset: offset = 0 }: Settings, after: number, startAt: number,
  call: Call):
number | undefined {
  const next = expression === undefined ? undefined : scheduleOf(expression, call)?.next(after - offset * dayMs, startAt)
  return next === undefined ? undefined : next + offset * dayMs
}
