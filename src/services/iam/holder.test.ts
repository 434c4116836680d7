// What is kept for the judge of calls follows what is done to users, groups and roles; services' own roles are left alone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { account, allow, fresh, policy, refused, trust } from './account.fixture.ts'
import { isServiceLinked } from './holder.ts'

test('what a user may follows what is done', async t => {
  const { iam, asUser } = await fresh(t)
  await iam.createUser({ UserName: 'alice' })
  const alice = await asUser('alice')
  const may = async () => {
    try {
      await alice.sqs.listQueues({})
      return true
    } catch (error) {
      assert.match((error as Error).message, /no identity-based policy|explicit deny in an identity-based policy/)
      return false
    }
  }
  const steps: readonly (readonly [step: () => Promise<unknown>, allowed: boolean])[] = [
    [() => Promise.resolve(), false],
    [() => iam.putUserPolicy({ UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(allow('sqs:*')) }), true],
    [() => iam.createGroup({ GroupName: 'crew' }), true],
    [() => iam.putGroupPolicy({ GroupName: 'crew', PolicyName: 'no', PolicyDocument: policy({ ...allow('sqs:*'), Effect: 'Deny' }) }),
      true],
    [() => iam.addUserToGroup({ GroupName: 'crew', UserName: 'alice' }), false],
    [() => iam.deleteGroupPolicy({ GroupName: 'crew', PolicyName: 'no' }), true],
    [() => iam.deleteUserPolicy({ UserName: 'alice', PolicyName: 'p' }), false],
    [() => iam.attachGroupPolicy({ GroupName: 'crew', PolicyArn: 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess' }), true],
    [() => iam.detachGroupPolicy({ GroupName: 'crew', PolicyArn: 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess' }), false],
    [() => iam.putUserPolicy({ UserName: 'alice', PolicyName: 'p', PolicyDocument: policy(allow('sqs:*', '*',
      { StringEquals: { 'aws:PrincipalTag/Team': 'blue' } })) }), false],
    [() => iam.tagUser({ UserName: 'alice', Tags: [{ Key: 'team', Value: 'blue' }] }), true],
    [() => iam.untagUser({ UserName: 'alice', TagKeys: ['Team'] }), false],
  ]
  for (const [step, allowed] of steps) {
    await step()
    assert.equal(await may(), allowed, String(step))
  }
})

test('a session of a role that is gone may do nothing', async t => {
  const { iam, sts, asSession } = await fresh(t)
  await iam.createRole({ RoleName: 'worker', AssumeRolePolicyDocument: trust({ AWS: account }) })
  await iam.attachRolePolicy({ RoleName: 'worker', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
  const { Credentials: credentials } = await sts.assumeRole({ RoleArn: `arn:aws:iam::${account}:role/worker`, RoleSessionName: 'one' })
  const session = asSession(credentials)
  await session.sqs.listQueues({})
  await iam.detachRolePolicy({ RoleName: 'worker', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })
  await iam.deleteRole({ RoleName: 'worker' })
  await refused(session.sqs.listQueues({}), 'AccessDenied', /no identity-based policy/)
})

test('storage is the user\'s by his policy, or by that of the bucket', async t => {
  const { iam, cloud } = await fresh(t)
  await iam.createUser({ UserName: 'alice' })
  const { AccessKey: key } = await iam.createAccessKey({ UserName: 'alice' })
  const s3Of = (keys: object) => new S3({ ...cloud.client(keys), forcePathStyle: true, maxAttempts: 1 })
  const [root, alice] = [s3Of({ accessKeyId: account }), s3Of({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! })]
  const Bucket = 'b-of-alice'
  await root.createBucket({ Bucket })
  const put = (Key: string) => alice.putObject({ Bucket, Key, Body: 'x' })
  await refused(put('mine/a'), 'AccessDenied',
    `User: arn:aws:iam::${account}:user/alice is not authorized to perform: s3:PutObject on resource: ` +
    `arn:aws:s3:::${Bucket}/mine/a because no identity-based policy allows the s3:PutObject action`)
  await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'mine', PolicyDocument: policy(
    allow(['s3:PutObject', 's3:GetObject'], `arn:aws:s3:::${Bucket}/mine/*`),
    allow('s3:ListBucket', `arn:aws:s3:::${Bucket}`, { StringLike: { 's3:prefix': 'mine/*' } })) })
  await put('mine/a')
  await refused(put('away/a'), 'AccessDenied', /no identity-based policy allows/)
  await alice.listObjectsV2({ Bucket, Prefix: 'mine/' })
  await refused(alice.listObjectsV2({ Bucket }), 'AccessDenied', /no identity-based policy allows the s3:ListBucket action/)
  await root.putBucketPolicy({ Bucket, Policy: policy(
    { ...allow('s3:PutObject', `arn:aws:s3:::${Bucket}/away/*`), Principal: { AWS: `arn:aws:iam::${account}:user/alice` } },
    { ...allow('s3:GetObject', `arn:aws:s3:::${Bucket}/mine/a`), Effect: 'Deny', Principal: '*' }) })
  await put('away/a')
  await refused(alice.getObject({ Bucket, Key: 'mine/a' }), 'AccessDenied', /explicit deny in a resource-based policy|Access Denied/)
})

test('services\' own roles lie under one path', () => {
  assert.ok(isServiceLinked('/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'))
  assert.ok(isServiceLinked(`arn:aws:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`))
  assert.ok(!isServiceLinked(`arn:aws:iam::${account}:role/my/aws-service-role/x`))
})
