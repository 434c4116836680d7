// A schedule's time has come: its target is called, again and again while it fails, for as long as its retry policy says, and then its
// dead-letter queue is told. Source: "Configuring a dead-letter queue", "Retry policy", EventBridge Scheduler User Guide.

import { Fault, parseArn, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { nextAt, plan } from './plan.ts'
import { Schedule } from './schedule-record.ts'
import { callTarget } from './target.ts'
import type { Target } from '../../../generated/aws/scheduler.ts'

interface Invocation {
  readonly id: string
  readonly scheduleArn: string
  readonly target: Target
  readonly dueAt: number
  readonly beganAt: number
  readonly attempts: number
}

export const Invocation = records<Invocation>({ name: 'Invocation', key: 'id' })

const mostAttempts = 185
const longestSeconds = 86_400
const resumeAfterMs = 60_000

/** Timer: one invocation, and the timer for the next. A schedule that is over may remove itself. */
export function due({ group, name, dueAt }: { readonly group: string, readonly name: string, readonly dueAt: number }, call: Call): void {
  const schedule = call.of(Schedule).get(group, name)
  if (schedule === undefined || schedule.state === 'DISABLED') return
  const invocation = call.of(Invocation).put({
    id: call.uuid(), scheduleArn: call.arn(Schedule, schedule), target: schedule.target, dueAt, beganAt: call.now(), attempts: 0,
  })
  call.setTimer('again', invocation.id, call.now() + resumeAfterMs)
  call.afterCommit(() => attempt(invocation, call))
  call.meter('ScheduledInvocations', 1)
  if (nextAt(schedule, dueAt, call) === undefined) {
    if (schedule.afterCompletion === 'DELETE') call.of(Schedule).delete(group, name)
  } else plan(schedule, dueAt, call)
}

/** Timer: the next attempt. */
export async function again(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const invocation = call.of(Invocation).get(id)
  if (invocation !== undefined) await attempt(invocation, call)
}

async function attempt(invocation: Invocation, call: Call): Promise<void> {
  const { id, target, scheduleArn, dueAt, attempts, beganAt } = invocation
  const context = {
    'aws.scheduler.schedule-arn': scheduleArn, 'aws.scheduler.scheduled-time': new Date(dueAt).toISOString().replace(/\.\d{3}/, ''),
    'aws.scheduler.execution-id': id, 'aws.scheduler.attempt-number': String(attempts + 1),
  }
  let failure: Fault | undefined
  try {
    await callTarget(target, id, context, call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    failure = error
  }
  const { MaximumRetryAttempts: most = mostAttempts, MaximumEventAgeInSeconds: age = longestSeconds } = target.RetryPolicy ?? {}
  const nextTry = call.now() + Math.min(1000 * 2 ** attempts, 3_600_000)
  const worthwhile = failure !== undefined && (failure.status >= 500 || /Throttl|TooManyRequests/.test(failure.code))
  const retries = worthwhile && attempts < most && nextTry <= beganAt + age * 1000
  call.transact(() => {
    if (retries) {
      call.of(Invocation).put({ ...invocation, attempts: attempts + 1 })
      call.setTimer('again', id, nextTry)
    } else {
      call.of(Invocation).delete(id)
      call.cancelTimer('again', id)
    }
  })
  if (failure !== undefined && !retries) await bury(invocation, failure, call)
}

async function bury({ id, target, scheduleArn, attempts }: Invocation, failure: Fault, call: Call): Promise<void> {
  const place = target.DeadLetterConfig?.Arn === undefined ? undefined : parseArn(target.DeadLetterConfig.Arn)
  if (place === undefined) return
  const text = (value: string) => ({ DataType: 'String', StringValue: value })
  try {
    await call.to('sqs', { account: place.account, region: place.region, sourceArn: scheduleArn }).SendMessage({
      QueueUrl: `${call.endpoint}/${place.account}/${place.resource}`,
      MessageBody: target.Input ?? '{}',
      MessageAttributes: {
        SCHEDULE_ARN: text(scheduleArn), TARGET_ARN: text(target.Arn), EXECUTION_ID: text(id), ERROR_CODE: text(failure.code),
        ERROR_MESSAGE: text(failure.message || failure.code), RETRY_ATTEMPTS: { DataType: 'Number', StringValue: String(attempts) },
      },
    })
  } catch (error) {
    // A dead-letter queue that does not take it loses it; the refusal stands in the journal.
    if (!(error instanceof Fault)) throw error
  }
}
