// Batch Operations jobs: the record, what a job may ask for, and the operations on it. How a job runs is in `job-run.ts`.
// Source: CreateJob and its like, S3 Control API Reference; "Managing S3 Batch Operations jobs", Amazon S3 User Guide.

import type {
  CreateJobRequest, JobDescriptor, JobFailure, JobListDescriptor, JobOperation, S3control, S3Tag,
} from '../../../generated/aws/s3control.ts'
import { arnTemplate, Fault, parseArn, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { checksumWanted } from './job-checksum.ts'
import { invalidRequest } from './refusal.ts'

export type JobStatus = 'New' | 'Preparing' | 'Suspended' | 'Ready' | 'Active' | 'Cancelling' | 'Cancelled' | 'Completing' | 'Complete'
  | 'Failing' | 'Failed'

export interface Job {
  readonly region: string
  readonly id: string
  readonly createdAt: number
  readonly request: CreateJobRequest
  readonly status: JobStatus
  readonly priority: number
  readonly tags: readonly S3Tag[]
  readonly total?: number
  readonly succeeded: number
  readonly failed: number
  /** The task that is next. */
  readonly next: number
  readonly activeAt?: number
  readonly activeMs?: number
  readonly suspendedAt?: number
  readonly statusReason?: string
  readonly failures?: readonly JobFailure[]
  readonly terminatedAt?: number
}

export const Jobs = records<Job>({ name: 'BatchJob', key: ['region', 'id'], indexes: {
  byToken: ({ region, request, id }) => [region, request.ClientRequestToken ?? id],
  byAge: ({ region, createdAt, id }) => [region, -createdAt, id],
} })

/** "Assigning job priority", "Tracking job status": what a job waits before the next thing happens to it. */
export const stepMs = { prepare: 10_000, run: 1000, confirmation: 30 * 86_400_000, kept: 90 * 86_400_000 }

const arnOf = arnTemplate('arn:{partition}:s3:{region}:{account}:job/{id}')
const over: ReadonlySet<JobStatus> = new Set(['Cancelled', 'Complete', 'Failed'])
const operationNames = ['LambdaInvoke', 'S3PutObjectCopy', 'S3PutObjectAcl', 'S3PutObjectTagging', 'S3DeleteObjectTagging',
  'S3InitiateRestoreObject', 'S3PutObjectLegalHold', 'S3PutObjectRetention', 'S3ReplicateObject', 'S3UpdateObjectEncryption',
  'S3ComputeObjectChecksum'] as const
export type OperationName = typeof operationNames[number]

/** What a job's timers are called. */
export function timerId({ region, id }: Pick<Job, 'region' | 'id'>): string {
  return `${region}/${id}`
}

/** The one operation that is asked for. @throws InvalidRequest */
export function operationOf(operation: JobOperation): OperationName {
  const asked = operationNames.filter(name => operation[name] !== undefined)
  if (asked.length !== 1) throw invalidRequest('Exactly one operation must be specified')
  return asked[0]!
}

export const CreateJob: S3control['CreateJob'] = (request, call) => {
  checkJob(request)
  const { ClientRequestToken: token, Priority: priority, Tags: tags = [] } = request
  const known = token === undefined ? undefined : call.of(Jobs).by('byToken').first({ within: [call.region, token] })
  if (known !== undefined) {
    if (JSON.stringify(known.request) === JSON.stringify(request)) return { JobId: known.id }
    throw call.fault('IdempotencyException', 'The request token has been used for another job.')
  }
  const job = call.of(Jobs).insert({ region: call.region, id: call.uuid(), createdAt: call.now(), request, status: 'New', priority, tags,
    succeeded: 0, failed: 0, next: 0 })
  call.setTimer('prepareJob', timerId(job), call.now() + stepMs.prepare)
  return { JobId: job.id }
}

/** @throws InvalidRequest */
function checkJob({ Operation: operation, Report: report, Manifest: manifest, ManifestGenerator: generator,
  ...job }: CreateJobRequest): void {
  const name = operationOf(operation)
  if (parseArn(job.RoleArn)?.service !== 'iam') throw invalidRequest('The role must be named by its ARN')
  if (job.Priority < 0 || job.Priority > 2 ** 31 - 1) throw invalidRequest('The priority must be between 0 and 2147483647')
  if ((manifest === undefined) === (generator === undefined)) throw invalidRequest('Either a manifest or a generator must be specified')
  if (report.Enabled && (report.Bucket === undefined || report.Format !== 'Report_CSV_20180820' || report.ReportScope === undefined)) {
    throw invalidRequest('An enabled report needs a bucket, a format and a scope')
  }
  const { Format: format, Fields: fields = [] } = manifest?.Spec ?? {}
  const isCsv = format === 'S3BatchOperations_CSV_20180820'
  if (manifest !== undefined && !isCsv && format !== 'S3InventoryReport_CSV_20161130') throw invalidRequest('Unknown manifest format')
  if (isCsv && !(fields.includes('Bucket') && fields.includes('Key'))) throw invalidRequest('The manifest must have Bucket and Key')
  if (generator !== undefined && generator.S3JobManifestGenerator === undefined) throw invalidRequest('The manifest generator is empty')
  if (name === 'S3ComputeObjectChecksum') checksumWanted(operation.S3ComputeObjectChecksum!)
  if (name === 'S3PutObjectCopy' && parseArn(operation.S3PutObjectCopy!.TargetResource ?? '')?.service !== 's3') {
    throw invalidRequest('The target of a copy must be a bucket\'s ARN')
  }
}

/** @throws NotFoundException */
export function jobNamed(id: string, call: Call): Job {
  const job = call.of(Jobs).get(call.region, id)
  if (job === undefined) throw new Fault('NoSuchJob', 'The specified job does not exist.', 404)
  return job
}

export const DescribeJob: S3control['DescribeJob'] = ({ JobId: id }, call) => {
  const job = jobNamed(id, call)
  const { request: { Tags: _, AccountId: _account, ClientRequestToken: _token, ...request }, suspendedAt, failures, terminatedAt } = job
  return { Job: {
    ...request, ...progressOf(job, call),
    JobId: id, JobArn: arnOf(call, { id }), Status: job.status, Priority: job.priority, CreationTime: job.createdAt,
    ...(job.statusReason !== undefined && { StatusUpdateReason: job.statusReason }),
    ...(failures !== undefined && { FailureReasons: failures }),
    ...(suspendedAt !== undefined && { SuspendedDate: suspendedAt, SuspendedCause: 'AwaitingConfirmation' }),
    ...(terminatedAt !== undefined && { TerminationDate: terminatedAt }),
  } as JobDescriptor }
}

function progressOf({ total, succeeded, failed, activeAt, activeMs = 0 }: Job, call: Call): Pick<JobDescriptor, 'ProgressSummary'> {
  const active = activeMs > 0 || activeAt === undefined ? activeMs : call.now() - activeAt
  return { ProgressSummary: { TotalNumberOfTasks: total ?? 0, NumberOfTasksSucceeded: succeeded, NumberOfTasksFailed: failed,
    Timers: { ElapsedTimeInActiveSeconds: Math.floor(active / 1000) } } }
}

const mostListed = 1000

/** The newest first. */
export const ListJobs: S3control['ListJobs'] = ({ JobStatuses: statuses, NextToken: token, MaxResults: limit = mostListed }, call) => {
  if (limit < 1 || limit > mostListed) throw invalidRequest('The range for the MaxResults parameter is not valid')
  const after = token === undefined ? undefined : call.open('jobs', token) as [number, string] | undefined
  if (token !== undefined && after === undefined) throw call.fault('InvalidNextTokenException', 'The next token is not valid.')
  const found: JobListDescriptor[] = []
  let next: string | undefined
  for (const job of call.of(Jobs).by('byAge').scan({ within: [call.region], ...(after !== undefined && { after }) })) {
    if (statuses !== undefined && statuses.length > 0 && !statuses.includes(job.status)) continue
    if (found.length === limit) {
      const last = found.at(-1)!
      next = call.seal('jobs', [-last.CreationTime!, last.JobId])
      break
    }
    const { id, status, priority, createdAt, terminatedAt, request: { Description: description, Operation: operation } } = job
    found.push({ JobId: id, Operation: operationOf(operation), Priority: priority, Status: status, CreationTime: createdAt,
      ...progressOf(job, call), ...(description !== undefined && { Description: description }),
      ...(terminatedAt !== undefined && { TerminationDate: terminatedAt }) })
  }
  return { Jobs: found, ...(next !== undefined && { NextToken: next }) }
}

export const UpdateJobPriority: S3control['UpdateJobPriority'] = ({ JobId: id, Priority: priority }, call) => {
  const job = jobNamed(id, call)
  if (over.has(job.status)) throw call.fault('BadRequestException', `The priority of a job that is ${job.status} cannot be changed.`)
  call.of(Jobs).put({ ...job, priority })
  return { JobId: id, Priority: priority }
}

/** A job that waits is confirmed, and any that is not over is cancelled: one that runs, after the tasks it is at. */
export const UpdateJobStatus: S3control['UpdateJobStatus'] = (input, call) => {
  const { JobId: id, RequestedJobStatus: wanted, StatusUpdateReason: reason } = input
  const job = jobNamed(id, call)
  const said = reason === undefined ? {} : { statusReason: reason }
  if (wanted === 'Ready') {
    if (job.status !== 'Suspended') throw call.fault('JobStatusException', `A job that is ${job.status} cannot be made Ready.`)
    const { suspendedAt: _, ...confirmed } = job
    call.of(Jobs).put({ ...confirmed, ...said, status: 'Ready' })
    call.cancelTimer('expireJob', timerId(job))
    call.setTimer('runJob', timerId(job), call.now() + stepMs.run)
    return { JobId: id, Status: 'Ready', ...(reason !== undefined && { StatusUpdateReason: reason }) }
  }
  if (wanted !== 'Cancelled') throw invalidRequest('The requested status must be Ready or Cancelled')
  if (over.has(job.status) || job.status === 'Cancelling') {
    throw call.fault('JobStatusException', `A job that is ${job.status} cannot be cancelled.`)
  }
  const running = job.status === 'Active' || job.status === 'Preparing' || job.status === 'Completing'
  if (running) call.of(Jobs).put({ ...job, ...said, status: 'Cancelling' })
  else {
    for (const kind of ['prepareJob', 'runJob', 'expireJob']) call.cancelTimer(kind, timerId(job))
    ended({ ...job, ...said }, 'Cancelled', call)
  }
  return { JobId: id, Status: running ? 'Cancelling' : 'Cancelled', ...(reason !== undefined && { StatusUpdateReason: reason }) }
}

/** A job is over; it is told of for ninety days more. */
export function ended(job: Job, status: 'Cancelled' | 'Complete' | 'Failed', call: Call): void {
  call.of(Jobs).put({ ...job, status, terminatedAt: call.now() })
  call.setTimer('dropJob', timerId(job), call.now() + stepMs.kept)
}

export const PutJobTagging: S3control['PutJobTagging'] = ({ JobId: id, Tags: tags }, call) => {
  call.of(Jobs).put({ ...jobNamed(id, call), tags })
  return {}
}

export const GetJobTagging: S3control['GetJobTagging'] = ({ JobId: id }, call) => ({ Tags: jobNamed(id, call).tags })

export const DeleteJobTagging: S3control['DeleteJobTagging'] = ({ JobId: id }, call) => {
  call.of(Jobs).put({ ...jobNamed(id, call), tags: [] })
  return {}
}
