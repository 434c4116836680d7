// What readings and the clock do to objects that tier themselves: back to the frequent tier with a reading, events of the moves into
// archive
// tiers. Where an object lies is reckoned in `tiering-rule.ts`.

import type { Call } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import { announce } from './notification.ts'
import { Current, liveObject, versionOf } from './object.ts'
import type { LiveObject } from './object.ts'
import { archiveTierOf, dayMs, expectTiering, lastReadAt } from './tiering-rule.ts'
import { changeVersion } from './version.ts'

/** Somebody has read it: it is back in the frequent tier. Once a day is often enough to know. */
export function readNow(object: LiveObject, call: Call): void {
  if (object.storageClass !== 'INTELLIGENT_TIERING' || call.now() - lastReadAt(object) < dayMs) return
  changeVersion({ ...object, readAt: call.now() }, call)
}

/** A configuration has been put: what is in the bucket may be meant. */
export function expectTierings(bucket: Bucket, call: Call): void {
  for (const version of call.of(Current).scan({ within: [bucket.name] })) {
    if (!version.deleteMarker) expectTiering(bucket, version, call)
  }
}

/** The timer's handler; its id names bucket, key and version. */
export function moveTier(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const [name, key, versionId] = JSON.parse(id) as [string, string, string]
  const bucket = call.of(Bucket).get(name)
  const object = liveObject(versionOf(name, key, versionId, call))
  if (bucket === undefined || object === undefined) return
  const accessTier = archiveTierOf(object, call)
  if (accessTier !== undefined) announce(bucket, 'IntelligentTiering', { ...object, accessTier }, call)
  expectTiering(bucket, object, call)
}
