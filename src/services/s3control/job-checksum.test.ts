// Jobs that reckon checksums: of the whole, and of parts as an upload would have them; what no algorithm has.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { jobFor, withManifest } from './account.fixture.ts'
import { checksumWanted } from './job-checksum.ts'

const sum = (algorithm: string, data: Uint8Array | string, encoding: 'base64' | 'hex' = 'base64') =>
  createHash(algorithm).update(data).digest(encoding)

test('sums are in the report', async t => {
  const { cloud, control, s3, AccountId, manifest } = await withManifest(t, ['a', 'parts', 'none'], ['a', 'parts'])
  const parts = [Buffer.alloc(5 * 2 ** 20, 'x'), Buffer.from('end')]
  const at = { Bucket: 'bucket', Key: 'parts' }
  const { UploadId } = await s3.createMultipartUpload(at)
  const Parts = []
  for (const [i, Body] of parts.entries()) {
    Parts.push({ PartNumber: i + 1, ETag: (await s3.uploadPart({ ...at, UploadId, PartNumber: i + 1, Body })).ETag })
  }
  await s3.completeMultipartUpload({ ...at, UploadId, MultipartUpload: { Parts } })
  await s3.createBucket({ Bucket: 'reports' })
  const reported = async (ChecksumAlgorithm: 'MD5' | 'SHA256', ChecksumType: 'FULL_OBJECT' | 'COMPOSITE', Prefix: string) => {
    const { JobId } = await control.createJob(jobFor(manifest,
      { Operation: { S3ComputeObjectChecksum: { ChecksumAlgorithm, ChecksumType } },
      ClientRequestToken: Prefix, Report: { Enabled: true, Bucket: 'arn:aws:s3:::reports', Format: 'Report_CSV_20180820',
        ReportScope: 'AllTasks', Prefix } }))
    await cloud.clock.advance('5m')
    const { Status, ProgressSummary: progress } = (await control.describeJob({ AccountId, JobId })).Job!
    assert.deepEqual([Status, progress!.NumberOfTasksSucceeded, progress!.NumberOfTasksFailed], ['Complete', 2, 1])
    const text = async (Key: string) => (await s3.getObject({ Bucket: 'reports', Key })).Body!.transformToString()
    const { Results } = JSON.parse(await text(`${Prefix}/job-${JobId}/manifest.json`)) as { Results: { TaskExecutionStatus: string,
      Key: string }[] }
    const lines = (await text(Results.find(each => each.TaskExecutionStatus === 'succeeded')!.Key)).trimEnd().split('\n')
    return lines.map(line => JSON.parse(line.slice(line.indexOf('"') + 1, -1).replaceAll('""', '"')) as Record<string, string>)
  }
  const [one, whole] = await reported('MD5', 'FULL_OBJECT', 'first')
  const { Body, ETag } = await s3.getObject({ Bucket: 'bucket', Key: 'a' })
  const bytes = await Body!.transformToByteArray()
  assert.deepEqual(one, { checksum_base64: sum('md5', bytes), etag: ETag!.replaceAll('"', ''), checksumAlgorithm: 'MD5',
    checksumType: 'FULL_OBJECT', checksum_hex: sum('md5', bytes, 'hex').toUpperCase() })
  assert.equal(whole!.checksum_base64, sum('md5', Buffer.concat(parts)))
  const [alone, composite] = await reported('SHA256', 'COMPOSITE', 'second')
  assert.deepEqual([alone!.checksum_base64, alone!.checksumType], [sum('sha256', bytes), 'FULL_OBJECT'])
  const ofParts = sum('sha256', Buffer.concat(parts.map(part => createHash('sha256').update(part).digest())))
  assert.deepEqual([composite!.checksum_base64, composite!.checksumType], [`${ofParts}-2`, 'COMPOSITE'])
})

test('what may be asked for', () => {
  assert.deepEqual(checksumWanted({}), { algorithm: 'CRC64NVME', isComposite: false })
  for (const asked of [{ ChecksumAlgorithm: 'CRC9' }, { ChecksumType: 'HALF' }, { ChecksumAlgorithm: 'MD5', ChecksumType: 'COMPOSITE' }]) {
    assert.throws(() => checksumWanted(asked), { code: 'InvalidRequest' })
  }
})
