// Replication jobs and their runs: a run is queued at its time, taken up by a connector, and leaves an image; without a connector it stays
// in the queue. Jobs go on by their frequency, or end after one run. Source: ReplicationJob and ReplicationRun, AWS SMS API Reference.

import type { GetReplicationJobsResponse, Sms } from '../../../generated/aws/sms.ts'
import { records, sealedPage } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { isConnected } from './connector.ts'

type Shown = NonNullable<GetReplicationJobsResponse['replicationJobList']>[number]
type Run = NonNullable<Shown['replicationRunList']>[number]

interface Job {
  readonly id: string
  readonly createdAt: number
  readonly shown: Shown
  readonly runs: readonly Run[]
}

const Job = records<Job>({ name: 'ReplicationJob', key: 'id' })

type SmsCall = Call

/** What a run takes once a connector has taken it up. Assumed: AWS names no time. */
const runMs = 3_600_000
/** How often the queue is looked at while no connector works. */
const lookMs = 12 * 3_600_000
/** "You can start up to two on-demand runs in a 24-hour period". */
const mostOnDemand = 2
const dayMs = 86_400_000

function jobNamed(id: string, call: SmsCall): Job {
  const job = call.of(Job).get(id)
  if (job === undefined) throw call.fault('ReplicationJobNotFoundException', `The replication job ${id} does not exist.`)
  return job
}

export const CreateReplicationJob: Sms['CreateReplicationJob'] = (input, call) => {
  const { serverId, seedReplicationTime, frequency, runOnce = false, ...rest } = input
  if (!runOnce && (frequency === undefined || frequency < 1 || frequency > 24)) {
    throw call.fault('InvalidParameterException', 'The frequency is 1 to 24 hours, unless the job runs once.')
  }
  for (const { shown } of call.of(Job).scan()) if (shown.serverId === serverId) {
    throw call.fault('ReplicationJobAlreadyExistsException', `The server ${serverId} is replicated by ${shown.replicationJobId ?? ''}.`)
  }
  const id = `sms-job-${call.hex(8)}`
  const startAt = Math.max(seedReplicationTime, call.now())
  call.of(Job).put({
    id, createdAt: call.now(), runs: [], shown: {
      replicationJobId: id, serverId, serverType: 'VIRTUAL_MACHINE', seedReplicationTime, runOnce, nextReplicationRunStartTime: startAt,
      ...(frequency !== undefined && { frequency }), state: 'PENDING', encrypted: false, ...rest,
    },
  })
  call.setTimer('turn', id, startAt)
  return { replicationJobId: id }
}

/** The timer of a job: queues what is due, lets a connector take it up, and ends what is done. */
export function turn(_: unknown, call: Call, { id }: { readonly id: string }): void {
  const job = call.of(Job).get(id)
  if (job === undefined || job.shown.state === 'FAILED') return
  const now = call.now()
  const { nextReplicationRunStartTime: nextAt } = job.shown
  const waits = job.runs.some(({ state }) => state === 'PENDING' || state === 'ACTIVE')
  const queued = nextAt === undefined || nextAt > now || waits ? job : withRun(job, 'AUTOMATIC', undefined, call)
  const moved = { ...queued, runs: queued.runs.map(run => moveOn(run, call)) }
  const done = moved.runs.at(-1)
  const latest = moved.runs.findLast(({ state }) => state === 'COMPLETED')?.amiId
  const isOver = moved.shown.runOnce === true && done?.state === 'COMPLETED'
  call.of(Job).put({
    ...moved, shown: { ...moved.shown, state: isOver ? 'COMPLETED' : 'ACTIVE', ...(latest !== undefined && { latestAmiId: latest }) },
  })
  if (isOver) return
  const dueAt = done?.state === 'ACTIVE' ? done.completedTime! : done?.state === 'PENDING' ? now + lookMs
    : moved.shown.nextReplicationRunStartTime ?? now + lookMs
  call.setTimer('turn', id, Math.max(dueAt, now + 1000))
}

