// What Config records of a bucket: who owns it and since when, and each of its settings that somebody has made, by real calls of S3.
// Source: the schema AWS::S3::Bucket of aws-config-resource-schema.

import type { Call } from '../../kernel/service.ts'
import type { Description } from './description.ts'
import { found, lowered } from './plain-answer.ts'

/** Names in the supplementary configuration, the operation that reads each, and the member that holds it where that is not the answer. */
const settings: readonly (readonly [name: string, operation: string, member?: string])[] = [
  ['BucketVersioningConfiguration', 'GetBucketVersioning'],
  ['BucketLoggingConfiguration', 'GetBucketLogging', 'LoggingEnabled'],
  ['BucketPolicy', 'GetBucketPolicy'],
  ['ServerSideEncryptionConfiguration', 'GetBucketEncryption', 'ServerSideEncryptionConfiguration'],
  ['PublicAccessBlockConfiguration', 'GetPublicAccessBlock', 'PublicAccessBlockConfiguration'],
  ['BucketLifecycleConfiguration', 'GetBucketLifecycleConfiguration'],
  ['BucketNotificationConfiguration', 'GetBucketNotificationConfiguration'],
  ['BucketReplicationConfiguration', 'GetBucketReplication', 'ReplicationConfiguration'],
  ['BucketAccelerateConfiguration', 'GetBucketAccelerateConfiguration'],
  ['BucketTaggingConfiguration', 'GetBucketTagging'],
]

/** @returns undefined where there is no such bucket */
export async function describeBucket(name: string, call: Call): Promise<Description | undefined> {
  const listed = await call.to('s3').ListBuckets({})
  const bucket = listed.Buckets?.find(each => each.Name === name)
  if (bucket === undefined) return undefined
  const supplementary: Record<string, unknown> = {}
  for (const [key, operation, member] of settings) {
    const answer = await found(() => call.invoke('s3', operation, { Bucket: name }))
    const value = member === undefined ? answer : answer?.[member]
    if (value !== undefined && Object.keys(value as object).length > 0) supplementary[key] = lowered(value)
  }
  const createdAt = typeof bucket.CreationDate === 'number' ? bucket.CreationDate : undefined
  return {
    id: name, name, supplementary, ...(createdAt !== undefined && { createdAt }),
    configuration: {
      name, owner: { displayName: null, id: listed.Owner?.ID ?? null }, region: call.region,
      ...(createdAt !== undefined && { creationDate: new Date(createdAt).toISOString() }),
    },
  }
}
