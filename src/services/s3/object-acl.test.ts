// Access control lists of objects: who is let in by them, and which are refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anonymous, clientOf, freshBucket, openToPublic, put, refused, textOf } from './account.fixture.ts'
import { canonicalId } from './owner.ts'

test('access control lists', async t => {
  const { cloud, s3, Bucket } = await freshBucket(t)
  const other = clientOf(cloud, '222233334444')
  const nobody = clientOf(cloud, '', anonymous)
  await refused(s3.putBucketAcl({ Bucket, ACL: 'public-read' }), 'AccessControlListNotSupported', 400)
  await s3.putBucketOwnershipControls({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } })
  await refused(s3.putBucketAcl({ Bucket, ACL: 'public-read' }), 'AccessDenied', 403)
  await openToPublic(s3, Bucket)
  const owner = { ID: canonicalId('111122223333') }
  assert.deepEqual((await s3.getBucketAcl({ Bucket })).Grants,
    [{ Grantee: { ...owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }])
  await s3.putBucketAcl({ Bucket, ACL: 'public-read-write' })
  await nobody.putObject({ Bucket, Key: 'dropped', Body: 'x' })
  assert.equal((await nobody.listObjectsV2({ Bucket })).KeyCount, 1)
  await put(s3, Bucket, 'key')
  await refused(other.getObject({ Bucket, Key: 'key' }), 'AccessDenied', 403)
  await s3.putObjectAcl({ Bucket, Key: 'key', GrantRead: `id="${canonicalId('222233334444')}"` })
  assert.equal(await textOf(other, Bucket, 'key'), 'body of key')
  await refused(nobody.getObject({ Bucket, Key: 'key' }), 'AccessDenied', 403)
  await s3.putObjectAcl({ Bucket, Key: 'key', ACL: 'public-read' })
  assert.equal(await textOf(nobody, Bucket, 'key'), 'body of key')
  await refused(s3.putBucketOwnershipControls({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }),
    'InvalidBucketAclWithObjectOwnership', 400)

  const Grants = [{ Grantee: { Type: 'CanonicalUser' as const, ID: canonicalId('222233334444') }, Permission: 'READ_ACP' as const }]
  await s3.putObjectAcl({ Bucket, Key: 'key', AccessControlPolicy: { Owner: owner, Grants } })
  assert.deepEqual((await other.getObjectAcl({ Bucket, Key: 'key' })).Grants, Grants)
  await refused(s3.putObjectAcl({ Bucket, Key: 'key', ACL: 'open' as never }), 'InvalidArgument', 400)
  await refused(s3.putObjectAcl({ Bucket, Key: 'key', GrantRead: 'emailAddress="a@b.c"' }), 'UnresolvableGrantByEmailAddress', 400)
  await refused(s3.putObjectAcl({ Bucket, Key: 'key', GrantRead: 'uri="http://x"' }), 'InvalidArgument', 400)
  await refused(s3.putObject({ Bucket, Key: 'key', ACL: 'private', GrantRead: 'id="x"' }), 'InvalidRequest', 400)
})
