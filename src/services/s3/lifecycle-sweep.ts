// The sweep of a bucket under lifecycle rules: a stored timer runs it at the midnight at which something is due, it does whatever is due by
// then, and sets itself for the next time. Nothing is swept while nothing is due, however far the clock is wound.

import type { LifecycleRule } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import { abortAt, dueOfCurrent, dueOfLoneMarker, dueOfNoncurrent } from './lifecycle-rule.ts'
import type { Due } from './lifecycle-rule.ts'
import { sweepBy, sweepEnds } from './lifecycle.ts'
import { midnightAfter } from './midnight.ts'
import { announce } from './notification.ts'
import { Current, Noncurrent } from './object.ts'
import type { DeleteMarker, LiveObject, StoredObject } from './object.ts'
import { isLocked } from './retention.ts'
import { expectTiering } from './tiering-rule.ts'
import { endUpload, Upload } from './upload.ts'
import { addVersion, changeVersion, removeVersion } from './version.ts'

/** From the warmest on; a rule moves objects down only. */
const coldness = ['STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER',
  'DEEP_ARCHIVE']

/** Gathers what the next sweep is for while this one goes on. */
class Agenda {
  readonly now: number
  nextAt: number | undefined

  constructor(now: number) {
    this.now = now
  }

  /** True for what is due by now; later times are remembered. */
  isDue(at: number): boolean {
    if (at <= this.now) return true
    if (this.nextAt === undefined || at < this.nextAt) this.nextAt = at
    return false
  }
}

/** The timer's handler; its id is the bucket's name. */
export function sweepBucket(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const bucket = call.of(Bucket).get(id)
  const rules = bucket?.configurations.lifecycle?.Rules
  if (bucket === undefined || rules === undefined) return
  sweepEnds(id, call)
  const agenda = new Agenda(call.now())
  for (const version of call.of(Current).scan({ within: [id] })) {
    sweepNoncurrent(bucket, version.key, rules, agenda, call)
    const current = call.of(Current).get(id, version.key)
    if (current !== undefined) sweepCurrent(bucket, current, rules, agenda, call)
  }
  for (const upload of call.of(Upload).scan({ within: [id] })) {
    const times = rules.flatMap(rule => abortAt(rule, upload) ?? [])
    if (times.length > 0 && agenda.isDue(Math.min(...times))) endUpload(upload, call)
  }
  if (agenda.nextAt !== undefined) sweepBy(id, agenda.nextAt, call)
}

function sweepCurrent(bucket: Bucket, version: StoredObject, rules: readonly LifecycleRule[], agenda: Agenda, call: Call): void {
  if (version.deleteMarker) {
    if (call.of(Noncurrent).first({ within: [bucket.name, version.key] }) !== undefined) return
    const times = rules.flatMap(rule => dueOfLoneMarker(rule, version) ?? [])
    if (times.length > 0 && agenda.isDue(Math.min(...times))) removeVersion(version, call)
    return
  }
  const dues = dueNow(rules.flatMap(rule => dueOfCurrent(rule, version, bucket.configurations.transitionMinimum)), agenda)
  if (dues.some(({ act }) => act === 'expire')) expire(bucket, version, rules, agenda, call)
  else transition(bucket, version, dues, call)
}

/** In a versioned bucket the object gets a delete marker, else it goes. */
function expire(bucket: Bucket, version: LiveObject, rules: readonly LifecycleRule[], agenda: Agenda, call: Call): void {
  if (bucket.configurations.versioning?.Status === undefined) {
    removeVersion(version, call)
    announce(bucket, 'LifecycleExpiration:Delete', version, call)
    return
  }
  const marker = addVersion<DeleteMarker>(bucket, { bucket: bucket.name, key: version.key, deleteMarker: true, owner: call.account }, call)
  announce(bucket, 'LifecycleExpiration:DeleteMarkerCreated', marker, call)
  // What has just been superseded has its own time now.
  sweepNoncurrent(bucket, version.key, rules, agenda, call)
}

function sweepNoncurrent(bucket: Bucket, key: string, rules: readonly LifecycleRule[], agenda: Agenda, call: Call): void {
  let newer = 0
  for (const version of call.of(Noncurrent).scan({ within: [bucket.name, key] })) {
    const dues = dueNow(rules.flatMap(rule => dueOfNoncurrent(rule, version, newer, bucket.configurations.transitionMinimum)), agenda)
    newer += 1
    if (dues.some(({ act }) => act === 'expire')) {
      // A lock outlasts every rule; the next midnight asks again.
      if (isLocked(version, call.now())) agenda.isDue(midnightAfter(call.now() + 1, 0))
      else {
        removeVersion(version, call)
        announce(bucket, 'LifecycleExpiration:Delete', version, call)
      }
    } else if (!version.deleteMarker) transition(bucket, version, dues, call)
  }
}

/** The coldest of the classes that are due, if it is colder than the present one. */
function transition(bucket: Bucket, version: LiveObject, dues: readonly Due[], call: Call): void {
  const coldest = dues.reduce((found, { storageClass = '' }) => Math.max(found, coldness.indexOf(storageClass)), -1)
  if (coldest <= coldness.indexOf(version.storageClass)) return
  const moved = changeVersion({ ...version, storageClass: coldness[coldest]!, transitionedAt: call.now() }, call)
  expectTiering(bucket, moved, call)
  announce(bucket, 'LifecycleTransition', moved, call)
}

function dueNow(dues: readonly Due[], agenda: Agenda): Due[] {
  return dues.filter(({ at }) => agenda.isDue(at))
}
