// Jobs on the clock: archives by tiers and ranges, inventories, topics, and outputs that end.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Glacier, JobParameters } from '@aws-sdk/client-glacier'
import { at, bytesOf, freshVault, refused, treeHash } from './account.fixture.ts'

const megabyte = 2 ** 20

async function begun(glacier: Glacier, jobParameters: JobParameters): Promise<{ accountId: string, vaultName: string, jobId: string }> {
  const { jobId } = await glacier.initiateJob({ ...at, jobParameters })
  return { ...at, jobId: jobId! }
}

async function output(glacier: Glacier, job: { accountId: string, vaultName: string, jobId: string }, range?: string) {
  const { body, ...told } = await glacier.getJobOutput({ ...job, ...(range !== undefined && { range }) })
  return { bytes: Buffer.from(await body!.transformToByteArray()), ...told }
}

test('an archive comes after its tier\'s time, whole or in ranges, for a day', async t => {
  const { cloud, glacier } = await freshVault(t)
  const bytes = bytesOf(2 * megabyte + 10)
  const { archiveId } = await glacier.uploadArchive({ ...at, body: bytes, archiveDescription: 'big' })
  const wanted = { Type: 'archive-retrieval', ArchiveId: archiveId!, Description: 'mine' }
  const job = await begun(glacier, wanted)
  const quick = await begun(glacier, { ...wanted, Tier: 'Expedited', RetrievalByteRange: `${megabyte}-${2 * megabyte - 1}` })
  await refused(glacier.getJobOutput(job), 'InvalidParameterValueException', /not currently available/)
  await cloud.clock.advance('5m')
  const part = await output(glacier, quick)
  assert.ok(part.bytes.equals(bytes.subarray(megabyte, 2 * megabyte)))
  assert.equal(part.checksum, treeHash(part.bytes))
  const running = await glacier.describeJob(job)
  assert.deepEqual([running.Completed, running.StatusCode, running.Tier, running.JobDescription], [false, 'InProgress', 'Standard', 'mine'])
  await cloud.clock.advance('5h')
  // The job has what it needs, whatever becomes of the archive.
  await glacier.deleteArchive({ ...at, archiveId: archiveId! })
  const whole = await output(glacier, job)
  assert.ok(whole.bytes.equals(bytes))
  assert.deepEqual([whole.status, whole.checksum, whole.archiveDescription], [200, treeHash(bytes), 'big'])
  const first = await output(glacier, job, `bytes=0-${megabyte - 1}`)
  assert.deepEqual([first.status, first.contentRange, first.checksum],
    [206, `bytes 0-${megabyte - 1}/${bytes.length}`, treeHash(bytes.subarray(0, megabyte))])
  assert.equal((await output(glacier, job, 'bytes=5-9')).checksum, undefined)
  const done = await glacier.describeJob(job)
  assert.deepEqual([done.StatusCode, done.SHA256TreeHash, done.ArchiveSizeInBytes], ['Succeeded', treeHash(bytes), bytes.length])
  const { JobList } = await glacier.listJobs({ ...at, completed: 'true', statuscode: 'Succeeded' })
  assert.equal(JobList!.length, 2)
  await cloud.clock.advance('1d')
  await refused(glacier.describeJob(job), 'ResourceNotFoundException')
})

test('inventories, in JSON and CSV', async t => {
  const { cloud, glacier } = await freshVault(t)
  await glacier.uploadArchive({ ...at, body: 'one', archiveDescription: 'a, "b"' })
  await refused(begun(glacier, { Type: 'inventory-retrieval' }), 'ResourceNotFoundException', /not yet available/)
  await cloud.clock.advance('1d')
  await glacier.uploadArchive({ ...at, body: 'two' })
  const [json, csv] = [await begun(glacier, { Type: 'inventory-retrieval' }), await begun(glacier, { Type: 'inventory-retrieval',
    Format: 'CSV' })]
  await cloud.clock.advance('5h')
  const found = await output(glacier, json)
  const { VaultARN, InventoryDate, ArchiveList } = JSON.parse(found.bytes.toString()) as { VaultARN: string, InventoryDate: string,
    ArchiveList: { ArchiveDescription: string, Size: number }[] }
  assert.deepEqual([VaultARN, InventoryDate, ArchiveList.map(({ ArchiveDescription, Size }) => [ArchiveDescription, Size])],
    ['arn:aws:glacier:us-east-1:111122223333:vaults/vault', '2027-03-11T00:00:00.000Z', [['a, "b"', 3]]])
  assert.equal(found.contentType, 'application/json')
  const lines = (await output(glacier, csv)).bytes.toString().split('\n')
  assert.equal(lines[0], 'ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash')
  assert.match(lines[1]!, /,"a, \\"b\\"",2027-03-10T10:30:00\.000Z,3,[0-9a-f]{64}$/)
})

test('topics are told by real calls', async t => {
  const { cloud, glacier } = await freshVault(t)
  const topic = (name: string) => `arn:aws:sns:us-east-1:111122223333:${name}`
  await glacier.setVaultNotifications({ ...at, vaultNotificationConfig: { SNSTopic: topic('all'), Events: ['ArchiveRetrievalCompleted'] } })
  const { archiveId } = await glacier.uploadArchive({ ...at, body: 'one' })
  await begun(glacier, { Type: 'archive-retrieval', ArchiveId: archiveId!, SNSTopic: topic('mine'), Tier: 'Expedited' })
  await cloud.clock.advance('5m')
  const told = cloud.core.journal.since(0).filter(({ service, operation }) => service === 'sns' && operation === 'Publish')
  assert.deepEqual(told.map(({ principal }) => principal.service), ['glacier.amazonaws.com', 'glacier.amazonaws.com'])
})

test('what cannot be', async t => {
  const { glacier } = await freshVault(t)
  const { archiveId } = await glacier.uploadArchive({ ...at, body: 'one' })
  const wanted = { Type: 'archive-retrieval', ArchiveId: archiveId! }
  await refused(begun(glacier, {}), 'MissingParameterValueException')
  await refused(begun(glacier, { Type: 'theft' }), 'InvalidParameterValueException')
  await refused(begun(glacier, { Type: 'archive-retrieval' }), 'MissingParameterValueException')
  await refused(begun(glacier, { ...wanted, ArchiveId: 'none' }), 'ResourceNotFoundException')
  await refused(begun(glacier, { ...wanted, Tier: 'Slow' }), 'InvalidParameterValueException')
  await refused(begun(glacier, { ...wanted, RetrievalByteRange: '1-2' }), 'InvalidParameterValueException', /aligned/)
  await refused(begun(glacier, { ...wanted, SNSTopic: 'topic' }), 'InvalidParameterValueException')
  await refused(begun(glacier, { Type: 'select' }), 'NotImplemented')
})
