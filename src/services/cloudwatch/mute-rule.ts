// Mute rules: windows in which the actions of alarms are held back. Whether one is open is worked out when it is asked; what it held back
// is done
// at its end if the alarm is still as it was. Source: PutAlarmMuteRule, Schedule, CloudWatch API Reference.

import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'
import { readSchedule, Zone } from '../../engines/schedule/face.ts'
import type { Schedule } from '../../engines/schedule/face.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

interface MuteRule {
  readonly name: string
  readonly description?: string
  readonly expression: string
  readonly duration: string
  readonly timezone: string
  readonly alarms: readonly string[]
  readonly startAt?: number
  readonly expireAt?: number
  readonly changedAt: number
}

export const MuteRule = resource<MuteRule>({
  name: 'AlarmMuteRule',
  key: 'name',
  arn: 'arn:{partition}:cloudwatch:{region}:{account}:alarm-mute-rule:{name}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Alarm mute rule ${name} does not exist` },
})

const minuteMs = 60_000
const longestMs = 15 * 86_400_000
const mostAlarms = 100

export const PutAlarmMuteRule: Cloudwatch['PutAlarmMuteRule'] = (input, call) => {
  const { Name: name, Description: description,
    Rule: { Schedule: { Expression: expression, Duration: duration, Timezone: timezone = 'UTC' } },
    MuteTargets: targets, StartDate: startAt, ExpireDate: expireAt, Tags: tags = [] } = input
  const invalid = (text: string): Error => call.fault('ValidationError', text)
  if (scheduleOf(expression, timezone) === undefined) {
    throw invalid(`The schedule ${expression} in ${timezone} must be cron(Minutes Hours Day-of-month Month Day-of-week) or `
      + 'at(yyyy-MM-ddThh:mm) in a time zone.')
  }
  const lengthMs = durationMs(duration)
  if (lengthMs === undefined || lengthMs < minuteMs || lengthMs > longestMs) {
    throw invalid(`The duration ${duration} must be an ISO 8601 duration from PT1M to P15D.`)
  }
  const alarms = targets?.AlarmNames ?? []
  if (alarms.length > mostAlarms) throw invalid(`A mute rule has at most ${mostAlarms} alarms.`)
  if (startAt !== undefined && expireAt !== undefined && startAt >= expireAt) throw invalid('StartDate must be before ExpireDate.')
  const isNew = call.of(MuteRule).get(name) === undefined
  call.of(MuteRule).put({
    name, expression, duration, timezone, alarms, changedAt: call.now(), ...(description !== undefined && { description }),
    ...(startAt !== undefined && { startAt }), ...(expireAt !== undefined && { expireAt }),
  })
  if (isNew) call.tags(MuteRule).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name)
}

/** Its five fields become the six of the schedules of other services: days of the week count from 0 here, from 1 there. */
function scheduleOf(expression: string, timezone: string): Schedule | undefined {
  const [, moment] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d)?\)$/.exec(expression) ?? []
  const [, minute, hour, date, month, day] = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression) ?? []
  if (moment === undefined && minute === undefined) return undefined
  const shifted = day?.replace(/\d+/g, text => String(Number(text) % 7 + 1))
  const text = moment !== undefined ? `at(${moment}:00)`
    : `cron(${minute} ${hour} ${shifted !== '*' && date === '*' ? '?' : date} ${month} ${shifted === '*' ? '?' : shifted} *)`
  try {
    return readSchedule(text, new Zone(timezone))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** `P2DT12H`; undefined for what is no such duration. */
function durationMs(text: string): number | undefined {
  const [, days, hours, minutes] = /^P(?!$)(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text) ?? []
  if (days === undefined && hours === undefined && minutes === undefined) return undefined
  return ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * minuteMs
}

/** When the window that is open ends; undefined where none is. */
function openUntil(rule: MuteRule, now: number): number | undefined {
  const lengthMs = durationMs(rule.duration)!
  const schedule = scheduleOf(rule.expression, rule.timezone)!
  const from = Math.max(now - lengthMs, (rule.startAt ?? 0) - 1)
  let untilAt: number | undefined
  for (let at = schedule.next(from, 0); at !== undefined && at <= now; at = schedule.next(at, 0)) {
    if (at < (rule.expireAt ?? Infinity)) untilAt = at + lengthMs
  }
  return untilAt === undefined || untilAt <= now ? undefined : untilAt
}

function statusOf(rule: MuteRule, now: number): string {
  if (openUntil(rule, now) !== undefined) return 'ACTIVE'
  const next = scheduleOf(rule.expression, rule.timezone)!.next(now, 0)
  return next === undefined || next >= (rule.expireAt ?? Infinity) ? 'EXPIRED' : 'SCHEDULED'
}

/** When the actions of an alarm are free again; undefined where they are. */
export function mutedUntil(alarm: string, call: Call): number | undefined {
  const ends = [...call.of(MuteRule).scan()].filter(({ alarms }) => alarms.includes(alarm)).map(rule => openUntil(rule, call.now()))
    .filter(end => end !== undefined)
  return ends.length === 0 ? undefined : Math.max(...ends)
}

export const GetAlarmMuteRule: Cloudwatch['GetAlarmMuteRule'] = ({ AlarmMuteRuleName: name }, call) => {
  const rule = call.of(MuteRule).require(name)
  return {
    Name: name, ...summaryOf(rule, call), ...(rule.description !== undefined && { Description: rule.description }),
    Rule: { Schedule: { Expression: rule.expression, Duration: rule.duration, Timezone: rule.timezone } },
    MuteTargets: { AlarmNames: rule.alarms }, ...(rule.startAt !== undefined && { StartDate: rule.startAt }),
  }
}

function summaryOf(rule: MuteRule, call: Call) {
  return {
    AlarmMuteRuleArn: call.arn(MuteRule, rule), Status: statusOf(rule, call.now()), LastUpdatedTimestamp: rule.changedAt,
    MuteType: rule.expression.startsWith('at') ? 'ONE_TIME' : 'RECURRING',
    ...(rule.expireAt !== undefined && { ExpireDate: rule.expireAt }),
  }
}

export const DeleteAlarmMuteRule: Cloudwatch['DeleteAlarmMuteRule'] = ({ AlarmMuteRuleName: name }, call) => {
  call.of(MuteRule).delete(name)
}

export const ListAlarmMuteRules: Cloudwatch['ListAlarmMuteRules'] = function* ({ AlarmName: alarm, Statuses: statuses }, call) {
  for (const rule of call.of(MuteRule).scan()) {
    if (alarm !== undefined && !rule.alarms.includes(alarm)) continue
    const summary = summaryOf(rule, call)
    if (statuses === undefined || statuses.includes(summary.Status)) yield summary
  }
}
