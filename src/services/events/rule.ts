// Rules: which events, or which times, something is to be done at. What is done is in `target.ts`.
// Source: PutRule, DescribeRule, ListRules and TestEventPattern, Amazon EventBridge API Reference.

import type { Events } from '../../../generated/aws/events.ts'
import { PatternProblem, readPattern } from '../../engines/pattern/face.ts'
import type { Pattern } from '../../engines/pattern/face.ts'
import { readSchedule, Zone } from '../../engines/schedule/face.ts'
import type { Schedule } from '../../engines/schedule/face.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { heedApiCalls, unheedApiCalls, wantsApiCalls } from './api-call-interest.ts'
import { Archive } from './archive.ts'
import { busName, busOf, defaultBus } from './bus.ts'
import { ruleFormation } from './cloud-formation.ts'
import { heedNews, unheedNews, wantsNews } from './news-interest.ts'
import { Target } from './target.ts'

export interface Rule {
  readonly bus: string
  readonly name: string
  /** What follows `rule/` in its ARN: the name, after that of a bus that is not the default one. */
  readonly path: string
  readonly pattern?: string
  readonly schedule?: string
  readonly enabled: boolean
  readonly state: string
  readonly description?: string
  readonly role?: string
  /** The service that keeps it for itself. */
  readonly managedBy?: string
  readonly createdAt: number
}

export const Rule = resource<Rule>({
  name: 'Rule',
  key: ['bus', 'name'],
  arn: 'arn:{partition}:events:{region}:{account}:rule/{path}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([bus, name]) => `Rule ${name} does not exist on EventBus ${bus}.` },
  cloudFormation: ruleFormation,
})

/** @throws ResourceNotFoundException */
export function ruleOf(bus: string | undefined, name: string, call: Call): Rule {
  return call.of(Rule).require(busOf(bus, call).name, name)
}

export function ruleArn(bus: string, name: string, call: Call): string {
  return Rule.arnOf(call, { path: bus === defaultBus ? name : `${bus}/${name}` })
}

const utc = 'UTC'

/** Making a rule again changes it; its targets stay. */
export const PutRule: Events['PutRule'] = (input, call) => {
  const { Name: name, EventBusName: given, EventPattern: pattern, ScheduleExpression: schedule, Tags: tags = [] } = input
  const bus = busOf(given, call)
  if (!pattern && !schedule) throw call.fault('ValidationException', 'Parameter(s) EventPattern or ScheduleExpression must be specified.')
  if (pattern) checkPattern(pattern, call)
  if (schedule) {
    if (bus.name !== defaultBus) throw call.fault('ValidationException', 'ScheduleExpression is supported only on the default event bus.')
    if (!isRuleSchedule(schedule)) throw call.fault('ValidationException', 'Parameter ScheduleExpression is not valid.')
  }
  const existing = call.of(Rule).get(bus.name, name)
  if (existing === undefined) call.quota('Rules', call.of(Rule).count({ within: [bus.name] }) + 1)
  const state = input.State ?? 'ENABLED'
  const rule = call.of(Rule).put({
    bus: bus.name, name, path: bus.name === defaultBus ? name : `${bus.name}/${name}`, enabled: state !== 'DISABLED', state,
    createdAt: existing?.createdAt ?? call.now(), ...(pattern && { pattern }), ...(schedule && { schedule }),
    ...(input.Description && { description: input.Description }), ...(input.RoleArn && { role: input.RoleArn }),
    ...(call.principal.kind === 'service' && call.principal.service !== undefined && existing === undefined
      && call.principal.service !== 'cloudcontrol.amazonaws.com' && { managedBy: call.principal.service }),
  })
  if (existing === undefined && tags.length > 0) {
    call.tags(Rule).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), bus.name, name)
  }
  listen(existing, rule, call)
  plan(rule, call)
  return { RuleArn: call.arn(Rule, rule) }
}

/** API calls and states are heeded while a rule of the default bus wants them; an archive of it wants states too. */
function listen(before: Rule | undefined, after: Rule | undefined, call: Call): void {
  const none = (wants: (rule: Rule) => boolean) => ![...call.of(Rule).scan({ within: [defaultBus] })].some(wants)
  const own = (wants: (rule: Rule) => boolean, rule: Rule | undefined) => rule?.bus === defaultBus && wants(rule)
  if (own(wantsApiCalls, after)) heedApiCalls(call)
  else if (own(wantsApiCalls, before) && none(wantsApiCalls)) unheedApiCalls(call)
  if (own(wantsNews, after)) heedNews(call)
  else if (own(wantsNews, before) && none(wantsNews) && call.of(Archive).by('bus').first({ within: [defaultBus] }) === undefined) {
    unheedNews(call)
  }
}

