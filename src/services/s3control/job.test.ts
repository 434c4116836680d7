// Batch jobs as clients ask for them: what is refused, what is told, confirmation, cancelling, tags, the end.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CreateJobCommandInput } from '@aws-sdk/client-s3-control'
import { jobFor, refused, withManifest } from './account.fixture.ts'

test('a job that is confirmed runs, one that is not is dropped', async t => {
  const { cloud, control, AccountId, manifest } = await withManifest(t, ['a'])
  const make = (token: string) => control.createJob(jobFor(manifest, { ConfirmationRequired: true, ClientRequestToken: token,
    Description: 'tag them', Tags: [{ Key: 'team', Value: 'a' }] }))
  const { JobId } = await make('1')
  assert.equal((await make('1')).JobId, JobId)
  await refused(control.createJob(jobFor(manifest, { ClientRequestToken: '1', Priority: 5 })), 'IdempotencyException', 400)
  const told = async (id = JobId!) => (await control.describeJob({ AccountId, JobId: id })).Job!
  assert.equal((await told()).Status, 'New')
  await cloud.clock.advance('10s')
  const waiting = await told()
  assert.deepEqual([waiting.Status, waiting.SuspendedCause, waiting.ProgressSummary!.TotalNumberOfTasks, waiting.Description],
    ['Suspended', 'AwaitingConfirmation', 1, 'tag them'])
  assert.equal(waiting.JobArn, `arn:aws:s3:us-east-1:111122223333:job/${JobId}`)
  await control.updateJobPriority({ AccountId, JobId, Priority: 42 })
  await control.updateJobStatus({ AccountId, JobId, RequestedJobStatus: 'Ready', StatusUpdateReason: 'go' })
  await cloud.clock.advance('2s')
  const done = await told()
  assert.deepEqual([done.Status, done.Priority, done.StatusUpdateReason, done.SuspendedDate], ['Complete', 42, 'go', undefined])
  await refused(control.updateJobStatus({ AccountId, JobId, RequestedJobStatus: 'Cancelled' }), 'JobStatusException', 400)
  await refused(control.updateJobPriority({ AccountId, JobId, Priority: 1 }), 'BadRequestException', 400)
  assert.deepEqual((await control.getJobTagging({ AccountId, JobId })).Tags, [{ Key: 'team', Value: 'a' }])
  await control.deleteJobTagging({ AccountId, JobId })
  await control.putJobTagging({ AccountId, JobId, Tags: [{ Key: 'x', Value: 'y' }] })
  assert.deepEqual((await control.getJobTagging({ AccountId, JobId })).Tags, [{ Key: 'x', Value: 'y' }])
  const { JobId: unconfirmed } = await make('2')
  await cloud.clock.advance('31d')
  assert.deepEqual((await told(unconfirmed)).FailureReasons!.map(({ FailureCode }) => FailureCode), ['NotConfirmed'])
  await cloud.clock.advance('90d')
  await refused(control.describeJob({ AccountId, JobId }), 'NoSuchJob', 404)
})

test('jobs are listed, the newest first, by status and in pages', async t => {
  const { cloud, control, AccountId, manifest } = await withManifest(t, ['a'])
  const ids = []
  for (let i = 0; i < 3; i += 1) {
    ids.unshift((await control.createJob(jobFor(manifest, { Priority: i }))).JobId)
    await cloud.clock.advance('1m')
  }
  const { JobId } = await control.createJob(jobFor(manifest))
  await control.updateJobStatus({ AccountId, JobId, RequestedJobStatus: 'Cancelled' })
  const first = await control.listJobs({ AccountId, MaxResults: 2, JobStatuses: ['Complete'] })
  const second = await control.listJobs({ AccountId, MaxResults: 2, JobStatuses: ['Complete'], NextToken: first.NextToken })
  assert.deepEqual([...first.Jobs!, ...second.Jobs!].map(({ JobId: id }) => id), ids)
  assert.deepEqual(first.Jobs!.map(({ Operation }) => Operation), ['S3PutObjectTagging', 'S3PutObjectTagging'])
  const { Jobs: cancelled } = await control.listJobs({ AccountId, JobStatuses: ['Cancelled'] })
  assert.deepEqual(cancelled!.map(({ JobId: id }) => id), [JobId])
  await refused(control.listJobs({ AccountId, NextToken: 'none' }), 'InvalidNextTokenException', 400)
})

test('what makes no sense is refused', async t => {
  const { control, manifest, AccountId } = await withManifest(t, ['a'])
  const cases: readonly Partial<CreateJobCommandInput>[] = [
    { Operation: {} }, { Operation: { S3PutObjectTagging: {}, S3DeleteObjectTagging: {} } }, { RoleArn: 'role' }, { Priority: -1 },
    { Manifest: undefined }, { Report: { Enabled: true } },
    { Manifest: { ...manifest, Spec: { Format: 'S3BatchOperations_CSV_20180820', Fields: ['Key'] } } },
    { Operation: { S3PutObjectCopy: { TargetResource: 'bucket' } } },
    { Operation: { S3ComputeObjectChecksum: { ChecksumAlgorithm: 'MD5', ChecksumType: 'COMPOSITE' } } },
  ]
  for (const change of cases) await refused(control.createJob(jobFor(manifest, change)), 'InvalidRequest', 400)
  await refused(control.updateJobStatus({ AccountId, JobId: 'none', RequestedJobStatus: 'Ready' }), 'NoSuchJob', 404)
})
