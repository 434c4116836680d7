// The access control list of one version, put and given back.

import type { S3 } from '../../../generated/aws/s3.ts'
import { enforcesOwner, refusePublicAcl, rights } from './access.ts'
import { requestedAcl, writtenGrants } from './acl.ts'
import { bucketFor } from './bucket.ts'
import { s3Fault } from './fault.ts'
import { named } from './named.ts'
import { announce } from './notification.ts'
import { canonicalId } from './owner.ts'
import { expectTraits } from './replication-rule.ts'
import { changeVersion } from './version.ts'

export const PutObjectAcl: S3['PutObjectAcl'] = (input, call) => {
  const bucket = bucketFor(input, rights.putAcl, call, input.Key)
  const object = named(bucket, input, rights.putAcl, call)
  const acl = requestedAcl(input, { owner: object.owner, bucketOwner: call.account })
  if (acl === undefined) throw s3Fault('MissingSecurityHeader', { MissingHeaderName: 'x-amz-acl' })
  if (enforcesOwner(bucket)) {
    if (input.ACL === 'bucket-owner-full-control' || input.ACL === 'private') return
    throw s3Fault('AccessControlListNotSupported')
  }
  refusePublicAcl(acl, bucket, call)
  const changed = changeVersion({ ...object, acl }, call)
  expectTraits(bucket, changed, call)
  announce(bucket, 'ObjectAcl:Put', changed, call)
}

export const GetObjectAcl: S3['GetObjectAcl'] = (input, call) => {
  const bucket = bucketFor(input, rights.getAcl, call, input.Key)
  const { acl, owner } = named(bucket, input, rights.getAcl, call)
  return { Owner: { ID: canonicalId(owner) }, Grants: writtenGrants(acl) }
}
