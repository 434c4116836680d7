// Deleting objects: DeleteObject and DeleteObjects. Without a version, a versioned bucket only gets a delete marker; with one, the version
// goes for good, unless a lock protects it.

import type { DeleteObjectOutput, S3 } from '../../../generated/aws/s3.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { demand, rights } from './access.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { failed } from './condition.ts'
import { malformedXml, s3Fault } from './fault.ts'
import { expectExpiry } from './lifecycle.ts'
import { announce } from './notification.ts'
import { Current, liveObject, versionOf } from './object.ts'
import type { DeleteMarker, StoredObject } from './object.ts'
import { checkKey, checkVersionId } from './object-key.ts'
import { versionMember } from './put.ts'
import { bringsReplica, storeReplicaMarker } from './replica.ts'
import { checkDestruction } from './retention.ts'
import { addVersion, removeVersion } from './version.ts'

interface Deletion {
  readonly Key: string
  readonly VersionId?: string
  readonly ETag?: string
  readonly LastModifiedTime?: number
  readonly Size?: number
}

const mostAtOnce = 1000

export const DeleteObject: S3['DeleteObject'] = (input, call) => {
  if (bringsReplica(input, call)) return storeReplicaMarker(input, call)
  const right = input.VersionId === undefined ? rights.delete : rights.deleteVersion
  const bucket = bucketFor(input, right, call, input.Key)
  return remove(bucket, {
    Key: input.Key,
    ...(input.VersionId !== undefined && { VersionId: input.VersionId }),
    ...(input.IfMatch !== undefined && { ETag: input.IfMatch }),
    ...(input.IfMatchLastModifiedTime !== undefined && { LastModifiedTime: input.IfMatchLastModifiedTime }),
    ...(input.IfMatchSize !== undefined && { Size: input.IfMatchSize }),
  }, input.BypassGovernanceRetention, call)
}

/** Each key succeeds or fails by itself. */
export const DeleteObjects: S3['DeleteObjects'] = (input, call) => {
  const bucket = bucketFor(input, { action: 's3:DeleteObject', bucket: 'WRITE' }, call)
  const { Objects: objects = [], Quiet: quiet } = input.Delete ?? {}
  if (objects.length === 0 || objects.length > mostAtOnce) throw malformedXml()
  const deleted = []
  const errors = []
  for (const each of objects as readonly Deletion[]) {
    const name = { Key: each.Key, ...(each.VersionId !== undefined && { VersionId: each.VersionId }) }
    try {
      if (each.Key === undefined || each.Key === '') throw s3Fault('UserKeyMustBeSpecified')
      demand(bucket, each.VersionId === undefined ? rights.delete : rights.deleteVersion, call, each.Key)
      const { DeleteMarker: marker, VersionId: versionId } = remove(bucket, each, input.BypassGovernanceRetention, call)
      if (quiet !== true) deleted.push({ ...name, ...(marker === true && { DeleteMarker: true, DeleteMarkerVersionId: versionId! }) })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      errors.push({ ...name, Code: error.code, Message: error.message })
    }
  }
  return { Deleted: deleted, ...(errors.length > 0 && { Errors: errors }) }
}

/** @throws AccessDenied, PreconditionFailed, InvalidArgument */
function remove(bucket: Bucket, asked: Deletion, bypass: boolean | undefined, call: Call): DeleteObjectOutput {
  const { Key: key, VersionId: versionId } = asked
  checkKey(key)
  const version = versionId === undefined ? call.of(Current).get(bucket.name, key) : versionOf(bucket.name, key, versionId, call)
  checkConditions(asked, version)
  if (versionId !== undefined) return removeNamed(bucket, version, versionId, bypass, call)
  if (bucket.configurations.versioning?.Status === undefined) {
    if (version === undefined) return {}
    removeVersion(version, call)
    announce(bucket, 'ObjectRemoved:Delete', version, call)
    return {}
  }
  const made = addVersion<DeleteMarker>(bucket, { bucket: bucket.name, key, deleteMarker: true, owner: call.account }, call)
  announce(bucket, 'ObjectRemoved:DeleteMarkerCreated', made, call)
  return { DeleteMarker: true, ...versionMember(bucket, made) }
}

function removeNamed(
  bucket: Bucket, version: StoredObject | undefined, versionId: string, bypass: boolean | undefined, call: Call,
): DeleteObjectOutput {
  checkVersionId(versionId)
  if (version === undefined) return { VersionId: versionId }
  checkDestruction(version, bypass, call)
  removeVersion(version, call)
  const left = call.of(Current).get(bucket.name, version.key)
  // A delete marker that hides nothing any more may have to go.
  if (left !== undefined) expectExpiry(bucket, left, call)
  announce(bucket, 'ObjectRemoved:Delete', version, call)
  return { VersionId: versionId, ...(version.deleteMarker && { DeleteMarker: true }) }
}

/** "Conditional deletes", Amazon S3 User Guide: what is not there fulfils no condition. */
function checkConditions(
  { Key: key, ETag: etag, LastModifiedTime: modifiedAt, Size: sizeBytes }: Deletion, version: StoredObject | undefined,
): void {
  if (etag === undefined && modifiedAt === undefined && sizeBytes === undefined) return
  const object = liveObject(version)
  if (object === undefined) throw s3Fault('NoSuchKey', { Key: key })
  const isOther = (etag !== undefined && etag !== '*' && etag.replace(/^"(.*)"$/, '$1') !== object.etag)
    || (modifiedAt !== undefined && Math.floor(modifiedAt / 1000) !== Math.floor(object.createdAt / 1000))
    || (sizeBytes !== undefined && sizeBytes !== object.sizeBytes)
  if (isOther) throw failed('If-Match')
}
