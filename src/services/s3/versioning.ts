// A bucket's versioning, and its object lock, which rests on it: once locked, a bucket keeps its versions for good.
// Source: PutBucketVersioning and PutObjectLockConfiguration, Amazon S3 API Reference.

import type { S3 } from '../../../generated/aws/s3.ts'
import { bucketFor } from './bucket.ts'
import { configured } from './configuration.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'

const longestDays = 36_500
const longestYears = 100

export const PutBucketVersioning: S3['PutBucketVersioning'] = (input, call) => {
  const bucket = bucketFor(input, { action: 's3:PutBucketVersioning' }, call)
  const { Status: status, MFADelete: mfaDelete } = input.VersioningConfiguration ?? {}
  if (status === undefined) throw s3Fault('IllegalVersioningConfigurationException')
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml()
  if (mfaDelete === 'Enabled') throw s3Fault('NotImplemented', {}, 'Orrery keeps no MFA devices, so MFA Delete cannot be enabled.')
  if (status === 'Suspended' && bucket.configurations.objectLock !== undefined) {
    throw s3Fault('InvalidBucketState', {},
      'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.')
  }
  if (status === 'Suspended' && bucket.configurations.replication !== undefined) {
    throw s3Fault('InvalidBucketState', {},
      'A replication configuration is present on this bucket, so the versioning state cannot be changed.')
  }
  configured(bucket, 'versioning', { Status: status, ...(mfaDelete !== undefined && { MFADelete: mfaDelete }) }, call)
}

export const GetBucketVersioning: S3['GetBucketVersioning'] = (input, call) =>
  bucketFor(input, { action: 's3:GetBucketVersioning' }, call).configurations.versioning ?? {}

export const PutObjectLockConfiguration: S3['PutObjectLockConfiguration'] = (input, call) => {
  const bucket = bucketFor(input, { action: 's3:PutBucketObjectLockConfiguration' }, call)
  const { ObjectLockEnabled: enabled, Rule: rule } = input.ObjectLockConfiguration ?? {}
  if (enabled !== 'Enabled') throw malformedXml()
  if (bucket.configurations.versioning?.Status !== 'Enabled') {
    throw s3Fault('InvalidBucketState', {}, 'Versioning must be \'Enabled\' on the bucket to apply a Object Lock configuration')
  }
  const retention = rule?.DefaultRetention
  if (rule !== undefined) {
    if (retention === undefined || (retention.Mode !== 'GOVERNANCE' && retention.Mode !== 'COMPLIANCE')) throw malformedXml()
    const { Days: days, Years: years } = retention
    if ((days === undefined) === (years === undefined)) throw malformedXml()
    if ((days ?? years)! <= 0) throw invalidArgument('Default retention period must be a positive integer value.')
    if ((days ?? 0) > longestDays || (years ?? 0) > longestYears) throw invalidArgument('Default retention period too large.')
  }
  configured(bucket, 'objectLock', { ObjectLockEnabled: 'Enabled', ...(retention && { Rule: { DefaultRetention: retention } }) }, call)
}

export const GetObjectLockConfiguration: S3['GetObjectLockConfiguration'] = (input, call) => {
  const { name, configurations } = bucketFor(input, { action: 's3:GetBucketObjectLockConfiguration' }, call)
  if (configurations.objectLock === undefined) throw s3Fault('ObjectLockConfigurationNotFoundError', { BucketName: name })
  return { ObjectLockConfiguration: configurations.objectLock }
}
