// Tags of a bucket: kept with all other resources' tags, so that tagging by ARN sees them too.

import type { S3, Tag } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { Bucket, bucketFor } from './bucket.ts'
import { malformedXml, s3Fault } from './fault.ts'
import { readTags, writeTags } from './tag-set.ts'

/** Replaces the tags of a bucket. @throws InvalidTag */
export function setBucketTags(name: string, tags: readonly Tag[], call: Call): void {
  const set = readTags(tags, 'bucket')
  call.tags(Bucket).clear(name)
  call.tags(Bucket).add(set, name)
}

export const PutBucketTagging: S3['PutBucketTagging'] = (input, call) => {
  const { name } = bucketFor(input, { action: 's3:PutBucketTagging' }, call)
  if (input.Tagging?.TagSet === undefined) throw malformedXml()
  setBucketTags(name, input.Tagging.TagSet, call)
}

export const GetBucketTagging: S3['GetBucketTagging'] = (input, call) => {
  const { name } = bucketFor(input, { action: 's3:GetBucketTagging' }, call)
  const tags = call.tags(Bucket).get(name)
  if (Object.keys(tags).length === 0) throw s3Fault('NoSuchTagSet', { BucketName: name })
  return { TagSet: writeTags(tags) }
}

export const DeleteBucketTagging: S3['DeleteBucketTagging'] = (input, call) => {
  call.tags(Bucket).clear(bucketFor(input, { action: 's3:PutBucketTagging' }, call).name)
}
