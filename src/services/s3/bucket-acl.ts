// The access control list of a bucket, put and given back. That of an object is in `object-acl.ts`.

import type { S3 } from '../../../generated/aws/s3.ts'
import { enforcesOwner, refusePublicAcl, rights } from './access.ts'
import { requestedAcl, writtenGrants } from './acl.ts'
import { Bucket, bucketFor } from './bucket.ts'
import { s3Fault } from './fault.ts'
import { canonicalId } from './owner.ts'

/** Under owner enforcement only a list that grants nothing to others is taken, and changes nothing. */
export const PutBucketAcl: S3['PutBucketAcl'] = (input, call) => {
  const bucket = bucketFor(input, rights.putBucketAcl, call)
  const acl = requestedAcl(input, { owner: call.account, bucketOwner: call.account })
  if (acl === undefined) throw s3Fault('MissingSecurityHeader', { MissingHeaderName: 'x-amz-acl' })
  if (enforcesOwner(bucket)) {
    if (input.ACL === 'private' || acl.every(({ id }) => id === canonicalId(call.account))) return
    throw s3Fault('AccessControlListNotSupported')
  }
  refusePublicAcl(acl, bucket, call)
  call.of(Bucket).put({ ...bucket, acl })
}

export const GetBucketAcl: S3['GetBucketAcl'] = (input, call) => {
  const { acl } = bucketFor(input, rights.getBucketAcl, call)
  return { Owner: { ID: canonicalId(call.account) }, Grants: writtenGrants(acl) }
}
