// What a lifecycle rule says of one version or upload: whether it is meant, and when what is due. Pure: times in, times out.
// Source: "Lifecycle configuration elements" and "Setting lifecycle configuration on a bucket", Amazon S3 User Guide.

import type { LifecycleRule } from '../../../generated/aws/s3.ts'
import { midnightAfter } from './midnight.ts'
import type { StoredObject } from './object.ts'

/** What is to be done with a version, and from when on. */
export interface Due {
  readonly at: number
  readonly rule: LifecycleRule
  readonly act: 'expire' | 'transition'
  readonly storageClass?: string
}

/** Objects smaller than this stay where they are, unless the rule says otherwise. */
const smallestMovedBytes = 128 * 1024

/** Whether a rule is in force and means this version. A delete marker has neither tags nor size. */
export function means(rule: LifecycleRule, version: StoredObject): boolean {
  if (rule.Status !== 'Enabled') return false
  const { Filter: filter } = rule
  const all = { ...filter, ...filter?.And }
  const tags = filter?.And?.Tags ?? (filter?.Tag === undefined ? [] : [filter.Tag])
  if (!version.key.startsWith(rule.Prefix ?? all.Prefix ?? '')) return false
  const { ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = all
  if (version.deleteMarker) return tags.length === 0 && above === undefined && below === undefined
  return tags.every(({ Key: name, Value: value }) => version.tags?.[name] === value)
    && (above === undefined || version.sizeBytes > above) && (below === undefined || version.sizeBytes < below)
}

/** What a rule will do to a current version, earliest first. @param minimum which sizes the bucket's rules leave alone */
export function dueOfCurrent(rule: LifecycleRule, version: StoredObject, minimum?: string): Due[] {
  if (version.deleteMarker || !means(rule, version)) return []
  const { Expiration: expiration, Transitions: transitions = [] } = rule
  const dues: Due[] = []
  const expiresAt = expiration === undefined ? undefined : momentOf(expiration, version.createdAt)
  if (expiresAt !== undefined) dues.push({ at: expiresAt, rule, act: 'expire' })
  for (const transition of transitions) {
    const at = momentOf(transition, version.createdAt)
    if (at !== undefined && isMoved(rule, version.sizeBytes, transition.StorageClass!, minimum)) dues.push({ at, rule, act: 'transition',
      storageClass: transition.StorageClass! })
  }
  return dues
}

/** @param newer how many newer noncurrent versions the key has */
export function dueOfNoncurrent(rule: LifecycleRule, version: StoredObject, newer: number, minimum?: string): Due[] {
  if (!means(rule, version) || version.noncurrentAt === undefined) return []
  const { NoncurrentVersionExpiration: expiration, NoncurrentVersionTransitions: transitions = [] } = rule
  const dues: Due[] = []
  if (expiration?.NoncurrentDays !== undefined && newer >= (expiration.NewerNoncurrentVersions ?? 0)) {
    dues.push({ at: midnightAfter(version.noncurrentAt, expiration.NoncurrentDays), rule, act: 'expire' })
  }
  if (version.deleteMarker) return dues
  for (const { NoncurrentDays: days, NewerNoncurrentVersions: kept = 0, StorageClass: storageClass } of transitions) {
    if (days === undefined || newer < kept || !isMoved(rule, version.sizeBytes, storageClass!, minimum)) continue
    dues.push({ at: midnightAfter(version.noncurrentAt, days), rule, act: 'transition', storageClass: storageClass! })
  }
  return dues
}

/** A delete marker that hides nothing any more: removed at once where the rule says so, or at the age at which objects expire. */
export function dueOfLoneMarker(rule: LifecycleRule, version: StoredObject): number | undefined {
  if (!means(rule, version)) return undefined
  const { ExpiredObjectDeleteMarker: expired, Days: days } = rule.Expiration ?? {}
  if (expired === true) return midnightAfter(version.createdAt, 0)
  return days === undefined ? undefined : midnightAfter(version.createdAt, days)
}

/** When an unfinished upload is to be given up. */
export function abortAt(rule: LifecycleRule, upload: { readonly key: string, readonly createdAt: number }): number | undefined {
  const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation
  if (days === undefined || rule.Status !== 'Enabled') return undefined
  const prefix = rule.Prefix ?? rule.Filter?.And?.Prefix ?? rule.Filter?.Prefix ?? ''
  return upload.key.startsWith(prefix) ? midnightAfter(upload.createdAt, days) : undefined
}

function momentOf({ Date: date, Days: days }: { readonly Date?: number, readonly Days?: number }, createdAt: number): number | undefined {
  if (date !== undefined) return Math.max(date, midnightAfter(createdAt, 0))
  return days === undefined ? undefined : midnightAfter(createdAt, days)
}

/**
 * "Constraints and considerations for transitions": a size in the filter outweighs the usual minimum,
   and where that varies by class the two
 * cold ones take objects of any size.
 */
function isMoved({ Filter: filter }: LifecycleRule, sizeBytes: number, storageClass: string, minimum: string | undefined): boolean {
  if (minimum === 'varies_by_storage_class' && (storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE')) return true
  const { ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = { ...filter, ...filter?.And }
  return above !== undefined || below !== undefined || sizeBytes >= smallestMovedBytes
}