function moveOn(run: Run, call: Call): Run {
  if (run.state === 'PENDING' && isConnected(call)) {
    return { ...run, state: 'ACTIVE', completedTime: call.now() + call.lifecycleMs(runMs),
      stageDetails: { stage: 'Importing', stageProgress: '0%' } }
  }
  if (run.state !== 'ACTIVE' || call.now() < run.completedTime!) return run
  return { ...run, state: 'COMPLETED', amiId: `ami-${call.hex(17)}`, stageDetails: { stage: 'Completed', stageProgress: '100%' } }
}

function withRun(job: Job, type: 'AUTOMATIC' | 'ON_DEMAND', description: string | undefined, call: Call): Job {
  const { frequency, runOnce, nextReplicationRunStartTime: at = call.now(), encrypted = false } = job.shown
  const run: Run = {
    replicationRunId: `sms-run-${call.hex(8)}`, state: 'PENDING', type, scheduledStartTime: call.now(), encrypted,
    ...(description !== undefined && { description }),
  }
  const { nextReplicationRunStartTime: _, ...shown } = job.shown
  const nextAt = runOnce === true || frequency === undefined ? undefined : Math.max(at, call.now()) + frequency * 3_600_000
  return { ...job, runs: [...job.runs, run], shown: { ...shown, ...(nextAt !== undefined && { nextReplicationRunStartTime: nextAt }) } }
}

export const StartOnDemandReplicationRun: Sms['StartOnDemandReplicationRun'] = ({ replicationJobId: id, description }, call) => {
  const job = jobNamed(id, call)
  const lately = job.runs.filter(({ type, scheduledStartTime: at = 0 }) => type === 'ON_DEMAND' && at > call.now() - dayMs)
  if (lately.length >= mostOnDemand) {
    throw call.fault('ReplicationRunLimitExceededException', 'Two on-demand runs are allowed in 24 hours.')
  }
  const queued = withRun(job, 'ON_DEMAND', description, call)
  call.of(Job).put(queued)
  call.setTimer('turn', id, call.now())
  return { replicationRunId: queued.runs.at(-1)!.replicationRunId! }
}

export const UpdateReplicationJob: Sms['UpdateReplicationJob'] = ({ replicationJobId: id, ...changes }, call) => {
  const job = jobNamed(id, call)
  call.of(Job).put({ ...job, shown: { ...job.shown, ...changes } })
  if (changes.nextReplicationRunStartTime !== undefined) call.setTimer('turn', id,
    Math.max(changes.nextReplicationRunStartTime, call.now()))
  return {}
}

export const DeleteReplicationJob: Sms['DeleteReplicationJob'] = ({ replicationJobId: id }, call) => {
  jobNamed(id, call)
  call.cancelTimer('turn', id)
  call.of(Job).delete(id)
  return {}
}

function shownJob({ shown, runs }: Job): Shown {
  return { ...shown, replicationRunList: [...runs] }
}

export const GetReplicationJobs: Sms['GetReplicationJobs'] = ({ replicationJobId: id, maxResults: limit, nextToken: token }, call) => {
  const jobs = id === undefined ? [...call.of(Job).scan()] : [jobNamed(id, call)]
  const { items, next } = sealedPage(jobs, { limit, usual: 50, token }, call, () => badToken(call))
  return { replicationJobList: items.map(shownJob), ...(next.NextToken !== undefined && { nextToken: next.NextToken }) }
}

export const GetReplicationRuns: Sms['GetReplicationRuns'] = ({ replicationJobId: id, maxResults: limit, nextToken: token }, call) => {
  const job = jobNamed(id, call)
  const { items, next } = sealedPage(job.runs, { limit, usual: 50, token }, call, () => badToken(call))
  return {
    replicationJob: shownJob(job), replicationRunList: [...items], ...(next.NextToken !== undefined && { nextToken: next.NextToken }),
  }
}

function badToken(call: SmsCall): Error {
  return call.fault('InvalidParameterException', 'The token is not valid.')
}
