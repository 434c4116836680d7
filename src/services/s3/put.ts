// PutObject: a body becomes an object, whole or not at all. What the request says is checked before the first byte is taken; digests,
// conditions and the bucket itself when the last has come, in the transaction that makes the object.

import type { PutObjectOutput, S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { appended, isAppend } from './append.ts'
import { Bucket, bucketFor, existing } from './bucket.ts'
import { writtenChecksum } from './checksum.ts'
import { checkWrite } from './condition.ts'
import { isUnderKms } from './data-key.ts'
import { BodyDigest } from './digest.ts'
import { hasMd5Etag, writtenEncryption } from './encryption.ts'
import { s3Fault } from './fault.ts'
import { expirationHeader } from './lifecycle.ts'
import { announce } from './notification.ts'
import { Current, liveObject } from './object.ts'
import type { LiveObject, StoredObject } from './object.ts'
import { bringsReplica, storeReplica } from './replica.ts'
import { asksReplication, replicateNow } from './replication.ts'
import { sealedTraits, traitsFor } from './traits.ts'
import { addVersion } from './version.ts'

const largestBytes = 5 * 2 ** 30

export const PutObject: S3['PutObject'] = async (input, call) => {
  if (bringsReplica(input, call)) return storeReplica(input, call).then(() => ({}))
  if (asksReplication(input, call)) return replicateNow(input, call)
  const bucket = bucketFor(input, rights.put, call, input.Key)
  const asked = traitsFor(input, bucket, call)
  const headers = call.request?.headers ?? {}
  checkLength(input.ContentLength, largestBytes, call)
  if (isAppend(input, bucket)) {
    const longer = appended(input, bucket, call)
    if (longer !== undefined) return longer.then(({ bucket: now, object }) => ({ ...written(now, object), Size: object.sizeBytes }))
  }
  const digest = new BodyDigest(input, headers)
  checkWrite(input, input.Key, liveObject(call.of(Current).get(bucket.name, input.Key)))
  const traits = isUnderKms(asked.encryption) ? await sealedTraits(asked, bucket, input.Key, call) : asked
  return call.blobs.store(input.Body, digest.update, (blob, sizeBytes) => {
    const { md5, checksum } = digest.finish(sizeBytes, headers)
    const now = existing(bucket.name, call)
    checkWrite(input, input.Key, liveObject(call.of(Current).get(bucket.name, input.Key)))
    const etag = hasMd5Etag(traits.encryption, bucket.name) ? md5 : call.hex(32)
    const object = addVersion<LiveObject>(now, { bucket: bucket.name, key: input.Key, ...traits, blob, sizeBytes, etag, checksum }, call)
    announce(now, isForm(call) ? 'ObjectCreated:Post' : 'ObjectCreated:Put', object, call)
    return written(now, object)
  })
}

/** A browser's form has become this call. */
function isForm({ request }: Call): boolean {
  return request?.method === 'POST'
}

/** What every answer to a write tells of the new object. */
export function written(bucket: Bucket, object: LiveObject): PutObjectOutput {
  return {
    ETag: `"${object.etag}"`,
    ...writtenChecksum(object.checksum),
    ...writtenEncryption(object.encryption),
    ...versionMember(bucket, object),
    ...expirationHeader(bucket, object),
  }
}

/** Buckets that never were versioned tell no version ids. */
export function versionMember({ configurations }: Bucket, { versionId }: StoredObject): { VersionId?: string } {
  return configurations.versioning?.Status === undefined ? {} : { VersionId: versionId }
}

/** A body off the wire must say how long it is. @throws MissingContentLength, EntityTooLarge */
export function checkLength(lengthBytes: number | undefined, mostBytes: number, call: Call): void {
  if (lengthBytes === undefined) {
    // A form says nothing of the length of its file.
    if (call.request !== undefined && !isForm(call)) throw s3Fault('MissingContentLength')
    return
  }
  if (lengthBytes > mostBytes) throw s3Fault('EntityTooLarge', { ProposedSize: lengthBytes, MaxSizeAllowed: mostBytes })
}
