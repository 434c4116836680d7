// Tags of one version, put, given back and taken away.

import type { S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket, BucketInput } from './bucket.ts'
import { malformedXml } from './fault.ts'
import { expectExpiry } from './lifecycle.ts'
import { named } from './named.ts'
import { announce } from './notification.ts'
import type { LiveObject } from './object.ts'
import { versionMember } from './put.ts'
import { expectTraits } from './replication-rule.ts'
import { readTags, writeTags } from './tag-set.ts'
import { changeVersion } from './version.ts'

interface VersionInput extends BucketInput { readonly Key: string, readonly VersionId?: string }

function taggable(
  input: VersionInput, verb: 'Get' | 'Put' | 'Delete', call: Call,
): { readonly bucket: Bucket, readonly object: LiveObject } {
  const right = { action: input.VersionId === undefined ? `s3:${verb}ObjectTagging` : `s3:${verb}ObjectVersionTagging` }
  const bucket = bucketFor(input, right, call, input.Key)
  return { bucket, object: named(bucket, input, right, call) }
}

export const PutObjectTagging: S3['PutObjectTagging'] = (input, call) => {
  const { bucket, object } = taggable(input, 'Put', call)
  if (input.Tagging?.TagSet === undefined) throw malformedXml()
  const changed = changeVersion({ ...object, tags: readTags(input.Tagging.TagSet, 'object') }, call)
  // A rule may mean it now that did not before.
  expectExpiry(bucket, changed, call)
  expectTraits(bucket, changed, call)
  announce(bucket, 'ObjectTagging:Put', changed, call)
  return versionMember(bucket, object)
}

export const GetObjectTagging: S3['GetObjectTagging'] = (input, call) => {
  const { bucket, object } = taggable(input, 'Get', call)
  return { ...versionMember(bucket, object), TagSet: writeTags(object.tags ?? {}) }
}

export const DeleteObjectTagging: S3['DeleteObjectTagging'] = (input, call) => {
  const { bucket, object } = taggable(input, 'Delete', call)
  const { tags: _, ...bare } = object
  const changed = changeVersion(bare, call)
  expectTraits(bucket, changed, call)
  announce(bucket, 'ObjectTagging:Delete', changed, call)
  call.respond({ status: 204 })
  return versionMember(bucket, object)
}
