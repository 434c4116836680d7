// Object lock: what retention a new version gets, and whether a version may be destroyed. Changing it is in `object-lock.ts`.
// Source: "How S3 Object Lock works", Amazon S3 User Guide.

import type { Call } from '../../kernel/service.ts'
import type { Bucket } from './bucket.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import type { Retention, StoredObject } from './object.ts'

export interface LockInput {
  readonly ObjectLockMode?: string
  /** Epoch ms. */
  readonly ObjectLockRetainUntilDate?: number
  readonly ObjectLockLegalHoldStatus?: string
}

const dayMs = 86_400_000

/** What the request asks for, or the bucket's default. @throws InvalidRequest, InvalidArgument */
export function retentionFor(
  input: LockInput, bucket: Bucket, call: Call,
): { readonly retention?: Retention, readonly legalHold?: boolean } {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: untilAt, ObjectLockLegalHoldStatus: hold } = input
  const lock = bucket.configurations.objectLock
  if (mode === undefined && untilAt === undefined && hold === undefined) {
    const usual = lock?.Rule?.DefaultRetention
    if (usual === undefined) return {}
    return { retention: { mode: usual.Mode as Retention['mode'], untilAt: laterBy(call.now(), usual.Days, usual.Years) } }
  }
  if (lock === undefined) throw s3Fault('InvalidRequest', {}, 'Bucket is missing Object Lock Configuration')
  if ((mode === undefined) !== (untilAt === undefined)) {
    throw invalidArgument('x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      mode === undefined ? 'x-amz-object-lock-mode' : 'x-amz-object-lock-retain-until-date')
  }
  if (hold !== undefined && hold !== 'ON' && hold !== 'OFF') throw invalidArgument('Legal Hold must be either of \'ON\' or \'OFF\'',
    'x-amz-object-lock-legal-hold', hold)
  return {
    ...(mode !== undefined && { retention: checkedRetention(mode, untilAt!, call) }),
    ...(hold === 'ON' && { legalHold: true }),
  }
}

function laterBy(now: number, days: number | undefined, years: number | undefined): number {
  if (days !== undefined) return now + days * dayMs
  const date = new Date(now)
  date.setUTCFullYear(date.getUTCFullYear() + years!)
  return date.getTime()
}

/** @throws InvalidArgument */
export function checkedRetention(mode: string, untilAt: number, call: Call): Retention {
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode)
  if (untilAt <= call.now()) throw invalidArgument('The retain until date must be in the future!', 'x-amz-object-lock-retain-until-date')
  return { mode, untilAt }
}

/** Held, or retained for a while yet. */
export function isLocked(version: StoredObject, now: number): boolean {
  return !version.deleteMarker && (version.legalHold === true || (version.retention?.untilAt ?? 0) > now)
}

/** Whether a version may be destroyed now. @throws AccessDenied */
export function checkDestruction(version: StoredObject, bypass: boolean | undefined, call: Call): void {
  if (version.deleteMarker) return
  const bypassed = bypass === true && version.legalHold !== true && version.retention?.mode === 'GOVERNANCE'
  if (isLocked(version, call.now()) && !bypassed) throw s3Fault('AccessDenied', {},
    'Access Denied because object protected by object lock.')
}
