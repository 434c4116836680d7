// Access keys sign requests as their users until they are switched off or gone; when they were used last is known.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused } from './account.fixture.ts'

const UserName = 'alice'

test('a key is its user\'s', async t => {
  const { iam, as } = await fresh(t)
  await iam.createUser({ UserName, Path: '/team/' })
  const { AccessKey: key } = await iam.createAccessKey({ UserName })
  assert.match(key!.AccessKeyId!, /^AKIA[A-Z2-7]{16}$/)
  assert.equal(key!.SecretAccessKey!.length, 40)
  const alice = as({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! })
  const { Account, Arn, UserId } = await alice.sts.getCallerIdentity({})
  assert.deepEqual([Account, Arn], [account, `arn:aws:iam::${account}:user/team/alice`])
  assert.equal(UserId, (await iam.getUser({ UserName })).User!.UserId)
  assert.equal((await alice.sts.getAccessKeyInfo({ AccessKeyId: key!.AccessKeyId! }).catch(() => ({ Account: undefined }))).Account,
    undefined)
  const forger = as({ accessKeyId: key!.AccessKeyId!, secretAccessKey: 'another' })
  await refused(forger.sts.getCallerIdentity({}), 'SignatureDoesNotMatch', /does not match/)
})

test('a key is switched off and on, and goes', async t => {
  const { iam, as } = await fresh(t)
  await iam.createUser({ UserName })
  const { AccessKey: key } = await iam.createAccessKey({ UserName })
  const AccessKeyId = key!.AccessKeyId!
  const { sts } = as({ accessKeyId: AccessKeyId, secretAccessKey: key!.SecretAccessKey! })
  await iam.updateAccessKey({ UserName, AccessKeyId, Status: 'Inactive' })
  await refused(sts.getCallerIdentity({}), 'InvalidClientTokenId', 'The security token included in the request is invalid.')
  await iam.updateAccessKey({ UserName, AccessKeyId, Status: 'Active' })
  await sts.getCallerIdentity({})
  await iam.deleteAccessKey({ UserName, AccessKeyId })
  await refused(sts.getCallerIdentity({}), 'InvalidClientTokenId', 'The security token included in the request is invalid.')
  await refused(iam.deleteAccessKey({ UserName, AccessKeyId }), 'NoSuchEntity', `The Access Key with id ${AccessKeyId} cannot be found.`)
})

test('keys go with the account that is emptied, or with all', async t => {
  const { iam, as, cloud } = await fresh(t)
  for (const emptied of [{ account }, {}, { region: 'us-east-1' }]) {
    await iam.createUser({ UserName })
    const { AccessKey: key } = await iam.createAccessKey({ UserName })
    const { sts } = as({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! })
    await cloud.reset(emptied)
    if ('region' in emptied) await sts.getCallerIdentity({})
    else await refused(sts.getCallerIdentity({}), 'InvalidClientTokenId', 'The security token included in the request is invalid.')
  }
})

test('two keys at most, and none of another\'s', async t => {
  const { iam } = await fresh(t)
  for (const name of [UserName, 'bob']) await iam.createUser({ UserName: name })
  const { AccessKey: key } = await iam.createAccessKey({ UserName })
  await iam.createAccessKey({ UserName })
  await refused(iam.createAccessKey({ UserName }), 'LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2')
  await refused(iam.deleteAccessKey({ UserName: 'bob', AccessKeyId: key!.AccessKeyId! }), 'NoSuchEntity', /cannot be found/)
  assert.equal((await iam.listAccessKeys({ UserName })).AccessKeyMetadata!.length, 2)
})

test('a key remembers where it was used', async t => {
  const { iam, asUser, cloud } = await fresh(t)
  await iam.createUser({ UserName })
  await iam.putUserPolicy({ UserName, PolicyName: 'p', PolicyDocument: policy(allow('sqs:*')) })
  const alice = await asUser(UserName)
  const [key] = (await iam.listAccessKeys({ UserName })).AccessKeyMetadata!
  const used = async () => (await iam.getAccessKeyLastUsed({ AccessKeyId: key!.AccessKeyId! })).AccessKeyLastUsed!
  assert.deepEqual(await used(), { ServiceName: 'N/A', Region: 'N/A' })
  await cloud.clock.advance('1h')
  await alice.sqs.listQueues({})
  assert.deepEqual(await used(),
    { ServiceName: 'sqs', Region: 'us-east-1', LastUsedDate: new Date(Math.floor(cloud.clock.now() / 1000) * 1000) })
})

test('the root has keys that do everything', async t => {
  const { iam, as } = await fresh(t)
  const { AccessKey: key } = await iam.createAccessKey({})
  const root = as({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! })
  assert.equal((await root.sts.getCallerIdentity({})).Arn, `arn:aws:iam::${account}:root`)
  await root.iam.listUsers({})
})
