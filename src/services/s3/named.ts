// The object that a request names, by its key alone or with a version, and what S3 says where it is not there, is a delete marker, or is
// none of the caller's business.

import type { Call } from '../../kernel/service.ts'
import { demand, may, rights } from './access.ts'
import type { Right } from './access.ts'
import type { Bucket } from './bucket.ts'
import { s3Fault } from './fault.ts'
import { Current, versionOf } from './object.ts'
import type { LiveObject, StoredObject } from './object.ts'
import { checkKey, checkVersionId } from './object-key.ts'

export interface ObjectInput { readonly Key: string, readonly VersionId?: string }

/** @throws NoSuchKey, NoSuchVersion, MethodNotAllowed, AccessDenied, InvalidArgument, KeyTooLongError */
export function named(bucket: Bucket, input: ObjectInput, right: Right, call: Call): LiveObject {
  const { Key: key, VersionId: versionId } = input
  checkKey(key)
  const version = found(bucket, key, versionId, call)
  // Who may not list a bucket does not learn what is not in it.
  if (version === undefined || (version.deleteMarker && versionId === undefined)) demand(bucket, rights.list, call)
  if (version === undefined) {
    if (versionId !== undefined) throw s3Fault('NoSuchVersion', { Key: key, VersionId: versionId })
    throw s3Fault('NoSuchKey', { Key: key })
  }
  if (version.deleteMarker) throw asMarker(version, versionId)
  if (!may(bucket, right, call, key, version.acl)) throw s3Fault('AccessDenied')
  return version
}

function found(bucket: Bucket, key: string, versionId: string | undefined, call: Call): StoredObject | undefined {
  if (versionId === undefined) return call.of(Current).get(bucket.name, key)
  checkVersionId(versionId)
  return versionOf(bucket.name, key, versionId, call)
}

/** A delete marker is not there, or, called by its own id, not to be read. */
function asMarker({ key, versionId, createdAt }: StoredObject, asked: string | undefined): Error {
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId }
  if (asked === undefined) return s3Fault('NoSuchKey', { Key: key }, undefined, headers)
  return s3Fault('MethodNotAllowed', { Method: 'GET', ResourceType: 'DeleteMarker' }, undefined,
    { ...headers, 'allow': 'DELETE', 'last-modified': new Date(createdAt).toUTCString() })
}
