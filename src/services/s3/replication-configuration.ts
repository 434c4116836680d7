// A bucket's replication configuration: put with its checks, of the destinations by real calls; given back and taken away.
// Source: PutBucketReplication, Amazon S3 API Reference.

import type { ReplicationConfiguration, ReplicationRule, S3 } from '../../../generated/aws/s3.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { bucketFor, existing } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { configured } from './configuration.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'

const right = { action: 's3:PutReplicationConfiguration' }

export const PutBucketReplication: S3['PutBucketReplication'] = async (input, call) => {
  const bucket = bucketFor(input, right, call)
  const { ReplicationConfiguration: asked } = input
  if (asked === undefined) throw malformedXml()
  check(asked, bucket)
  const rules = asked.Rules.map(rule => ({ ...rule, ID: rule.ID === undefined || rule.ID === '' ? call.uuid() : rule.ID }))
  for (const rule of rules) await checkDestination(rule, bucket, call)
  call.transact(() => { configured(existing(bucket.name, call), 'replication', { Role: asked.Role, Rules: rules }, call) })
}

export const GetBucketReplication: S3['GetBucketReplication'] = (input, call) => {
  const { name, configurations: { replication } } = bucketFor(input, { action: 's3:GetReplicationConfiguration' }, call)
  if (replication === undefined) throw s3Fault('ReplicationConfigurationNotFoundError', { BucketName: name })
  return { ReplicationConfiguration: replication }
}

export const DeleteBucketReplication: S3['DeleteBucketReplication'] = (input, call) => {
  configured(bucketFor(input, right, call), 'replication', undefined, call)
}

/** @throws MalformedXML, InvalidRequest, InvalidArgument */
function check({ Role: role, Rules: rules }: ReplicationConfiguration, bucket: Bucket): void {
  if (role === undefined || rules === undefined || rules.length === 0 || rules.length > 1000) throw malformedXml()
  if (bucket.configurations.versioning?.Status !== 'Enabled') {
    throw s3Fault('InvalidRequest', {}, 'Versioning must be \'Enabled\' on the bucket to apply a replication configuration')
  }
  if (parseArn(role)?.service !== 'iam') throw invalidArgument('Invalid Role ARN', 'Role', role)
  for (const rule of rules) checkRule(rule)
  const ids = rules.flatMap(({ ID: id }) => id ?? [])
  if (new Set(ids).size < ids.length) throw invalidArgument('Rule Id must be unique. Found same Id for more than one rule')
  const priorities = rules.flatMap(({ Priority: priority }) => priority ?? [])
  if (new Set(priorities).size < priorities.length) throw s3Fault('InvalidRequest', {}, 'Found duplicate priority number')
}

function checkRule(rule: ReplicationRule): void {
  const { Destination: destination, Filter: filter, Status: status } = rule
  if (destination?.Bucket === undefined || (status !== 'Enabled' && status !== 'Disabled')) throw malformedXml()
  if (rule.ID !== undefined && rule.ID.length > 255) throw invalidArgument('ID length should not exceed allowed limit of 255')
  if (filter !== undefined && rule.Prefix !== undefined) throw malformedXml()
  // The second version of the schema, which the filter marks, wants both.
  if (filter !== undefined && (rule.Priority === undefined || rule.DeleteMarkerReplication === undefined)) throw malformedXml()
  const hasTags = filter?.Tag !== undefined || (filter?.And?.Tags?.length ?? 0) > 0
  if (hasTags && rule.DeleteMarkerReplication?.Status === 'Enabled') {
    throw s3Fault('InvalidRequest', {}, 'Delete marker replication is not supported if any Tag filter is specified. '
      + 'Please refer to S3 Developer Guide for more information.')
  }
  if (destination.AccessControlTranslation !== undefined && destination.Account === undefined) {
    throw s3Fault('InvalidRequest', {}, 'Account must be specified with AccessControlTranslation.')
  }
  if (destination.ReplicationTime?.Status === 'Enabled' && destination.Metrics?.Status !== 'Enabled') {
    throw s3Fault('InvalidRequest', {}, 'Metrics must be enabled for replication time control')
  }
  if (rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled'
    && destination.EncryptionConfiguration?.ReplicaKmsKeyID === undefined) {
    throw s3Fault('InvalidRequest', {}, 'EncryptionConfiguration must be specified if SseKmsEncryptedObjects tag is present')
  }
  if (parseArn(destination.Bucket)?.service !== 's3') throw invalidArgument('Invalid bucket ARN', 'Bucket', destination.Bucket)
}

/** @throws InvalidRequest */
async function checkDestination({ Destination: { Bucket: arn, Account: account } }: ReplicationRule, bucket: Bucket,
  call: Call): Promise<void> {
  const name = parseArn(arn)!.resource
  const holder = call.names.holder(name)
  if (holder === undefined) throw s3Fault('InvalidRequest', {}, 'Destination bucket must exist.')
  if (account !== undefined && account !== holder.account) {
    throw s3Fault('InvalidRequest', {}, 'The account of the destination is not that of the destination bucket\'s owner.')
  }
  if (name === bucket.name) throw s3Fault('InvalidRequest', {}, 'Source and destination buckets must be distinct.')
  try {
    const versioning = await call.to('s3', holder).GetBucketVersioning({ Bucket: name })
    if (versioning?.Status === 'Enabled') return
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
  throw s3Fault('InvalidRequest', {}, 'Destination bucket must have versioning enabled.')
}
