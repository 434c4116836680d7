// Reading objects: GetObject and HeadObject. The bytes come as a stream that outlives a later overwrite or delete of the object.

import type { GetObjectOutput, S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket, BucketInput } from './bucket.ts'
import { writtenChecksum } from './checksum.ts'
import { failed, readVerdict } from './condition.ts'
import type { ReadConditions } from './condition.ts'
import { openDataKey } from './data-key.ts'
import { checkCustomerKey, writtenEncryption } from './encryption.ts'
import type { CustomerKeyInput } from './encryption.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import { expirationHeader } from './lifecycle.ts'
import { named } from './named.ts'
import { PartLists } from './object.ts'
import type { LiveObject } from './object.ts'
import { versionMember } from './put.ts'
import { contentRange, readRange } from './range.ts'
import type { ByteRange } from './range.ts'
import { isReadable, restoreHeader } from './restore.ts'
import { archiveTierOf } from './tiering-rule.ts'
import { readNow } from './tiering.ts'

interface ReadInput extends BucketInput, ReadConditions, CustomerKeyInput {
  readonly Key: string
  readonly VersionId?: string
  readonly Range?: string
  readonly PartNumber?: number
  readonly ChecksumMode?: string
  readonly ResponseCacheControl?: string
  readonly ResponseContentDisposition?: string
  readonly ResponseContentEncoding?: string
  readonly ResponseContentLanguage?: string
  readonly ResponseContentType?: string
  readonly ResponseExpires?: number | string
}

interface Reading { readonly bucket: Bucket, readonly object: LiveObject, readonly range: ByteRange | undefined }

export const GetObject: S3['GetObject'] = (input, call) => {
  const asked = input as ReadInput
  const found = reading(asked, call)
  if (found.object.encryption.dataKey === undefined) return whole(found, asked, call)
  // KMS may take its time; by then the object may be another.
  return openDataKey(found.object, call).then(() => call.transact(() => whole(reading(asked, call), asked, call)))
}

function whole({ bucket, object, range }: Reading, input: ReadInput, call: Call): GetObjectOutput {
  if (!isReadable(object, call)) throw s3Fault('InvalidObjectState', {
    StorageClass: object.storageClass, AccessTier: archiveTierOf(object, call), Key: object.key })
  readNow(object, call)
  call.meter('DataTransfer-Out-Bytes', range?.sizeBytes ?? object.sizeBytes)
  return { ...described(bucket, object, range, input, call), Body: call.blobs.read(object.blob, range) }
}

/** As GetObject, without the bytes; the answer has no body, an error neither. */
export const HeadObject: S3['HeadObject'] = (input, call) => {
  const { bucket, object, range } = reading(input as ReadInput, call)
  return described(bucket, object, range, input as ReadInput, call)
}

function reading(input: ReadInput, call: Call): Reading {
  const right = input.VersionId === undefined ? rights.get : rights.getVersion
  const bucket = bucketFor(input, right, call, input.Key)
  const object = named(bucket, input, right, call)
  if (call.principal.kind === 'anonymous') refuseOverrides(input)
  checkCustomerKey(object.encryption, input)
  const verdict = readVerdict(input, object)
  if (verdict?.verdict === 'failed') throw failed(verdict.condition)
  if (verdict?.verdict === 'unchanged') throw unchanged(bucket, object)
  const range = input.PartNumber === undefined ? readRange(input.Range, object.sizeBytes) : partRange(input, object, call)
  if (range === 'unsatisfiable') {
    throw s3Fault('InvalidRange', { RangeRequested: input.Range, ActualObjectSize: object.sizeBytes }, undefined,
      { 'content-range': `bytes */${object.sizeBytes}` })
  }
  if (range !== undefined) call.respond({ status: 206 })
  return { bucket, object, range }
}

function unchanged(bucket: Bucket, object: LiveObject): Error {
  const { VersionId: versionId } = versionMember(bucket, object)
  return s3Fault('NotModified', {}, undefined, {
    'etag': `"${object.etag}"`,
    'last-modified': new Date(object.createdAt).toUTCString(),
    ...(versionId !== undefined && { 'x-amz-version-id': versionId }),
    ...(object.headers.CacheControl !== undefined && { 'cache-control': object.headers.CacheControl }),
  })
}