function isRuleSchedule(expression: string): boolean {
  const read = readSchedule(expression, new Zone(utc))
  return read !== undefined && read.kind !== 'at'
}

/** @throws InvalidEventPatternException */
function checkPattern(text: string, call: Call): Pattern {
  const problem = (reason: string): Error => call.fault('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`)
  const value = jsonObject(text)
  if (value === undefined) throw problem('Filter is not an object')
  try {
    return readPattern(value, 'event-pattern')
  } catch (error) {
    if (error instanceof PatternProblem) throw problem(error.message)
    throw error
  }
}

/** Sets the timer of a scheduled rule for its next time, or takes it away. */
export function plan(rule: Rule, call: Call): void {
  const id = `${rule.bus}/${rule.name}`
  call.cancelTimer('tick', id)
  if (rule.schedule === undefined || !rule.enabled) return
  const schedule = call.cache('schedules', () => new Map<string, Schedule>())
  if (!schedule.has(rule.schedule)) schedule.set(rule.schedule, readSchedule(rule.schedule, new Zone(utc))!)
  const dueAt = schedule.get(rule.schedule)!.next(call.now(), rule.createdAt)
  if (dueAt !== undefined) call.setTimer('tick', id, dueAt, { bus: rule.bus, name: rule.name })
}

/** A rule that still has targets stays. */
export const DeleteRule: Events['DeleteRule'] = ({ Name: name, EventBusName: given, Force: force = false }, call) => {
  const bus = busOf(given, call)
  const rule = call.of(Rule).get(bus.name, name)
  if (rule === undefined) return
  guardManaged(rule, force, call)
  if (call.of(Target).count({ within: [bus.name, name] }) > 0) {
    throw call.fault('ValidationException', 'Rule can\'t be deleted since it has targets.')
  }
  call.of(Rule).delete(bus.name, name)
  listen(rule, undefined, call)
  call.cancelTimer('tick', `${bus.name}/${name}`)
}

/** @throws ManagedRuleException for what a service keeps for itself */
export function guardManaged({ managedBy }: Rule, force: boolean, call: Call): void {
  if (managedBy === undefined || force || call.principal.service === managedBy) return
  throw call.fault('ManagedRuleException', `Only the service ${managedBy} can change this rule; use Force to do it all the same.`)
}

export const EnableRule: Events['EnableRule'] = ({ Name: name, EventBusName: bus }, call) => { turn(bus, name, 'ENABLED', call) }

export const DisableRule: Events['DisableRule'] = ({ Name: name, EventBusName: bus }, call) => { turn(bus, name, 'DISABLED', call) }

function turn(bus: string | undefined, name: string, state: string, call: Call): void {
  const before = ruleOf(bus, name, call)
  const after = call.of(Rule).put({ ...before, state, enabled: state === 'ENABLED' })
  listen(before, after, call)
  plan(after, call)
}

export const DescribeRule: Events['DescribeRule'] = ({ Name: name, EventBusName: bus }, call) =>
  ({ ...shown(ruleOf(bus, name, call), call), CreatedBy: call.account })

function shown(rule: Rule, call: Call) {
  const { bus, name, pattern, schedule, state, description, role, managedBy } = rule
  return {
    Name: name, Arn: call.arn(Rule, rule), EventBusName: bus, State: state,
    ...(pattern && { EventPattern: pattern }), ...(schedule && { ScheduleExpression: schedule }),
    ...(description && { Description: description }), ...(role && { RoleArn: role }), ...(managedBy && { ManagedBy: managedBy }),
  }
}

export const ListRules: Events['ListRules'] = function* ({ EventBusName: given, NamePrefix: prefix = '' }, call) {
  for (const rule of call.of(Rule).scan({ within: [busOf(given, call).name], prefix })) yield shown(rule, call)
}

export const ListRuleNamesByTarget: Events['ListRuleNamesByTarget'] = function* ({ TargetArn: arn, EventBusName: given }, call) {
  const names = new Set<string>()
  for (const { rule } of call.of(Target).by('arn').scan({ within: [busName(given), arn] })) names.add(rule)
  yield * [...names]
}

const required = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type']

export const TestEventPattern: Events['TestEventPattern'] = ({ EventPattern: text, Event: eventText }, call) => {
  const pattern = checkPattern(text, call)
  const event = jsonObject(eventText)
  if (event === undefined) throw call.fault('ValidationException', 'Parameter Event is not valid.')
  const missing = required.find(name => event[name] === undefined)
  if (missing !== undefined) throw call.fault('ValidationException',
    `Parameter Event is not valid. Reason: ${missing} is a required field.`)
  return { Result: pattern.matches(event) }
}
