// Objects as they are stored: each version a record, the newest of a key apart from those it has superseded, so that listing a bucket meets
// no old ones. The bytes are a blob; the parts of a large object have a record of their own, so that lists need not carry them.
// Invariant: a key has versions only while it has a current one, which may be a delete marker.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Acl } from './acl.ts'
import type { Checksum } from '../../engines/checksum.ts'
import type { Encryption } from './encryption.ts'
import type { TagSet } from './tag-set.ts'

/** Headers that are given back as they came. */
export interface ContentHeaders {
  readonly CacheControl?: string
  readonly ContentDisposition?: string
  readonly ContentEncoding?: string
  readonly ContentLanguage?: string
  readonly ContentType?: string
  readonly Expires?: string
  readonly WebsiteRedirectLocation?: string
}

export interface Retention { readonly mode: 'GOVERNANCE' | 'COMPLIANCE', readonly untilAt: number }

/** A copy out of an archive: on its way, or there until it lapses. */
export interface Restoration { readonly readyAt: number, readonly expiresAt: number }

export type AccessTier = 'INFREQUENT_ACCESS' | 'ARCHIVE_INSTANT_ACCESS' | 'ARCHIVE_ACCESS' | 'DEEP_ARCHIVE_ACCESS'

/** What a client says of an object, apart from its bytes and its name. */
export interface ObjectTraits {
  readonly headers: ContentHeaders
  readonly metadata?: Readonly<Record<string, string>>
  readonly storageClass: string
  readonly tags?: TagSet
  readonly encryption: Encryption
  readonly retention?: Retention
  readonly legalHold?: boolean
  readonly acl: Acl
  /** Account. */
  readonly owner: string
}

/** What its bytes are. */
export interface ObjectBytes {
  readonly blob: string
  readonly sizeBytes: number
  /** Without quotes. */
  readonly etag: string
  readonly checksum?: Checksum
  /** How many parts it was uploaded in; absent for one that was put whole. */
  readonly partsCount?: number
}

interface Place {
  readonly bucket: string
  readonly key: string
  readonly versionId: string
  /** Rises with age: the newest version comes first. */
  readonly order: number
  readonly createdAt: number
  /** When it was superseded. */
  readonly noncurrentAt?: number
}

/** How far a version has come on its way to other buckets; `REPLICA` for one that has come from another. */
export type ReplicationStatus = 'PENDING' | 'COMPLETED' | 'FAILED' | 'REPLICA'

export interface DeleteMarker extends Place { readonly deleteMarker: true, readonly owner: string,
  readonly replication?: ReplicationStatus }

export interface LiveObject extends Place, ObjectTraits, ObjectBytes {
  readonly deleteMarker?: false
  readonly restoration?: Restoration
  readonly replication?: ReplicationStatus
  /** When its storage class was last changed by a rule. */
  readonly transitionedAt?: number
  /** Of an object that tiers itself: when it was last read, where that is long after it was made. */
  readonly readAt?: number
  /** Where it lies, where that is not the frequent tier; reckoned, not stored. */
  readonly accessTier?: AccessTier
}

export type StoredObject = LiveObject | DeleteMarker

/** The newest version of each key. */
export const Current = records<StoredObject>({ name: 'Current', key: ['bucket', 'key'] })

/** Versions that newer ones have superseded, newest first. */
export const Noncurrent = records<StoredObject>({
  name: 'Noncurrent', key: ['bucket', 'key', 'order'],
  indexes: { byId: ({ bucket, key, versionId }) => [bucket, key, versionId] },
})

export interface PartSummary { readonly number: number, readonly sizeBytes: number, readonly checksum?: string }

/** The parts that make up a blob. */
export interface PartList { readonly blob: string, readonly parts: readonly PartSummary[] }

export const PartLists = records<PartList>({ name: 'PartList', key: 'blob' })

/** The id of the version that a bucket without versioning has. */
export const nullVersion = 'null'

/** A delete marker is no object. */
export function liveObject(version: StoredObject | undefined): LiveObject | undefined {
  return version === undefined || version.deleteMarker ? undefined : version
}

/** A particular version, current or not. */
export function versionOf(bucket: string, key: string, versionId: string, call: Call): StoredObject | undefined {
  const current = call.of(Current).get(bucket, key)
  if (current === undefined || current.versionId === versionId) return current
  return call.of(Noncurrent).by('byId').first({ within: [bucket, key, versionId] })
}
