// UpdateObjectEncryption: an object comes under another KMS key without being written anew. Its ETag and time stay.
// Source: UpdateObjectEncryption, Amazon S3 API Reference.

import type { S3 } from '../../../generated/aws/s3.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { bucketFor } from './bucket.ts'
import type { BucketInput } from './bucket.ts'
import { openDataKey, withDataKey } from './data-key.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'
import { named } from './named.ts'
import type { LiveObject } from './object.ts'
import { changeVersion } from './version.ts'

const right = { action: 's3:UpdateObjectEncryption' }

export const UpdateObjectEncryption: S3['UpdateObjectEncryption'] = async (input, call) => {
  const asked = input.ObjectEncryption?.SSEKMS
  if (asked?.KMSKeyArn === undefined) throw malformedXml()
  if (parseArn(asked.KMSKeyArn)?.service !== 'kms') throw invalidArgument('The KMS key must be named by its ARN', 'KMSKeyArn',
    asked.KMSKeyArn)
  const object = encrypted(input, call)
  await openDataKey(object, call)
  const encryption = await withDataKey({
    algorithm: 'aws:kms', kmsKeyId: asked.KMSKeyArn, ...(asked.BucketKeyEnabled === true && { bucketKey: true }),
  }, object.bucket, object.key, call)
  // KMS took its time: the object may be another by now.
  call.transact(() => { changeVersion({ ...encrypted({ ...input, VersionId: object.versionId }, call), encryption }, call) })
  return {}
}

/** @throws InvalidRequest for an object under a customer's key or two layers */
function encrypted(input: BucketInput & { readonly Key: string, readonly VersionId?: string }, call: Call): LiveObject {
  const object = named(bucketFor(input, right, call, input.Key), input, right, call)
  const { algorithm } = object.encryption
  if (algorithm === 'customer' || algorithm === 'aws:kms:dsse') {
    throw s3Fault('InvalidRequest', {}, 'The encryption of this object cannot be updated')
  }
  return object
}
