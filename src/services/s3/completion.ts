// CompleteMultipartUpload: the parts that the client lists become one object, in one transaction, and no byte is copied.
// Source: CompleteMultipartUpload, Amazon S3 API Reference; "Checking object integrity", Amazon S3 User Guide.

import { createHash } from 'node:crypto'
import type { CompletedPart, CompleteMultipartUploadOutput, CompleteMultipartUploadRequest, S3 } from '../../../generated/aws/s3.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { checksumOfParts } from '../../engines/checksum.ts'
import { statedChecksum } from './checksum.ts'
import type { Checksum } from '../../engines/checksum.ts'
import { checkWrite } from './condition.ts'
import { malformedXml, s3Fault } from './fault.ts'
import { mostParts } from './multipart.ts'
import { announce } from './notification.ts'
import { Current, liveObject, PartLists, versionOf } from './object.ts'
import type { LiveObject } from './object.ts'
import { written } from './put.ts'
import { endUpload, Part, uploadFor } from './upload.ts'
import type { Upload } from './upload.ts'
import { addVersion } from './version.ts'

const smallestPartBytes = 5 * 2 ** 20

/** An upload that has been completed: who asks again is answered again, for a while. */
interface Completion {
  readonly bucket: string
  readonly key: string
  readonly id: string
  readonly versionId: string
  readonly etag: string
  /** As the client listed them. */
  readonly parts: string
  readonly at: number
}

const Completions = records<Completion>({ name: 'Completion', key: ['bucket', 'key', 'id'], indexes: { byTime: ({ at }) => [at] } })

/** S3 does not say how long; its documentation lets clients repeat a request whose connection broke. */
const repeatableMs = 60 * 60_000

export const CompleteMultipartUpload: S3['CompleteMultipartUpload'] = (input, call) => {
  const before = call.of(Completions).get(input.Bucket, input.Key, input.UploadId)
  if (before !== undefined) return repeated(before, input, call)
  const { bucket, upload } = uploadFor(input, 's3:PutObject', call)
  checkWrite(input, upload.key, liveObject(call.of(Current).get(bucket.name, upload.key)))
  const parts = partsOf(input.MultipartUpload?.Parts, upload, call)
  const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0)
  if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== sizeBytes) {
    throw s3Fault('InvalidRequest', {},
      `The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${sizeBytes}`)
  }
  const checksum = checksumOfParts(upload.checksum.algorithm, upload.checksum.type, parts)
  checkWhole(input, checksum, upload)
  const blob = call.blobs.compose(parts)
  const summaries = parts.map(part => ({ number: part.number, sizeBytes: part.sizeBytes,
    ...(upload.usualChecksum !== true && { checksum: part.checksum }) }))
  call.of(PartLists).insert({ blob, parts: summaries })
  const etag = `${etagOf(parts)}-${parts.length}`
  const made = { bucket: bucket.name, key: upload.key, ...upload.traits, blob, sizeBytes, etag, checksum, partsCount: parts.length }
  const object = addVersion<LiveObject>(bucket, made, call)
  endUpload(upload, call)
  announce(bucket, 'ObjectCreated:CompleteMultipartUpload', object, call)
  noteCompletion(input, object, call)
  return answerOf(bucket, object, call)
}

function answerOf(bucket: Bucket, object: LiveObject, call: Call): CompleteMultipartUploadOutput {
  return {
    Location: `${call.endpoint}/${bucket.name}/${object.key.split('/').map(encodeURIComponent).join('/')}`,
    Bucket: bucket.name, Key: object.key,
    ...written(bucket, object),
  }
}

function noteCompletion(input: CompleteMultipartUploadRequest, { versionId, etag }: LiveObject, call: Call): void {
  const completions = call.of(Completions)
  for (const { bucket, key, id } of completions.by('byTime').scan({ before: [call.now() - repeatableMs] })) completions.delete(bucket,
    key, id)
  completions.put({ bucket: input.Bucket, key: input.Key, id: input.UploadId, versionId, etag, parts: listOf(input), at: call.now() })
}

