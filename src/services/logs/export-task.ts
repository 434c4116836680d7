// Exports of a group to a bucket, by real calls of S3: one at a time, a compressed file for each stream, after a test that something can be
// written. Source: CreateExportTask, DescribeExportTasks and CancelExportTask, CloudWatch Logs API Reference; "Export log data to Amazon
// S3", User Guide: files are `PREFIX/TASK/STREAM/000000.gz`, and `PREFIX/aws-logs-write-test` says that it worked.

import { gzipSync } from 'node:zlib'
import type { ExportTask as TaskOutput, Logs } from '../../../generated/aws/logs.ts'
import { Fault, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { readingEvents } from './encryption.ts'
import { streamEvents } from './event-table.ts'
import { invalid } from './fault.ts'
import { groupNamed, LogGroup } from './group.ts'
import { LogStream } from './stream-record.ts'

interface ExportTask {
  readonly id: string
  readonly name?: string
  readonly groupName: string
  readonly streamPrefix: string
  readonly fromAt: number
  readonly toAt: number
  readonly bucket: string
  readonly prefix: string
  readonly status: 'PENDING' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED'
  readonly message?: string
  readonly createdAt: number
  readonly completedAt?: number
}

const ExportTask = records<ExportTask>({ name: 'ExportTask', key: 'id', indexes: { byTime: ({ createdAt }) => [createdAt] } })

const startsAfterMs = 1000
const takesMs = 5000

export const CreateExportTask: Logs['CreateExportTask'] = async (input, call) => {
  const { logGroupName, destination: bucket, destinationPrefix: prefix = 'exportedlogs', from: fromAt, to: toAt } = input
  const group = groupNamed(logGroupName, call)
  if (group.class !== 'STANDARD') throw invalid(`Export is not supported for log groups of the ${group.class} log class.`, call)
  if (fromAt >= toAt) throw invalid('Invalid time range: from must be before to.', call)
  const isBusy = [...call.of(ExportTask).scan()].some(({ status }) => status === 'PENDING' || status === 'RUNNING')
  if (isBusy) throw call.fault('LimitExceededException', 'Resource limit exceeded.')
  await testWrite(bucket, prefix, call)
  return call.transact(() => {
    const id = call.uuid()
    call.of(ExportTask).insert({
      id, groupName: group.name, streamPrefix: input.logStreamNamePrefix ?? '', fromAt, toAt, bucket, prefix, status: 'PENDING',
      createdAt: call.now(), ...(input.taskName !== undefined && { name: input.taskName }),
    })
    call.setTimer('export', id, call.now() + call.lifecycleMs(startsAfterMs))
    return { taskId: id }
  })
}

async function testWrite(bucket: string, prefix: string, call: Call): Promise<void> {
  try {
    await put(bucket, `${prefix}/aws-logs-write-test`, Buffer.from('Permission Check Successful'), call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw invalid(error.code === 'NoSuchBucket'
      ? 'The given bucket does not exist. Please provide the bucket name from the same region.'
      : 'PutObject call on the given bucket failed. Please check if CloudWatch Logs has been granted permission to perform this '
        + 'operation.', call)
  }
}

async function put(Bucket: string, Key: string, Body: Uint8Array, call: Call): Promise<void> {
  await call.to('s3').PutObject({ Bucket, Key, Body })
}

/** Timer: begins with the task, then does it. */
export async function exportEvents(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const task = call.of(ExportTask).get(id)
  if (task?.status === 'PENDING') {
    call.transact(() => {
      call.of(ExportTask).put({ ...task, status: 'RUNNING' })
      call.setTimer('export', id, call.now() + call.lifecycleMs(takesMs))
    })
  } else if (task?.status === 'RUNNING') {
    const problem = await written(task, call)
    call.transact(() => {
      const status = problem === undefined ? 'COMPLETED' : 'FAILED'
      call.of(ExportTask).put({ ...task, status, message: problem ?? 'Completed successfully', completedAt: call.now() })
    })
  }
}

/** @returns what went wrong */
async function written({ id, groupName, streamPrefix, fromAt, toAt, bucket, prefix }: ExportTask, call: Call): Promise<string | undefined> {
  const group = call.of(LogGroup).get(groupName)
  if (group === undefined) return 'The log group is gone.'
  try {
    for (const { name } of call.of(LogStream).scan({ within: [groupName], prefix: streamPrefix })) {
      const lines = await readingEvents(group, call, read =>
        Array.from(streamEvents(group, name, { fromAt, throughAt: toAt }, call),
          event => `${new Date(event.at).toISOString()} ${read(event)}\n`))
      if (lines.length === 0) continue
      const folder = name.replaceAll('/', '-')
      await put(bucket, `${prefix}/${id}/${folder}/000000.gz`, gzipSync(lines.join('')), call)
    }
    return undefined
  } catch (error) {
    if (error instanceof Fault) return error.message
    throw error
  }
}

export const CancelExportTask: Logs['CancelExportTask'] = ({ taskId: id }, call) => {
  const task = call.of(ExportTask).get(id)
  if (task === undefined) throw call.fault('ResourceNotFoundException', 'The specified export task does not exist.')
  if (task.status !== 'PENDING' && task.status !== 'RUNNING') {
    throw call.fault('InvalidOperationException', 'The specified export task has already finished')
  }
  call.of(ExportTask).put({ ...task, status: 'CANCELLED', message: 'Cancelled by user', completedAt: call.now() })
  call.cancelTimer('export', id)
}

/** The latest first. */
export const DescribeExportTasks: Logs['DescribeExportTasks'] = function* ({ taskId: id, statusCode }, call) {
  for (const task of call.of(ExportTask).by('byTime').scan({ reverse: true })) {
    if ((id === undefined || task.id === id) && (statusCode === undefined || task.status === statusCode)) yield outputOf(task)
  }
}

function outputOf({ id, name, groupName, fromAt, toAt, bucket, prefix, status, message, createdAt, completedAt }: ExportTask): TaskOutput {
  return {
    taskId: id, logGroupName: groupName, from: fromAt, to: toAt, destination: bucket, destinationPrefix: prefix,
    status: { code: status, ...(message !== undefined && { message }) },
    executionInfo: { creationTime: createdAt, ...(completedAt !== undefined && { completionTime: completedAt }) },
    ...(name !== undefined && { taskName: name }),
  }
}