function described(bucket: Bucket, object: LiveObject, range: ByteRange | undefined, input: ReadInput, call: Call): GetObjectOutput {
  const { retention, legalHold, tags, metadata, partsCount, replication } = object
  const output: Record<string, unknown> = {
    AcceptRanges: 'bytes', ...object.headers, LastModified: object.createdAt, ContentLength: range?.sizeBytes ?? object.sizeBytes,
    ETag: `"${object.etag}"`, ...writtenEncryption(object.encryption),
  }
  override(output, input)
  const { VersionId: versionId } = versionMember(bucket, object)
  const { Expiration: expiration } = expirationHeader(bucket, object)
  const restore = restoreHeader(object, call)
  const tier = archiveTierOf(object, call)
  if (versionId !== undefined) output['VersionId'] = versionId
  if (expiration !== undefined) output['Expiration'] = expiration
  if (range !== undefined) output['ContentRange'] = contentRange(range, object.sizeBytes)
  if (metadata !== undefined) output['Metadata'] = metadata
  if (object.storageClass !== 'STANDARD') output['StorageClass'] = object.storageClass
  if (retention !== undefined) Object.assign(output, { ObjectLockMode: retention.mode, ObjectLockRetainUntilDate: retention.untilAt })
  if (legalHold !== undefined) output['ObjectLockLegalHoldStatus'] = legalHold ? 'ON' : 'OFF'
  if (tags !== undefined && Object.keys(tags).length > 0) output['TagCount'] = Object.keys(tags).length
  if (restore !== undefined) output['Restore'] = restore
  if (tier !== undefined) output['ArchiveStatus'] = tier
  if (replication !== undefined) output['ReplicationStatus'] = replication
  if (input.PartNumber !== undefined && partsCount !== undefined) output['PartsCount'] = partsCount
  // A part of an object has no checksum of the whole.
  if (input.ChecksumMode === 'ENABLED' && range === undefined) Object.assign(output, writtenChecksum(object.checksum))
  return output as GetObjectOutput
}

function partRange(input: ReadInput, object: LiveObject, call: Call): ByteRange | undefined {
  const number = input.PartNumber!
  if (input.Range !== undefined) throw s3Fault('InvalidRequest', {}, 'Cannot specify both Range header and partNumber query parameter')
  if (number < 1 || number > 10_000) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', String(number))
  }
  const parts = object.partsCount === undefined ? [{ sizeBytes: object.sizeBytes }] : call.of(PartLists).require(object.blob).parts
  if (number > parts.length) throw s3Fault('InvalidPartNumber', { PartNumberRequested: number, ActualPartCount: parts.length })
  const fromBytes = parts.slice(0, number - 1).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return { fromBytes, sizeBytes: parts[number - 1]!.sizeBytes }
}

const overrideNames = [
  ['ResponseCacheControl', 'CacheControl'], ['ResponseContentDisposition', 'ContentDisposition'],
    ['ResponseContentEncoding', 'ContentEncoding'],
  ['ResponseContentLanguage', 'ContentLanguage'], ['ResponseContentType', 'ContentType'], ['ResponseExpires', 'Expires'],
] as const

function override(output: Record<string, unknown>, input: ReadInput): void {
  for (const [asked, name] of overrideNames) {
    const value = input[asked]
    if (typeof value === 'string' && /[^\0-\xff]/.test(value)) {
      throw invalidArgument('Header value cannot be represented using ISO-8859-1.', parameterOf(name), value)
    }
    if (value !== undefined) output[name] = asked === 'ResponseExpires' && typeof value === 'number' ? new Date(value).toUTCString() : value
  }
}

/** `ContentType` → `response-content-type` */
function parameterOf(name: string): string {
  return `response${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

function refuseOverrides(input: ReadInput): void {
  if (overrideNames.some(([asked]) => input[asked] !== undefined)) {
    throw s3Fault('InvalidRequest', {}, 'Request specific response headers cannot be used for anonymous GET requests.')
  }
}
