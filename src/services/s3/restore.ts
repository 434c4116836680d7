// Archived objects: what may be read at once, and how a copy is fetched for a while. A restore takes its tier's time on the clock and
// lapses by itself, with no timer to fire: both ends are kept with the object. Only its events need timers. Source: "Restoring an archived
// object" and "Archive retrieval options", Amazon S3 User Guide.

import type { RestoreRequest, S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { bucketFor, existing } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'
import { midnightAfter } from './midnight.ts'
import { named } from './named.ts'
import { announce } from './notification.ts'
import type { LiveObject } from './object.ts'
import { archiveTierOf } from './tiering-rule.ts'
import { changeVersion } from './version.ts'
import { liveObject, versionOf } from './object.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const right = { action: 's3:RestoreObject' }

/** How long each tier takes at the most of what AWS says. */
const tiers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  GLACIER: { Expedited: 5 * minuteMs, Standard: 5 * hourMs, Bulk: 12 * hourMs },
  DEEP_ARCHIVE: { Standard: 12 * hourMs, Bulk: 48 * hourMs },
}

export function isArchived({ storageClass }: { readonly storageClass: string }): boolean {
  return Object.hasOwn(tiers, storageClass)
}

export function isReadable(object: LiveObject, call: Call): boolean {
  if (archiveTierOf(object, call) !== undefined) return false
  if (!isArchived(object)) return true
  const { restoration } = object
  return restoration !== undefined && restoration.readyAt <= call.now() && call.now() < restoration.expiresAt
}

/** `ongoing-request="false", expiry-date="…"`; undefined where there is nothing to tell. */
export function restoreHeader({ restoration }: LiveObject, call: Call): string | undefined {
  if (restoration === undefined || restoration.expiresAt <= call.now()) return undefined
  if (restoration.readyAt > call.now()) return 'ongoing-request="true"'
  return `ongoing-request="false", expiry-date="${new Date(restoration.expiresAt).toUTCString()}"`
}

export const RestoreObject: S3['RestoreObject'] = (input, call) => {
  const bucket = bucketFor(input, right, call, input.Key)
  const object = named(bucket, input, right, call)
  const { RestoreRequest: request } = input
  if (request === undefined) throw malformedXml()
  if (request.Type === 'SELECT' || request.SelectParameters !== undefined) {
    throw s3Fault('NotImplemented', {}, 'Orrery does not select from archives: AWS no longer offers S3 Glacier Select to new customers.')
  }
  const archive = archiveTierOf(object, call)
  if (archive !== undefined) return unarchive(bucket, object, archive, request, call)
  if (!isArchived(object)) throw s3Fault('InvalidObjectState', { StorageClass: object.storageClass },
    'Restore is not allowed for the object\'s current storage class')
  const { Days: days } = request
  if (days === undefined || days < 1) throw invalidArgument('The value of Days must be a positive integer', 'Days', String(days))
  const tier = request.GlacierJobParameters?.Tier ?? request.Tier ?? 'Standard'
  const takesMs = tiers[object.storageClass]![tier]
  if (takesMs === undefined) throw invalidArgument(`Retrieval option is not supported by this storage class: ${tier}`, 'Tier', tier)
  const { restoration } = object
  const now = call.now()
  if (restoration !== undefined && restoration.readyAt > now) throw s3Fault('RestoreAlreadyInProgress')
  const isThere = restoration !== undefined && restoration.expiresAt > now
  const readyAt = isThere ? restoration.readyAt : now + call.lifecycleMs(takesMs)
  const expiresAt = midnightAfter(Math.max(now, readyAt), days)
  const changed = changeVersion({ ...object, restoration: { readyAt, expiresAt } }, call)
  const id = JSON.stringify([bucket.name, object.key, object.versionId])
  call.setTimer('restoreEnds', id, expiresAt)
  // Prolonging a copy that is there answers 200, asking for one 202.
  if (isThere) return {}
  announce(bucket, 'ObjectRestore:Post', changed, call)
  if (readyAt > now) call.setTimer('restored', id, readyAt)
  else announce(bucket, 'ObjectRestore:Completed', changed, call)
  call.respond({ status: 202 })
  return {}
}

/** What tiers itself comes back to the frequent tier for good: there are no days to name. */
function unarchive(
  bucket: Bucket, object: LiveObject, tier: 'ARCHIVE_ACCESS' | 'DEEP_ARCHIVE_ACCESS', request: RestoreRequest, call: Call,
): Record<string, never> {
  if (request.Days !== undefined) throw invalidArgument('Days must not be specified for this storage class', 'Days', String(request.Days))
  if (object.restoration !== undefined && object.restoration.readyAt > call.now()) throw s3Fault('RestoreAlreadyInProgress')
  const asked = request.GlacierJobParameters?.Tier ?? request.Tier ?? 'Standard'
  const takesMs = tiers[tier === 'ARCHIVE_ACCESS' ? 'GLACIER' : 'DEEP_ARCHIVE']![asked]
  if (takesMs === undefined) throw invalidArgument(`Retrieval option is not supported by this storage class: ${asked}`, 'Tier', asked)
  const readyAt = call.now() + call.lifecycleMs(takesMs)
  const changed = changeVersion({ ...object, restoration: { readyAt, expiresAt: readyAt } }, call)
  call.setTimer('restored', JSON.stringify([bucket.name, object.key, object.versionId]), readyAt)
  announce(bucket, 'ObjectRestore:Post', changed, call)
  call.respond({ status: 202 })
  return {}
}

/** The timer of a copy that is ready. */
export function restored(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const object = objectOf(id, call)
  if (object?.storageClass === 'INTELLIGENT_TIERING') {
    const { restoration: _, ...back } = object
    announce(existing(object.bucket, call), 'ObjectRestore:Completed', changeVersion({ ...back, readAt: call.now() }, call), call)
    return
  }
  if (object?.restoration !== undefined) announce(existing(object.bucket, call), 'ObjectRestore:Completed', object, call)
}

/** The timer of a copy that lapses. */
export function restoreEnds(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const object = objectOf(id, call)
  if (object?.restoration === undefined || object.restoration.expiresAt > call.now()) return
  const { restoration: _, ...archived } = object
  announce(existing(object.bucket, call), 'ObjectRestore:Delete', changeVersion(archived, call), call)
}

function objectOf(id: string, call: Call): LiveObject | undefined {
  const [bucket, key, versionId] = JSON.parse(id) as [string, string, string]
  return liveObject(versionOf(bucket, key, versionId, call))
}
