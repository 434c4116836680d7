// Retention and legal hold of one version, put and given back. What is retained may be prolonged by anyone who may put it, but lessened
// only under governance and by who bypasses it. Source: "How S3 Object Lock works", Amazon S3 User Guide.

import type { S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { bucketFor, existing } from './bucket.ts'
import type { BucketInput } from './bucket.ts'
import { malformedXml, s3Fault } from './fault.ts'
import { named } from './named.ts'
import type { LiveObject } from './object.ts'
import { expectTraits } from './replication-rule.ts'
import { checkedRetention } from './retention.ts'
import { changeVersion } from './version.ts'

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
  expectTraits(existing(input.Bucket, call), changeVersion(next === undefined ? others : { ...others, retention: next }, call), call)
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
  expectTraits(existing(input.Bucket, call), changeVersion({ ...others, legalHold: status === 'ON' }, call), call)
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
