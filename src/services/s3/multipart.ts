// Uploading in parts: CreateMultipartUpload, UploadPart, AbortMultipartUpload, ListParts. UploadPartCopy is in `copy.ts`, the end of it all
// in `completion.ts`. Source: "Uploading and copying objects using multipart upload", Amazon S3 User Guide.

import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest, S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor, existing } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { isLinear } from '../../engines/checksum.ts'
import { checkAlgorithm, memberOf } from './checksum.ts'
import type { ChecksumAlgorithm, ChecksumType } from '../../engines/checksum.ts'
import { isUnderKms, openDataKey } from './data-key.ts'
import { BodyDigest } from './digest.ts'
import { checkCustomerKey, hasMd5Etag, writtenEncryption } from './encryption.ts'
import type { CustomerKeyInput } from './encryption.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import { abortHeaders, expectAbort } from './lifecycle.ts'
import type { ObjectTraits } from './object.ts'
import { canonicalId } from './owner.ts'
import { checkLength } from './put.ts'
import { sealedTraits, traitsFor } from './traits.ts'
import { endUpload, existingUpload, Part, Upload, uploadFor } from './upload.ts'

export const mostParts = 10_000
const largestPartBytes = 5 * 2 ** 30

export const CreateMultipartUpload: S3['CreateMultipartUpload'] = (input, call) => {
  const bucket = bucketFor(input, rights.put, call, input.Key)
  const traits = traitsFor(input, bucket, call)
  const checksum = checksumFor(input.ChecksumAlgorithm?.toUpperCase(), input.ChecksumType)
  if (!isUnderKms(traits.encryption)) return begun(input, bucket, traits, checksum, call)
  return sealedTraits(traits, bucket, input.Key, call).then(sealed => call.transact(() => begun(input, bucket, sealed, checksum, call)))
}

function begun(
  input: CreateMultipartUploadRequest, bucket: Bucket, traits: ObjectTraits, checksum: Upload['checksum'], call: Call,
): CreateMultipartUploadOutput {
  const asked = input.ChecksumAlgorithm?.toUpperCase()
  const upload = call.of(Upload).insert({
    bucket: bucket.name, key: input.Key, order: call.sequence(), id: call.alphanumeric(96), createdAt: call.now(),
    initiator: call.principal.account || call.account,
    traits,
    checksum,
    ...(asked === undefined && { usualChecksum: true }),
  })
  expectAbort(bucket, upload, call)
  return {
    Bucket: bucket.name, Key: input.Key, UploadId: upload.id,
    ...writtenEncryption(traits.encryption),
    ...(asked !== undefined && { ChecksumAlgorithm: upload.checksum.algorithm, ChecksumType: upload.checksum.type }),
    ...abortHeaders(bucket, upload),
  }
}

