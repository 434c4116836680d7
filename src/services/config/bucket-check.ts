// AWS's managed rules over S3's buckets. Source: "List of AWS Config Managed Rules", AWS Config Developer Guide, page by page.

import { jsonObject } from '../../std/json-object.ts'
import { at, listAt, rule, words } from './check.ts'
import type { ManagedRule } from './check.ts'
import type { Item } from './item.ts'

const bucket = 'AWS::S3::Bucket'

interface Statement {
  readonly Effect?: string
  readonly Principal?: unknown
  readonly Action?: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

function statementsOf(item: Item): readonly Statement[] {
  const document = jsonObject(String(at(item, 'BucketPolicy.policy') ?? '{}'))
  const statements = document?.['Statement'] ?? []
  return (Array.isArray(statements) ? statements : [statements]) as Statement[]
}

function isForAll({ Effect: effect, Principal: principal, Condition: condition }: Statement): boolean {
  const named = typeof principal === 'object' && principal !== null ? (principal as { AWS?: unknown }).AWS : principal
  return effect === 'Allow' && condition === undefined && (Array.isArray(named) ? named : [named]).includes('*')
}

/** Whether everybody may do one of these, by the policy, with nothing that blocks public policies. */
function isOpen(item: Item, action: RegExp): boolean {
  if (at(item, 'PublicAccessBlockConfiguration.restrictPublicBuckets') === true) return false
  return statementsOf(item).some(statement => isForAll(statement) && [statement.Action ?? []].flat().some(each => action.test(each)))
}

function asksForTransportSecurity(item: Item): boolean {
  return statementsOf(item).some(({ Effect: effect, Condition: condition }) =>
    effect === 'Deny' && String(condition?.['Bool']?.['aws:SecureTransport']) === 'false')
}

function blocksAll(item: Item): boolean {
  return ['blockPublicAcls', 'ignorePublicAcls', 'blockPublicPolicy', 'restrictPublicBuckets']
    .every(name => at(item, `PublicAccessBlockConfiguration.${name}`) === true)
}

function algorithmsOf(item: Item): readonly string[] {
  return listAt(item, 'ServerSideEncryptionConfiguration.rules')
    .map(each => String((each['applyServerSideEncryptionByDefault'] as { sSEAlgorithm?: string } | undefined)?.sSEAlgorithm))
}

function hasAny(item: Item, path: string): boolean {
  const found = at(item, path)
  return typeof found === 'object' && found !== null && Object.values(found).some(each => !Array.isArray(each) || each.length > 0)
}

export const bucketRules: Readonly<Record<string, ManagedRule>> = {
  S3_BUCKET_VERSIONING_ENABLED: rule(bucket, 'Versioning is not enabled.',
    item => at(item, 'BucketVersioningConfiguration.status') === 'Enabled', ['isMfaDeleteEnabled']),
  S3_BUCKET_LOGGING_ENABLED: rule(bucket, 'Server access logging is not enabled.', (item, { targetBucket, targetPrefix }) => {
    const target = at(item, 'BucketLoggingConfiguration.targetBucket')
    return target !== undefined && (targetBucket === undefined || targetBucket === target)
      && (targetPrefix === undefined || targetPrefix === at(item, 'BucketLoggingConfiguration.targetPrefix'))
  }, ['targetBucket', 'targetPrefix']),
  S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED: rule(bucket, 'Default encryption is not enabled.', item => algorithmsOf(item).length > 0),
  S3_DEFAULT_ENCRYPTION_KMS: rule(bucket, 'Default encryption does not use a KMS key.',
    item => algorithmsOf(item).some(algorithm => algorithm.startsWith('aws:kms')), ['kmsKeyArns']),
  S3_BUCKET_SSL_REQUESTS_ONLY: rule(bucket, 'The bucket policy does not deny requests without TLS.', asksForTransportSecurity),
  S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED: rule(bucket, 'Public access is not blocked.',
    (item, { excludedPublicBuckets }) => words(excludedPublicBuckets).includes(item.id) || blocksAll(item), ['excludedPublicBuckets']),
  S3_BUCKET_PUBLIC_READ_PROHIBITED: rule(bucket, 'The bucket policy lets everybody read.',
    item => !isOpen(item, /^(\*|s3:(\*|Get.*|List.*))$/)),
  S3_BUCKET_PUBLIC_WRITE_PROHIBITED: rule(bucket, 'The bucket policy lets everybody write.',
    item => !isOpen(item, /^(\*|s3:(\*|Put.*|Delete.*))$/)),
  S3_LIFECYCLE_POLICY_CHECK: rule(bucket, 'No lifecycle rule is enabled.',
    item => listAt(item, 'BucketLifecycleConfiguration.rules').some(({ status }) => status === 'Enabled'),
    ['targetTransitionDays', 'targetExpirationDays', 'targetTransitionStorageClass', 'targetPrefix', 'bucketNames']),
  S3_EVENT_NOTIFICATIONS_ENABLED: rule(bucket, 'No event notification is configured.',
    item => hasAny(item, 'BucketNotificationConfiguration'), ['destinationArn', 'eventTypes']),
  S3_BUCKET_REPLICATION_ENABLED: rule(bucket, 'Replication is not enabled.',
    item => listAt(item, 'BucketReplicationConfiguration.rules').some(({ status }) => status === 'Enabled'), ['ReplicationType']),
}
