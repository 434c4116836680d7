// Archives in parts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, bytesOf, freshVault, refused, treeHash } from './account.fixture.ts'

const megabyte = 2 ** 20

test('parts in any order become one archive', async t => {
  const { glacier } = await freshVault(t)
  const bytes = bytesOf(2 * megabyte + 1000)
  const { uploadId } = await glacier.initiateMultipartUpload({ ...at, partSize: String(megabyte), archiveDescription: 'parts' })
  const upload = { ...at, uploadId: uploadId! }
  const part = (from: number, to: number) => glacier.uploadMultipartPart({
    ...upload, range: `bytes ${from}-${to - 1}/*`, body: bytes.subarray(from, to), checksum: treeHash(bytes.subarray(from, to)) })
  await part(2 * megabyte, bytes.length)
  await part(0, megabyte)
  const complete = () => glacier.completeMultipartUpload({ ...upload, archiveSize: String(bytes.length), checksum: treeHash(bytes) })
  await refused(complete(), 'InvalidParameterValueException', /size/)
  await part(megabyte, 2 * megabyte)
  const { Parts, ArchiveDescription } = await glacier.listParts(upload)
  assert.deepEqual([Parts!.map(({ RangeInBytes }) => RangeInBytes), ArchiveDescription],
    [['0-1048575', '1048576-2097151', '2097152-2098151'], 'parts'])
  assert.equal((await glacier.listMultipartUploads(at)).UploadsList!.length, 1)
  await refused(glacier.completeMultipartUpload({ ...upload, archiveSize: String(bytes.length), checksum: 'f'.repeat(64) }),
    'InvalidParameterValueException', /mismatch/)
  assert.equal((await complete()).checksum, treeHash(bytes))
  await refused(glacier.listParts(upload), 'ResourceNotFoundException')
})

test('what cannot be; an upload that rests is given up', async t => {
  const { cloud, glacier } = await freshVault(t)
  await refused(glacier.initiateMultipartUpload({ ...at, partSize: String(3 * megabyte) }), 'InvalidParameterValueException', /part size/)
  const { uploadId } = await glacier.initiateMultipartUpload({ ...at, partSize: String(megabyte) })
  const upload = { ...at, uploadId: uploadId! }
  const put = (range: string) => glacier.uploadMultipartPart({ ...upload, range, body: 'x', checksum: treeHash(Buffer.from('x')) })
  await refused(put('bytes 1-1/*'), 'InvalidParameterValueException', /incompatible/)
  await refused(put('bytes 0-1/*'), 'InvalidParameterValueException', /does not match/)
  await refused(put('0-0'), 'InvalidParameterValueException', /Content-Range/)
  await cloud.clock.advance('23h')
  await put('bytes 0-0/*')
  await cloud.clock.advance('23h')
  await glacier.listParts(upload)
  await cloud.clock.advance('2h')
  await refused(glacier.listParts(upload), 'ResourceNotFoundException')
})