/** "Checksum types": CRC-64 sums are of the whole object only, SHA sums of parts only. @throws InvalidRequest */
function checksumFor(asked: string | undefined, type: string | undefined): Upload['checksum'] {
  if (asked === undefined) {
    if (type !== undefined) throw s3Fault('InvalidRequest', {},
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.')
    return { algorithm: 'CRC64NVME', type: 'FULL_OBJECT' }
  }
  checkAlgorithm(asked)
  const algorithm: ChecksumAlgorithm = asked
  const usual: ChecksumType = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE'
  if (type === undefined) return { algorithm, type: usual }
  if (type !== 'COMPOSITE' && type !== 'FULL_OBJECT') throw s3Fault('InvalidRequest', {},
    'Value for x-amz-checksum-type header is invalid.')
  if ((type === 'COMPOSITE' && algorithm === 'CRC64NVME') || (type === 'FULL_OBJECT' && !isLinear(algorithm))) {
    throw s3Fault('InvalidRequest', {}, `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`)
  }
  return { algorithm, type }
}

export const UploadPart: S3['UploadPart'] = async (input, call) => {
  checkPartNumber(input.PartNumber)
  const { bucket, upload } = uploadFor(input, 's3:PutObject', call)
  const headers = call.request?.headers ?? {}
  checkLength(input.ContentLength, largestPartBytes, call)
  checkPartKey(upload, input)
  const { algorithm, type } = upload.checksum
  const digest = new BodyDigest(input, headers, algorithm, upload.usualChecksum ? algorithm : undefined)
  const { demand } = digest
  const mustState = type === 'COMPOSITE' && demand.own === true
  if (upload.usualChecksum !== true && (demand.algorithm !== algorithm || mustState)) {
    throw s3Fault('InvalidRequest', {}, `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, `
      + `actual checksum Type: ${mustState ? 'null' : demand.algorithm.toLowerCase()}`)
  }
  const { encryption } = upload.traits
  if (encryption.dataKey !== undefined) await openDataKey({ encryption, bucket: bucket.name, key: upload.key }, call)
  return call.blobs.store(input.Body, digest.update, (blob, sizeBytes) => {
    const { md5, checksum, also } = digest.finish(sizeBytes, headers)
    existing(bucket.name, call)
    const part = putPart(existingUpload(input, call), { number: input.PartNumber, blob, sizeBytes, md5, checksum: also ?? checksum.value },
      call)
    return {
      ETag: `"${part.etag}"`,
      ...writtenEncryption(upload.traits.encryption),
      ...(demand.own !== true && { [memberOf(checksum.algorithm)]: checksum.value }),
    }
  })
}

/** A part that is uploaded again takes the place of the first. */
export function putPart(
  upload: Upload, part: { readonly number: number, readonly blob: string, readonly sizeBytes: number, readonly md5: string,
    readonly checksum: string }, call: Call,
): Part {
  const { md5, ...others } = part
  const before = call.of(Part).get(upload.id, part.number)
  const stored = call.of(Part).put({
    upload: upload.id, ...others, createdAt: call.now(), etag: hasMd5Etag(upload.traits.encryption, upload.bucket) ? md5 : call.hex(32),
  })
  if (before !== undefined) call.blobs.release(before.blob)
  return stored
}

/** @throws InvalidArgument */
export function checkPartNumber(number: number): void {
  if (Number.isInteger(number) && number >= 1 && number <= mostParts) return
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', String(number))
}

/** Parts come under the key that the upload was begun under. @throws InvalidRequest */
export function checkPartKey({ traits: { encryption } }: Upload, input: CustomerKeyInput): void {
  if (encryption.customerKeyMd5 !== undefined && input.SSECustomerKey === undefined) {
    throw s3Fault('InvalidRequest', {},
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.')
  }
  checkCustomerKey(encryption, input)
}

export const AbortMultipartUpload: S3['AbortMultipartUpload'] = (input, call) => {
  const { upload } = uploadFor(input, 's3:AbortMultipartUpload', call)
  if (input.IfMatchInitiatedTime !== undefined && Math.floor(input.IfMatchInitiatedTime / 1000) !== Math.floor(upload.createdAt / 1000)) {
    throw s3Fault('PreconditionFailed', { Condition: 'x-amz-if-match-initiated-time' })
  }
  endUpload(upload, call)
}

export const ListParts: S3['ListParts'] = (input, call) => {
  const { bucket, upload } = uploadFor(input, 's3:ListMultipartUploadParts', call)
  const { MaxParts: limit = 1000, PartNumberMarker: marker = 0 } = input
  if (limit < 0) throw invalidArgument('Argument max-parts must be an integer between 0 and 2147483647', 'max-parts', String(limit))
  const most = Math.min(limit, 1000)
  const parts = []
  let truncated = false
  for (const part of call.of(Part).scan({ within: [upload.id], after: [marker] })) {
    truncated = parts.length === most
    if (truncated) break
    parts.push({
      PartNumber: part.number, LastModified: part.createdAt, ETag: `"${part.etag}"`, Size: part.sizeBytes,
      ...(upload.usualChecksum !== true && { [memberOf(upload.checksum.algorithm)]: part.checksum }),
    })
  }
  return {
    Bucket: bucket.name, Key: upload.key, UploadId: upload.id,
    PartNumberMarker: marker, NextPartNumberMarker: parts.at(-1)?.PartNumber ?? 0, MaxParts: most, IsTruncated: truncated,
    Parts: parts,
    Initiator: { ID: canonicalId(upload.initiator) }, Owner: { ID: canonicalId(upload.traits.owner) },
    StorageClass: upload.traits.storageClass,
    ...(upload.usualChecksum !== true && { ChecksumAlgorithm: upload.checksum.algorithm, ChecksumType: upload.checksum.type }),
    ...abortHeaders(bucket, upload),
  }
}
