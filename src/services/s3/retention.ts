// Object lock: what retention a new version gets, what may be changed of it, and whether a version may be destroyed.
// Source: "How S3 Object Lock works", Amazon S3 User Guide.

import type { S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket, BucketInput } from './bucket.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'
import { named } from './named.ts'
import type { LiveObject, Retention, StoredObject } from './object.ts'
import { changeVersion } from './version.ts'

export interface LockInput {
  readonly ObjectLockMode?: string
  /** Epoch ms. */
  readonly ObjectLockRetainUntilDate?: number
  readonly ObjectLockLegalHoldStatus?: string
}

const dayMs = 86_400_000

/** What the request asks for, or the bucket's default. @throws InvalidRequest, InvalidArgument */
export function retentionFor(input: LockInput, bucket: Bucket, call: Call): { readonly retention?: Retention, readonly legalHold?: boolean } {
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
  if (hold !== undefined && hold !== 'ON' && hold !== 'OFF') throw invalidArgument('Legal Hold must be either of \'ON\' or \'OFF\'', 'x-amz-object-lock-legal-hold', hold)
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

function checkedRetention(mode: string, untilAt: number, call: Call): Retention {
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw invalidArgument('Unknown wormMode directive.', 'x-amz-object-lock-mode', mode)
  if (untilAt <= call.now()) throw invalidArgument('The retain until date must be in the future!', 'x-amz-object-lock-retain-until-date')
  return { mode, untilAt }
}

/** Whether a version may be destroyed now. @throws AccessDenied */
export function checkDestruction(version: StoredObject, bypass: boolean | undefined, call: Call): void {
  if (version.deleteMarker) return
  const { retention, legalHold } = version
  const retained = retention !== undefined && retention.untilAt > call.now() && !(retention.mode === 'GOVERNANCE' && bypass === true)
  if (legalHold === true || retained) throw s3Fault('AccessDenied', {}, 'Access Denied because object protected by object lock.')
}

export const PutObjectRetention: S3['PutObjectRetention'] = (input, call) => {
  const { Retention: asked } = input
  const version = lockable(input, 's3:PutObjectRetention', call)
  if (asked === undefined) throw malformedXml()
  const { Mode: mode, RetainUntilDate: untilAt } = asked
  if ((mode === undefined) !== (untilAt === undefined)) throw malformedXml()
  const next = mode === undefined ? undefined : checkedRetention(mode, untilAt!, call)
  const { retention: present, ...others } = version
  if (present !== undefined && present.untilAt > call.now()) {
    const lessens = next === undefined || next.untilAt < present.untilAt || (present.mode === 'COMPLIANCE' && next.mode === 'GOVERNANCE')
    const bypassed = present.mode === 'GOVERNANCE' && input.BypassGovernanceRetention === true
    const changesMode = next !== undefined && next.mode !== present.mode
    if ((lessens || changesMode) && !bypassed) throw s3Fault('AccessDenied', {}, 'Access Denied because object protected by object lock.')
  }
  changeVersion(next === undefined ? others : { ...others, retention: next }, call)
}

export const GetObjectRetention: S3['GetObjectRetention'] = (input, call) => {
  const { retention, key } = lockable(input, 's3:GetObjectRetention', call)
  if (retention === undefined) throw s3Fault('NoSuchObjectLockConfiguration', { Key: key })
  return { Retention: { Mode: retention.mode, RetainUntilDate: retention.untilAt } }
}

export const PutObjectLegalHold: S3['PutObjectLegalHold'] = (input, call) => {
  const { legalHold: _, ...others } = lockable(input, 's3:PutObjectLegalHold', call)
  const status = input.LegalHold?.Status
  if (status !== 'ON' && status !== 'OFF') throw malformedXml()
  changeVersion({ ...others, legalHold: status === 'ON' }, call)
}

export const GetObjectLegalHold: S3['GetObjectLegalHold'] = (input, call) => {
  const { legalHold, key } = lockable(input, 's3:GetObjectLegalHold', call)
  if (legalHold === undefined) throw s3Fault('NoSuchObjectLockConfiguration', { Key: key })
  return { LegalHold: { Status: legalHold ? 'ON' : 'OFF' } }
}

interface VersionInput extends BucketInput { readonly Key: string, readonly VersionId?: string }

function lockable(input: VersionInput, action: string, call: Call): LiveObject {
  const bucket = bucketFor(input, { action }, call, input.Key)
  if (bucket.configurations.objectLock === undefined) throw s3Fault('InvalidRequest', {}, 'Bucket is missing Object Lock Configuration')
  return named(bucket, input, { action }, call)
}
