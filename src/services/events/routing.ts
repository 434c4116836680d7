// From a bus to targets: which rules an event meets, and the first attempt at each of their targets after the commit. A delivery is stored
// until it is through, so that a crash loses none; one that fails is tried again for up to 24 hours and 185 times, then goes to the
// target's dead-letter queue. Source: "How EventBridge retries delivering events" and "Using dead-letter queues", EventBridge User Guide.

import { PatternSet, readPattern } from '../../engines/pattern/face.ts'
import type { Pattern } from '../../engines/pattern/face.ts'
import { Fault, parseArn, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Event } from './event.ts'
import { payloadOf } from './input.ts'
import { Rule, ruleArn } from './rule.ts'
import { tellRule } from './rule-metrics.ts'
import { Target } from './target.ts'
import type { Target as TargetRecord } from './target.ts'
import { callTarget } from './target-call.ts'

interface Delivery {
  readonly id: string
  readonly target: TargetRecord
  readonly event: Event
  readonly attempts: number
  readonly beganAt: number
  readonly wasForwarded: boolean
}

export const Delivery = records<Delivery>({ name: 'Delivery', key: 'id' })

const longestMs = 86_400_000
const mostAttempts = 185
const resumeAfterMs = 120_000

/** Rules of a bus as they were when the set was made. */
interface RuleSet { readonly texts: string, readonly set: PatternSet<string> }

/** Inside a transaction. */
export function route(bus: string, event: Event, wasForwarded: boolean, call: Call): void {
  for (const name of matchingRules(bus, event, call)) {
    tellRule(name, 'MatchedEvents', call)
    deliverTo(bus, name, event, wasForwarded, call)
  }
}

function matchingRules(bus: string, event: Event, call: Call): readonly string[] {
  const rules = [...call.of(Rule).scan({ within: [bus] })].filter(({ pattern, enabled }) => pattern !== undefined && enabled)
  if (rules.length === 0) return []
  const sets = call.cache('rule-sets', () => new Map<string, RuleSet>())
  const place = [call.account, call.region, bus].join('/')
  const texts = rules.map(({ name, pattern }) => `${name}\0${pattern}`).join('\0')
  let known = sets.get(place)
  if (known?.texts !== texts) {
    const patterns = rules.map(({ name, pattern }): readonly [Pattern, string] =>
      [readPattern(JSON.parse(pattern!), 'event-pattern'), name])
    sets.set(place, known = { texts, set: new PatternSet(patterns) })
  }
  return known.set.matching(event)
}

export function deliverTo(bus: string, rule: string, event: Event, wasForwarded: boolean, call: Call): void {
  tellRule(rule, 'TriggeredRules', call)
  for (const target of call.of(Target).scan({ within: [bus, rule] })) {
    const delivery = call.of(Delivery).put({ id: String(call.sequence()), target, event, attempts: 0, beganAt: call.now(), wasForwarded })
    call.setTimer('retry', delivery.id, call.now() + resumeAfterMs)
    call.afterCommit(() => attempt(delivery, call))
  }
}

/** Timer: the next attempt, or the first one that a crash kept from happening. */
export async function retry(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const delivery = call.of(Delivery).get(id)
  if (delivery !== undefined) await attempt(delivery, call)
}

async function attempt(delivery: Delivery, call: Call): Promise<void> {
  const { id, target, event, wasForwarded } = delivery
  const arn = ruleArn(target.bus, target.rule, call)
  let failure: Fault | undefined
  try {
    await callTarget({ target: target.given, payload: payloadOf(target.given, event, arn, call), event, ruleArn: arn, wasForwarded }, call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    failure = error
  }
  const dueAt = failure === undefined ? undefined : nextAttemptAt(delivery, failure, call)
  call.transact(() => {
    tellRule(target.rule, delivery.attempts === 0 ? 'Invocations' : 'RetryInvocationAttempts', call)
    if (failure !== undefined && dueAt === undefined) tellRule(target.rule, 'FailedInvocations', call)
    if (dueAt === undefined) {
      call.of(Delivery).delete(id)
      call.cancelTimer('retry', id)
    } else {
      call.of(Delivery).put({ ...delivery, attempts: delivery.attempts + 1 })
      call.setTimer('retry', id, dueAt)
    }
  })
  if (failure !== undefined && dueAt === undefined) await bury(delivery, failure, arn, call)
}

/** What the callee refuses for good is not tried again. The waits double from a second to an hour. */
function nextAttemptAt({ target, attempts, beganAt }: Delivery, { status, code }: Fault, call: Call): number | undefined {
  if (status < 500 && !/Throttl|TooManyRequests|LimitExceeded/.test(code)) return undefined
  const { MaximumRetryAttempts: most = mostAttempts, MaximumEventAgeInSeconds: age = longestMs / 1000 } = target.given.RetryPolicy ?? {}
  const dueAt = call.now() + Math.min(1000 * 2 ** attempts, 3_600_000)
  return attempts >= most || dueAt > beganAt + age * 1000 ? undefined : dueAt
}

async function bury({ target, event, attempts }: Delivery, failure: Fault, arn: string, call: Call): Promise<void> {
  const { DeadLetterConfig: dead, Arn: targetArn } = target.given
  const place = dead?.Arn === undefined ? undefined : parseArn(dead.Arn)
  if (place === undefined) return
  const text = (value: string) => ({ DataType: 'String', StringValue: value })
  const input = {
    QueueUrl: `${call.endpoint}/${place.account}/${place.resource}`,
    MessageBody: JSON.stringify(event),
    MessageAttributes: {
      RULE_ARN: text(arn), TARGET_ARN: text(targetArn), ERROR_CODE: text(errorCodeOf(failure)),
        ERROR_MESSAGE: text(failure.message || failure.code),
      RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(attempts) },
    },
  }
  try {
    await call.to('sqs', { account: place.account, region: place.region, sourceArn: arn }).SendMessage(input)
    call.transact(() => { tellRule(target.rule, 'InvocationsSentToDlq', call) })
  } catch (error) {
    // A dead-letter queue that does not take the event loses it; the refusal stands in the journal.
    if (!(error instanceof Fault)) throw error
  }
}

/** EventBridge's own words for the commonest causes. */
function errorCodeOf({ code }: Fault): string {
  if (/NotFound|NonExistent|DoesNotExist/.test(code)) return 'NO_RESOURCE'
  if (/AccessDenied|Authorization/.test(code)) return 'NO_PERMISSIONS'
  return /Throttl/.test(code) ? 'THROTTLING' : code
}
