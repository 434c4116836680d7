// Appending to an object of a directory bucket: PutObject with an offset, which must be where the object ends. What comes is one more part
// of it; no byte that is there is moved. Source: "Appending data to objects in directory buckets", Amazon S3 User Guide; PutObject, API
// Reference.

import type { PutObjectRequest } from '../../../generated/aws/s3.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { existing } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { checksumOfParts, isLinear } from '../../engines/checksum.ts'
import type { Checksum } from '../../engines/checksum.ts'
import { checkWrite } from './condition.ts'
import { BodyDigest } from './digest.ts'
import type { Digests } from './digest.ts'
import { s3Fault } from './fault.ts'
import { Current, liveObject, PartLists } from './object.ts'
import type { LiveObject, PartSummary } from './object.ts'
import { addVersion } from './version.ts'

/** The object as it is now, and its bucket. */
export interface Appended { readonly bucket: Bucket, readonly object: LiveObject }

const mostParts = 10_000

/**
 * Undefined where there is no object yet: then it is put as any other.
 * @throws InvalidWriteOffset, TooManyParts, EncryptionTypeMismatch and what PutObject throws
 */
export function appended(input: PutObjectRequest, bucket: Bucket, call: Call): Promise<Appended> | undefined {
  const offset = input.WriteOffsetBytes!
  const there = objectAt(input, bucket, offset, call)
  if (there === undefined) return undefined
  const asked = input.ServerSideEncryption
  if (asked !== undefined && asked !== there.encryption.algorithm) {
    throw new Fault('EncryptionTypeMismatch', 'The existing object was created with a different encryption type. Subsequent write '
      + 'requests must include the appropriate encryption parameters in the request or while creating the session.', 400)
  }
  const headers = call.request?.headers ?? {}
  const own = there.checksum?.algorithm ?? 'CRC64NVME'
  const digest = new BodyDigest(input, headers, own, own)
  return call.blobs.store(input.Body, digest.update, (blob, sizeBytes) => {
    const digests = digest.finish(sizeBytes, headers)
    const now = existing(bucket.name, call)
    const object = objectAt(input, now, offset, call)
    if (object === undefined) throw wrongOffset(offset, 0)
    return { bucket: now, object: joined(now, object, blob, sizeBytes, digests, call) }
  })
}

function objectAt(input: PutObjectRequest, bucket: Bucket, offset: number, call: Call): LiveObject | undefined {
  const object = liveObject(call.of(Current).get(bucket.name, input.Key))
  checkWrite(input, input.Key, object)
  if ((object?.sizeBytes ?? 0) !== offset) throw wrongOffset(offset, object?.sizeBytes ?? 0)
  checkPartsCount(object?.partsCount ?? 1)
  return object
}

/** @param count of the parts that are there before one more @throws TooManyParts */
export function checkPartsCount(count: number): void {
  if (count >= mostParts) {
    throw new Fault('TooManyParts', 'You have attempted to add more parts than the maximum of 10000 that are allowed for this object. '
      + 'You can use the CopyObject operation to copy this object to another and then add more data to the newly copied object.', 400)
  }
}

function joined(bucket: Bucket, object: LiveObject, tail: string, tailBytes: number, digests: Digests, call: Call): LiveObject {
  const known: readonly PartSummary[] = object.partsCount === undefined ? [{ number: 1, sizeBytes: object.sizeBytes }]
    : call.of(PartLists).require(object.blob).parts
  const blob = call.blobs.compose([{ blob: object.blob }, { blob: tail }])
  call.blobs.release(tail)
  call.of(PartLists).insert({ blob, parts: [...known, { number: known.at(-1)!.number + 1, sizeBytes: tailBytes }] })
  const { bucket: _, versionId: _id, order: _order, createdAt: _at, noncurrentAt: _until, checksum, ...kept } = object
  const sum = checksum === undefined ? undefined : joinedChecksum(checksum, object.sizeBytes, digests, tailBytes)
  return addVersion<LiveObject>(bucket, {
    ...kept, bucket: bucket.name, blob, sizeBytes: object.sizeBytes + tailBytes, partsCount: known.length + 1, etag: call.hex(32),
    ...(sum !== undefined && { checksum: sum }),
  }, call)
}

/** Sums of CRC kinds go on; of a hash there is none of the whole without the bytes. */
function joinedChecksum({ algorithm, value, type }: Checksum, sizeBytes: number, digests: Digests,
  tailBytes: number): Checksum | undefined {
  if (!isLinear(algorithm) || type !== 'FULL_OBJECT') return undefined
  const tail = digests.also ?? digests.checksum.value
  return checksumOfParts(algorithm, 'FULL_OBJECT', [{ checksum: value, sizeBytes }, { checksum: tail, sizeBytes: tailBytes }])
}

function wrongOffset(offset: number, sizeBytes: number): Error {
  return new Fault('InvalidWriteOffset', 'The write offset value that you specified does not match the current object size.', 400,
    { WriteOffsetBytes: offset, ObjectSizeBytes: sizeBytes })
}

/** Whether a put is one; only directory buckets take it. @throws NotImplemented */
export function isAppend({ WriteOffsetBytes: offset }: PutObjectRequest, { directory }: Bucket): boolean {
  if (offset === undefined) return false
  if (directory === undefined) throw s3Fault('NotImplemented', { Header: 'x-amz-write-offset-bytes' })
  return true
}
