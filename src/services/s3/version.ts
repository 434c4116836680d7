// The versions of a key: which there are, what a new one does to the older ones by the bucket's versioning, and what is left when one goes.
// Whether one may go is decided before (`deletion.ts`). Source: "How S3 Versioning works", Amazon S3 User Guide.

import type { Call } from '../../kernel/service.ts'
import { dropAnnotations } from './annotation-record.ts'
import type { Bucket } from './bucket.ts'
import { expectExpiry } from './lifecycle.ts'
import { Current, Noncurrent, nullVersion, PartLists } from './object.ts'
import type { DeleteMarker, LiveObject, StoredObject } from './object.ts'
import { pending } from './replication-rule.ts'
import { expectTiering } from './tiering-rule.ts'

type NewVersion<V extends StoredObject> = Omit<V, 'versionId' | 'order' | 'createdAt' | 'noncurrentAt'>

/**
 * Makes a version the newest of its key. What it replaces goes, or stays as an older version.
 * @param given id and time of one that has them from elsewhere
 */
export function addVersion<V extends LiveObject | DeleteMarker>(
  bucket: Bucket, made: NewVersion<V>, call: Call, given?: { readonly versionId: string, readonly createdAt: number },
): V {
  const versioned = bucket.configurations.versioning?.Status === 'Enabled'
  const now = call.now()
  const current = call.of(Current).get(bucket.name, made.key)
  const versionId = given?.versionId ?? (versioned ? call.alphanumeric(32) : nullVersion)
  if (current !== undefined) {
    if (current.versionId === versionId) destroy(current, call)
    else {
      call.of(Noncurrent).put({ ...current, noncurrentAt: now })
      if (!versioned) dropNull(bucket.name, made.key, call)
    }
  }
  const place = { versionId, order: -call.sequence(), createdAt: given?.createdAt ?? now }
  const version = pending(bucket, { ...made, ...place } as unknown as V, call)
  call.of(Current).put(version)
  expectExpiry(bucket, version, call)
  if (!version.deleteMarker) expectTiering(bucket, version, call)
  return version
}

/** Takes one version away for good; the newest of the older ones takes its place. */
export function removeVersion(version: StoredObject, call: Call): void {
  const { bucket, key } = version
  const current = call.of(Current).get(bucket, key)
  if (current?.versionId === version.versionId) {
    const next = call.of(Noncurrent).first({ within: [bucket, key] })
    if (next === undefined) call.of(Current).delete(bucket, key)
    else {
      const { noncurrentAt: _, ...promoted } = next
      call.of(Noncurrent).delete(bucket, key, next.order)
      call.of(Current).put(promoted)
    }
  } else call.of(Noncurrent).delete(bucket, key, version.order)
  destroy(version, call)
}

/** Replaces a version by itself with other traits. */
export function changeVersion(version: LiveObject, call: Call): LiveObject {
  const current = call.of(Current).get(version.bucket, version.key)
  return call.of(current?.versionId === version.versionId ? Current : Noncurrent).put(version) as LiveObject
}

function dropNull(bucket: string, key: string, call: Call): void {
  const old = call.of(Noncurrent).by('byId').first({ within: [bucket, key, nullVersion] })
  if (old === undefined) return
  call.of(Noncurrent).delete(bucket, key, old.order)
  destroy(old, call)
}

function destroy(version: StoredObject, call: Call): void {
  if (version.deleteMarker) return
  dropAnnotations(version, call)
  if (version.partsCount !== undefined) call.of(PartLists).delete(version.blob)
  call.blobs.release(version.blob)
}
