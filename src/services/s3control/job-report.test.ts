// Completion reports: rows, manifest and digest, all tasks or those that failed.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { jobFor, withManifest } from './account.fixture.ts'
import { csvOf } from './job-report.ts'

test('cells are quoted where they must be', () => {
  const outcome = { succeeded: false, code: 'NoSuchKey', status: 404, message: 'no, "none"' }
  assert.equal(csvOf([{ bucket: 'b', key: 'a b/c', versionId: 'v', outcome }]), 'b,a%20b/c,v,failed,NoSuchKey,404,"no, ""none"""\n')
})

for (const [scope, statuses] of [['AllTasks', ['succeeded', 'failed']], ['FailedTasksOnly', ['failed']]] as const) {
  test(`a report of ${scope}`, async t => {
    const { cloud, s3, control, AccountId, manifest } = await withManifest(t, ['a', 'none'], ['a'])
    await s3.createBucket({ Bucket: 'reports' })
    const { JobId } = await control.createJob(jobFor(manifest, { Report: { Enabled: true, Bucket: 'arn:aws:s3:::reports', Prefix: 'out',
      Format: 'Report_CSV_20180820', ReportScope: scope } }))
    await cloud.clock.advance('1m')
    assert.equal((await control.describeJob({ AccountId, JobId })).Job!.Status, 'Complete')
    const text = async (Key: string) => (await s3.getObject({ Bucket: 'reports', Key })).Body!.transformToString()
    const made = await text(`out/job-${JobId}/manifest.json`)
    assert.equal(await text(`out/job-${JobId}/manifest.json.md5`), createHash('md5').update(made).digest('hex'))
    const { Results, Format } = JSON.parse(made) as { Format: string, Results: { TaskExecutionStatus: string, Key: string }[] }
    assert.equal(Format, 'Report_CSV_20180820')
    assert.deepEqual(Results.map(({ TaskExecutionStatus }) => TaskExecutionStatus), statuses)
    const rows = { succeeded: 'bucket,a,,succeeded,,200,Successful\n',
      failed: 'bucket,none,,failed,NoSuchKey,404,The specified key does not exist.\n' }
    for (const { TaskExecutionStatus, Key } of Results) assert.equal(await text(Key), rows[TaskExecutionStatus as 'failed'])
  })
}
