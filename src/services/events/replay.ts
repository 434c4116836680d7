// Replays: an archive's events of a period, put back on their bus in the order of their minutes, for all rules or for some.
// Source: StartReplay, CancelReplay, DescribeReplay, Amazon EventBridge API Reference.

import type { Events } from '../../../generated/aws/events.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { archiveByArn, archivedBetween } from './archive.ts'
import { busOf, EventBus } from './bus.ts'
import { paged } from './page.ts'
import { Rule } from './rule.ts'
import { deliverTo, route } from './routing.ts'

interface Replay {
  readonly name: string
  readonly description?: string
  readonly archiveArn: string
  readonly archive: string
  readonly bus: string
  readonly rules: readonly string[]
  readonly fromAt: number
  readonly beforeAt: number
  readonly state: 'STARTING' | 'RUNNING' | 'CANCELLING' | 'COMPLETED' | 'CANCELLED' | 'FAILED'
  readonly startedAt: number
  readonly endedAt?: number
  readonly lastReplayedAt?: number
}

export const Replay = resource<Replay>({
  name: 'Replay',
  key: 'name',
  arn: 'arn:{partition}:events:{region}:{account}:replay/{name}',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Replay ${name} does not exist.` },
  exists: { code: 'ResourceAlreadyExistsException', message: ([name]) => `Replay ${name} already exists.` },
})

const typicalStartMs = 60_000

export const StartReplay: Events['StartReplay'] = (input, call) => {
  const { ReplayName: name, Description: description, EventSourceArn: archiveArn, EventStartTime: fromAt, EventEndTime: beforeAt } = input
  const { Arn: busArn, FilterArns: rules = [] } = input.Destination
  const archive = archiveByArn(archiveArn, call)
  if (EventBus.arnOf(call, { name: archive.bus }) !== busArn) {
    throw call.fault('ValidationException', 'Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.')
  }
  if (fromAt >= beforeAt) {
    throw call.fault('ValidationException', 'Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.')
  }
  busOf(archive.bus, call)
  const replay = call.of(Replay).insert({
    name, archiveArn, archive: archive.name, bus: archive.bus, rules, fromAt, beforeAt, state: 'STARTING', startedAt: call.now(),
    ...(description && { description }),
  })
  call.setTimer('replay', name, call.now() + call.lifecycleMs(typicalStartMs))
  return { ReplayArn: call.arn(Replay, replay), State: replay.state, ReplayStartTime: replay.startedAt }
}

/** Timer: all of it at once; the clock does not stand for what AWS spreads over minutes. */
export function runReplay(_payload: unknown, call: Call, { id: name }: { readonly id: string }): void {
  const replay = call.of(Replay).get(name)
  if (replay === undefined) return
  let last: number | undefined
  const named = replay.rules.map(arn => [...call.of(Rule).scan({ within: [replay.bus] })].find(rule => call.arn(Rule, rule) === arn)?.name)
  if (replay.state === 'STARTING') {
    for (const event of archivedBetween(replay.archive, replay.fromAt, replay.beforeAt, call)) {
      const again = { ...event, 'replay-name': name }
      if (replay.rules.length === 0) route(replay.bus, again, false, call)
      else for (const rule of named) if (rule !== undefined) deliverTo(replay.bus, rule, again, false, call)
      last = Date.parse(event.time)
    }
  }
  call.of(Replay).put({
    ...replay, state: replay.state === 'CANCELLING' ? 'CANCELLED' : 'COMPLETED', endedAt: call.now(),
      ...(last !== undefined && { lastReplayedAt: last }),
  })
}

export const CancelReplay: Events['CancelReplay'] = ({ ReplayName: name }, call) => {
  const replay = call.of(Replay).require(name)
  if (replay.state !== 'STARTING' && replay.state !== 'RUNNING') {
    throw call.fault('IllegalStatusException', `Replay ${name} is not in a valid state for this operation.`)
  }
  call.of(Replay).put({ ...replay, state: 'CANCELLING' })
  return { ReplayArn: call.arn(Replay, replay), State: 'CANCELLING' }
}

export const DescribeReplay: Events['DescribeReplay'] = ({ ReplayName: name }, call) => {
  const replay = call.of(Replay).require(name)
  const { description, bus, rules } = replay
  return {
    ReplayArn: call.arn(Replay, replay), ...listed(replay), ...(description && { Description: description }),
    Destination: { Arn: EventBus.arnOf(call, { name: bus }), ...(rules.length > 0 && { FilterArns: rules }) },
  }
}

export const ListReplays: Events['ListReplays'] = (input, call) => {
  const { NamePrefix: prefix = '', State: state, EventSourceArn: source } = input
  const fitting = [...call.of(Replay).scan({ prefix })].filter(replay =>
    (state === undefined || replay.state === state) && (source === undefined || replay.archiveArn === source))
  const { found, ...more } = paged(fitting, ({ name }) => name, input, call)
  return { Replays: found.map(listed), ...more }
}

function listed({ name, archiveArn, state, fromAt, beforeAt, startedAt, endedAt, lastReplayedAt }: Replay) {
  return {
    ReplayName: name, EventSourceArn: archiveArn, State: state, EventStartTime: fromAt, EventEndTime: beforeAt, ReplayStartTime: startedAt,
    ...(endedAt !== undefined && { ReplayEndTime: endedAt }),
      ...(lastReplayedAt !== undefined && { EventLastReplayedTime: lastReplayedAt }),
  }
}
