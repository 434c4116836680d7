// How a job runs: stored timers prepare its tasks, carry them out some at a time, report and end it. A crash costs no task's outcome; one
// that was under way is done again. Source: "Job statuses", Amazon S3 User Guide.

import { assumedRolePrincipal, Fault, parseArn, records } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { ManifestProblem, tasksOf } from './job-manifest.ts'
import type { TaskObject } from './job-manifest.ts'
import { report } from './job-report.ts'
import type { DoneTask } from './job-report.ts'
import { perform } from './job-task.ts'
import type { Outcome } from './job-task.ts'
import { ended, Jobs, stepMs, timerId } from './job.ts'
import type { Job } from './job.ts'

interface Task extends TaskObject { readonly job: string, readonly number: number, readonly outcome?: Outcome }

const Tasks = records<Task>({ name: 'BatchTask', key: ['job', 'number'] })

const tasksAtOnce = 500
/** "If more than 50 percent fail after at least 1,000": "Tracking job failure", Amazon S3 User Guide. */
const fewestForFailure = 1000

type Timer = { readonly id: string }

function jobOf({ id }: Timer, call: Call): Job | undefined {
  const slash = id.indexOf('/')
  return call.of(Jobs).get(id.slice(0, slash), id.slice(slash + 1))
}

export async function prepareJob(_payload: unknown, call: Call, timer: Timer): Promise<void> {
  const job = jobOf(timer, call)
  if (job === undefined) return
  call.transact(() => { call.of(Jobs).put({ ...job, status: 'Preparing' }) })
  try {
    const tasks = await tasksOf(job, roleOf(job, call), call)
    call.transact(() => { prepared(job, tasks, timer, call) })
  } catch (error) {
    if (!(error instanceof ManifestProblem) && !(error instanceof Fault)) throw error
    const failure = { FailureCode: error.code, FailureReason: error.message }
    call.transact(() => { ended({ ...jobOf(timer, call)!, failures: [failure] }, 'Failed', call) })
  }
}

function prepared(job: Job, tasks: readonly TaskObject[], timer: Timer, call: Call): void {
  if (jobOf(timer, call)?.status === 'Cancelling') return ended(job, 'Cancelled', call)
  for (const [number, task] of tasks.entries()) call.of(Tasks).put({ ...task, job: job.id, number })
  const ready = { ...job, total: tasks.length }
  if (job.request.ConfirmationRequired === true) {
    call.of(Jobs).put({ ...ready, status: 'Suspended', suspendedAt: call.now() })
    call.setTimer('expireJob', timerId(job), call.now() + stepMs.confirmation)
  } else {
    call.of(Jobs).put({ ...ready, status: 'Ready' })
    call.setTimer('runJob', timerId(job), call.now() + stepMs.run)
  }
}

export async function runJob(_payload: unknown, call: Call, timer: Timer): Promise<void> {
  let job = jobOf(timer, call)
  if (job === undefined) return
  if (job.status === 'Ready') {
    job = { ...job, status: 'Active', activeAt: call.now() }
    const begun = job
    call.transact(() => { call.of(Jobs).put(begun) })
  }
  const principal = roleOf(job, call)
  let left = tasksAtOnce
  for (const task of call.of(Tasks).scan({ within: [job.id], from: [job.next] })) {
    if (left === 0 || job.status !== 'Active') break
    left -= 1
    const outcome = await perform(job, task, principal, call)
    const [succeeded, failed] = outcome.succeeded ? [1, 0] : [0, 1]
    call.transact(() => {
      const now = jobOf(timer, call)!
      call.of(Tasks).put({ ...task, outcome })
      job = call.of(Jobs).put({ ...now, next: task.number + 1, succeeded: now.succeeded + succeeded, failed: now.failed + failed })
    })
  }
  await onward(job, principal, timer, call)
}

/** More tasks, or the end. */
async function onward(job: Job, principal: Principal, timer: Timer, call: Call): Promise<void> {
  const done = job.succeeded + job.failed
  const fails = done >= fewestForFailure && job.failed * 2 > done
  if (job.status === 'Active' && !fails && job.next < job.total!) {
    return call.transact(() => { call.setTimer('runJob', timer.id, call.now() + stepMs.run) })
  }
  const end = job.status === 'Cancelling' ? 'Cancelled' : fails ? 'Failed' : 'Complete'
  const tasks = [...call.of(Tasks).scan({ within: [job.id] })].filter((task): task is Task & DoneTask => task.outcome !== undefined)
  const failures = await reported(job, tasks, principal, call)
  call.transact(() => {
    for (const { number } of [...call.of(Tasks).scan({ within: [job.id] })]) call.of(Tasks).delete(job.id, number)
    const reasons = fails ? [{ FailureCode: 'TooManyFailures', FailureReason: 'More than half of the tasks have failed.' }] : failures
    ended({ ...jobOf(timer, call)!, activeMs: Math.max(1, call.now() - job.activeAt!), ...(reasons.length > 0 && { failures: reasons }) },
      failures.length > 0 && end === 'Complete' ? 'Failed' : end, call)
  })
}

/** @returns why the report could not be written */
async function reported(job: Job, tasks: readonly DoneTask[], principal: Principal, call: Call) {
  try {
    await report(job, tasks, principal, call)
    return []
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return [{ FailureCode: error.code, FailureReason: `The report could not be written: ${error.message}` }]
  }
}

/** Nobody has confirmed it. */
export function expireJob(_payload: unknown, call: Call, timer: Timer): void {
  const job = jobOf(timer, call)
  if (job?.status !== 'Suspended') return
  for (const { number } of [...call.of(Tasks).scan({ within: [job.id] })]) call.of(Tasks).delete(job.id, number)
  ended({ ...job, failures: [{ FailureCode: 'NotConfirmed', FailureReason: 'The job was not confirmed within 30 days.' }] }, 'Failed', call)
}

export function dropJob(_payload: unknown, call: Call, timer: Timer): void {
  const job = jobOf(timer, call)
  if (job !== undefined) call.of(Jobs).delete(job.region, job.id)
}

/** The session that S3 opens as the job's role. */
function roleOf({ id, request: { RoleArn: arn } }: Job, call: Call): Principal {
  const { account, resource } = parseArn(arn)!
  const [, path = '/', roleName = ''] = /^role(\/(?:.*\/)?)([^/]+)$/.exec(resource) ?? []
  return assumedRolePrincipal({ account, partition: call.partition, path, roleName, sessionName: `s3-batch-${id}`,
    roleId: call.identity.uniqueIdFor('AROA', account, roleName) })
}
