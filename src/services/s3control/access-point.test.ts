// Access points from both sides: made and listed here, used by S3's clients by host, alias and name, judged by both policies.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anonymous, clientOf, freshControl, refused } from './account.fixture.ts'

test('an access point is made, told of, listed and taken away', async t => {
  const { control, AccountId, s3 } = await freshControl(t)
  const { AccessPointArn, Alias } = await control.createAccessPoint({ AccountId, Name: 'team', Bucket: 'bucket' })
  assert.equal(AccessPointArn, 'arn:aws:s3:us-east-1:111122223333:accesspoint/team')
  assert.match(Alias!, /^team-[a-z0-9]{34}-s3alias$/)
  const { CreationDate, PublicAccessBlockConfiguration: block, ...told } = await control.getAccessPoint({ AccountId, Name: 'team' })
  assert.deepEqual([told.Bucket, told.NetworkOrigin, told.BucketAccountId], ['bucket', 'Internet', AccountId])
  assert.equal(block!.BlockPublicPolicy, true)
  assert.match(CreationDate!.toISOString(), /^2027-03-10T10:30:00/)
  await control.createAccessPoint({ AccountId, Name: 'other', Bucket: 'bucket', VpcConfiguration: { VpcId: 'vpc-1' } })
  const first = await control.listAccessPoints({ AccountId, Bucket: 'bucket', MaxResults: 1 })
  const second = await control.listAccessPoints({ AccountId, Bucket: 'bucket', NextToken: first.NextToken })
  assert.deepEqual([...first.AccessPointList!, ...second.AccessPointList!].map(({ Name, NetworkOrigin }) => [Name, NetworkOrigin]),
    [['other', 'VPC'], ['team', 'Internet']])
  assert.deepEqual((await s3.listBuckets({})).Buckets!.map(({ Name }) => Name), ['bucket'])
  await control.deleteAccessPoint({ AccountId, Name: 'team' })
  await refused(control.getAccessPoint({ AccountId, Name: 'team' }), 'NoSuchAccessPoint', 404)
  await refused(s3.getObject({ Bucket: Alias!, Key: 'key' }), 'InvalidAccessPointAliasError', 400)
})

test('what cannot be an access point is refused', async t => {
  const { cloud, control, AccountId } = await freshControl(t)
  const make = (Name: string, Bucket = 'bucket') => control.createAccessPoint({ AccountId, Name, Bucket })
  for (const name of ['ab', 'Upper', '-dash', 'x'.repeat(51), 'my-s3alias']) await refused(make(name), 'InvalidArgument', 400)
  await refused(make('fine', 'none'), 'NoSuchBucket', 404)
  await clientOf(cloud, '222233334444').createBucket({ Bucket: 'theirs' })
  await refused(make('fine', 'theirs'), 'AccessDenied', 403)
  await make('fine')
  await refused(make('fine'), 'AccessPointAlreadyOwnedByYou', 409)
  await refused(control.getAccessPoint({ AccountId: '222233334444', Name: 'fine' }), 'AccessDenied', 403)
})

test('objects are reached by the alias, by the ARN and by the host', async t => {
  const { cloud, control, AccountId, s3 } = await freshControl(t)
  const { AccessPointArn, Alias } = await control.createAccessPoint({ AccountId, Name: 'team', Bucket: 'bucket' })
  await s3.putObject({ Bucket: Alias!, Key: 'a/key', Body: 'hello' })
  const byArn = clientOf(cloud, AccountId, { forcePathStyle: false })
  assert.equal(await (await byArn.getObject({ Bucket: AccessPointArn!, Key: 'a/key' })).Body!.transformToString(), 'hello')
  assert.deepEqual((await byArn.listObjectsV2({ Bucket: AccessPointArn! })).Contents!.map(({ Key }) => Key), ['a/key'])
  const { UploadId } = await byArn.createMultipartUpload({ Bucket: AccessPointArn!, Key: 'parts' })
  const part = { Bucket: AccessPointArn!, Key: 'parts', UploadId: UploadId!, PartNumber: 1 }
  const { ETag } = await byArn.uploadPart({ ...part, Body: 'part' })
  await byArn.completeMultipartUpload({ ...part, MultipartUpload: { Parts: [{ PartNumber: 1, ETag: ETag! }] } })
  assert.equal((await s3.headObject({ Bucket: 'bucket', Key: 'parts' })).ContentLength, 4)
  await refused(s3.putBucketVersioning({ Bucket: Alias!, VersioningConfiguration: { Status: 'Enabled' } }), 'MethodNotAllowed', 405)
})

test('others need the word of both policies', async t => {
  const { cloud, control, AccountId, s3 } = await freshControl(t)
  const { AccessPointArn, Alias } = await control.createAccessPoint({ AccountId, Name: 'team', Bucket: 'bucket' })
  await s3.putObject({ Bucket: 'bucket', Key: 'key', Body: 'hello' })
  const other = clientOf(cloud, '222233334444')
  const get = () => other.getObject({ Bucket: Alias!, Key: 'key' })
  const through = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: '222233334444' },
    Action: 's3:GetObject', Resource: `${AccessPointArn}/object/*` }] })
  await control.putAccessPointPolicy({ AccountId, Name: 'team', Policy: through })
  assert.equal((await control.getAccessPointPolicy({ AccountId, Name: 'team' })).Policy, through)
  await refused(get(), 'AccessDenied', 403)
  const Condition = { StringEquals: { 's3:DataAccessPointAccount': AccountId } }
  await s3.putBucketPolicy({ Bucket: 'bucket', Policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow',
    Principal: '*', Action: '*', Resource: 'arn:aws:s3:::bucket/*', Condition }] }) })
  assert.equal(await (await get()).Body!.transformToString(), 'hello')
  await refused(other.getObject({ Bucket: 'bucket', Key: 'key' }), 'AccessDenied', 403)
  await refused(clientOf(cloud, '', anonymous).getObject({ Bucket: Alias!, Key: 'key' }), 'AccessDenied', 403)
  await control.deleteAccessPointPolicy({ AccountId, Name: 'team' })
  await refused(get(), 'AccessDenied', 403)
})