function listOf({ MultipartUpload: upload }: CompleteMultipartUploadRequest): string {
  return (upload?.Parts ?? []).map(({ PartNumber: number, ETag: etag }) => `${number} ${etag?.replaceAll('"', '')}`).join()
}

/** The same request gets the same answer, as long as what it made is there. @throws NoSuchUpload, AccessDenied */
function repeated(done: Completion, input: CompleteMultipartUploadRequest, call: Call): CompleteMultipartUploadOutput {
  const bucket = bucketFor(input, rights.put, call, input.Key)
  const object = liveObject(versionOf(done.bucket, done.key, done.versionId, call))
  const isSame = done.parts === listOf(input) && call.now() - done.at <= repeatableMs
  if (!isSame || object?.etag !== done.etag) throw s3Fault('NoSuchUpload', { UploadId: done.id })
  return answerOf(bucket, object, call)
}

/** The listed parts as they were uploaded. @throws MalformedXML, InvalidPartOrder, InvalidPart, EntityTooSmall, InvalidRequest */
function partsOf(listed: readonly CompletedPart[] | undefined, upload: Upload, call: Call): Part[] {
  if (listed === undefined || listed.length === 0 || listed.length > mostParts) throw malformedXml()
  if (listed.some(({ PartNumber: number }, i) => number === undefined || (i > 0 && number <= listed[i - 1]!.PartNumber!))) {
    if (listed.some(({ PartNumber: number }) => number === undefined)) throw malformedXml()
    throw s3Fault('InvalidPartOrder', { UploadId: upload.id })
  }
  const parts = listed.map(each => {
    const part = call.of(Part).get(upload.id, each.PartNumber!)
    const etag = each.ETag?.replace(/^"(.*)"$/, '$1')
    const stated = statedChecksum(each)
    const differs = stated !== undefined && (stated.algorithm === upload.checksum.algorithm ? stated.value !== part?.checksum
      : upload.usualChecksum !== true)
    if (part === undefined || etag !== part.etag || differs) {
      throw s3Fault('InvalidPart', { UploadId: upload.id, PartNumber: each.PartNumber, ETag: etag })
    }
    if (stated === undefined && upload.checksum.type === 'COMPOSITE') {
      throw s3Fault('InvalidRequest', {}, `The upload was created using a ${upload.checksum.algorithm.toLowerCase()} checksum. `
        + `The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`)
    }
    return part
  })
  const small = parts.slice(0, -1).find(({ sizeBytes }) => sizeBytes < smallestPartBytes)
  if (small !== undefined) {
    throw s3Fault('EntityTooSmall', { ProposedSize: small.sizeBytes, MinSizeAllowed: smallestPartBytes, PartNumber: small.number,
      ETag: small.etag })
  }
  return parts
}

/** What the request says of the object's own checksum. @throws BadDigest, InvalidRequest */
function checkWhole(input: CompleteMultipartUploadRequest, checksum: Checksum, upload: Upload): void {
  const { ChecksumType: type } = input
  if (type !== undefined && type !== checksum.type) {
    throw s3Fault('InvalidRequest', {},
      `The upload was created using the ${checksum.type} checksum mode. The complete request must use the same checksum mode.`)
  }
  const stated = statedChecksum(input)
  if (stated === undefined) return
  if (stated.algorithm !== upload.checksum.algorithm) {
    throw s3Fault('InvalidRequest', {}, `Checksum Type mismatch occurred, expected checksum Type: ${checksum.algorithm.toLowerCase()}, `
      + `actual checksum Type: ${stated.algorithm.toLowerCase()}`)
  }
  if (stated.value !== checksum.value && `${stated.value}-${input.MultipartUpload!.Parts!.length}` !== checksum.value) {
    throw s3Fault('BadDigest', {}, `The ${stated.algorithm} you specified did not match the calculated checksum.`)
  }
}

/** The MD5 of the parts' MD5s. */
function etagOf(parts: readonly Part[]): string {
  const sum = createHash('md5')
  for (const { etag } of parts) sum.update(Buffer.from(etag, 'hex'))
  return sum.digest('hex')
}
