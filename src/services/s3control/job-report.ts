// The completion report of a job: what became of each task, as CSV, and a manifest with its MD5, put into the customer's bucket.
// Source: "Examples of completion reports", Amazon S3 User Guide.

import { createHash } from 'node:crypto'
import { parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import type { TaskObject } from './job-manifest.ts'
import type { Outcome } from './job-task.ts'
import type { Job } from './job.ts'

export interface DoneTask extends TaskObject { readonly outcome: Outcome }

const schema = 'Bucket, Key, VersionId, TaskStatus, ErrorCode, HTTPStatusCode, ResultMessage'

export async function report(job: Job, done: readonly DoneTask[], principal: Principal, call: Call): Promise<void> {
  const { Enabled: isEnabled, Bucket: arn, Prefix: prefix, ReportScope: scope } = job.request.Report
  if (!isEnabled) return
  const bucket = parseArn(arn!)?.resource ?? arn!
  const holder = call.names.holder(bucket)
  if (holder === undefined) return
  const base = `${prefix === undefined || prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`}job-${job.id}`
  const s3 = call.to('s3', { account: holder.account, region: holder.region, principal })
  const put = async (Key: string, text: string) => { await s3.PutObject({ Bucket: bucket, Key, Body: Buffer.from(text) as never }) }
  const results = []
  for (const status of scope === 'AllTasks' ? ['succeeded', 'failed'] as const : ['failed'] as const) {
    const tasks = done.filter(({ outcome }) => outcome.succeeded === (status === 'succeeded'))
    if (tasks.length === 0) continue
    const text = csvOf(tasks)
    const key = `${base}/results/${call.hex(40)}.csv`
    await put(key, text)
    results.push({ TaskExecutionStatus: status, Bucket: bucket, MD5Checksum: md5(text), Key: key })
  }
  const manifest = JSON.stringify({ Format: 'Report_CSV_20180820', ReportCreationDate: new Date(call.now()).toISOString(),
    Results: results, ReportSchema: schema })
  await put(`${base}/manifest.json`, manifest)
  await put(`${base}/manifest.json.md5`, md5(manifest))
}

/** Keys are encoded as in the manifest. */
export function csvOf(tasks: readonly DoneTask[]): string {
  return tasks.map(({ bucket, key, versionId = '', outcome }) => {
    const cells = [bucket, encodeURIComponent(key).replaceAll('%2F', '/'), versionId, outcome.succeeded ? 'succeeded' : 'failed',
      outcome.code ?? '', String(outcome.status), outcome.message]
    return `${cells.map(cell => /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell).join(',')}\n`
  }).join('')
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
