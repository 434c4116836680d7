// Log groups: their making and end, how they are named and listed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { account, freshAccount, made, put, refused, texts } from './account.fixture.ts'

test('groups are made, listed and deleted', async t => {
  const { logs, cloud } = await freshAccount(t)
  for (const logGroupName of ['/aws/lambda/b', '/aws/lambda/a', 'web']) await logs.createLogGroup({ logGroupName,
    tags: { name: logGroupName } })
  await refused(logs.createLogGroup({ logGroupName: 'web' }), 'ResourceAlreadyExistsException', /^The specified log group already exists$/)
  await refused(logs.createLogGroup({ logGroupName: 'a b' }), 'InvalidParameterException', /1 validation error detected.*'logGroupName'/)
  await refused(logs.createLogGroup({ logGroupName: 'aws/x' }), 'InvalidParameterException', /reserved/)
  const { logGroups } = await logs.describeLogGroups({ logGroupNamePrefix: '/aws/lambda' })
  const arn = `arn:aws:logs:us-east-1:${account}:log-group:/aws/lambda/a`
  assert.deepEqual(logGroups!.map(({ logGroupName }) => logGroupName), ['/aws/lambda/a', '/aws/lambda/b'])
  assert.deepEqual(logGroups![0], {
    logGroupName: '/aws/lambda/a', logGroupArn: arn, arn: `${arn}:*`, creationTime: cloud.clock.now(), storedBytes: 0, metricFilterCount: 0,
    logGroupClass: 'STANDARD', deletionProtectionEnabled: false, bearerTokenAuthenticationEnabled: false,
  })
  const names = async (input: object) => (await logs.describeLogGroups(input)).logGroups!.map(({ logGroupName }) => logGroupName).join()
  assert.equal(await names({ logGroupNamePattern: 'lambda' }), '/aws/lambda/a,/aws/lambda/b')
  assert.equal(await names({ logGroupIdentifiers: ['web', arn] }), '/aws/lambda/a,web')
  assert.equal(await names({ logGroupClass: 'INFREQUENT_ACCESS' }), '')
  await refused(logs.describeLogGroups({ logGroupNamePrefix: 'a', logGroupNamePattern: 'b' }), 'InvalidParameterException',
    /mutually exclusive/)
  await logs.deleteLogGroup({ logGroupName: 'web' })
  await refused(logs.deleteLogGroup({ logGroupName: 'web' }), 'ResourceNotFoundException', /^The specified log group does not exist\.$/)
})

test('lists come in pages', async t => {
  const { logs } = await freshAccount(t)
  for (let i = 0; i < 5; i += 1) await logs.createLogGroup({ logGroupName: `app${i}`, tags: { half: i < 2 ? 'first' : 'second' } })
  const page = await logs.describeLogGroups({ limit: 3 })
  const rest = await logs.describeLogGroups({ limit: 3, nextToken: page.nextToken })
  assert.deepEqual([page.logGroups!.length, rest.logGroups!.map(({ logGroupName }) => logGroupName), rest.nextToken],
    [3, ['app3', 'app4'], undefined])
  const listed = await logs.listLogGroups({ logGroupNamePattern: '^app|none', logGroupTags: [{ key: 'half', values: ['second'] }],
    limit: 2 })
  const more = await logs.listLogGroups({ logGroupNamePattern: '^app|none', logGroupTags: [{ key: 'half', values: ['second'] }],
    nextToken: listed.nextToken })
  assert.deepEqual([listed, more].map(({ logGroups }) => logGroups!.map(({ logGroupName }) => logGroupName)), [['app2', 'app3'], ['app4']])
  await refused(logs.listLogGroups({ nextToken: 'x' }), 'InvalidParameterException', /nextToken/)
})

test('protection from deletion', async t => {
  const { logs } = await freshAccount(t)
  await logs.createLogGroup({ logGroupName: 'g', deletionProtectionEnabled: true })
  await logs.createLogStream({ logGroupName: 'g', logStreamName: 's' })
  await refused(logs.deleteLogGroup({ logGroupName: 'g' }), 'ValidationException', /deletion protection/)
  await refused(logs.deleteLogStream({ logGroupName: 'g', logStreamName: 's' }), 'ValidationException', /deletion protection/)
  await logs.putLogGroupDeletionProtection({ logGroupIdentifier: 'g', deletionProtectionEnabled: false })
  await logs.deleteLogGroup({ logGroupName: 'g' })
})

test('a group made again under its old name holds nothing of the old one', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await put(here, 'g:s', ['old'])
  await logs.deleteLogGroup({ logGroupName: 'g' })
  await made(logs, 'g', 's')
  await cloud.clock.advance('1m')
  assert.equal(texts((await logs.filterLogEvents({ logGroupName: 'g' })).events), '')
  assert.equal((await logs.describeLogGroups({})).logGroups![0]!.storedBytes, 0)
})

test('a key that is none is refused', async t => {
  const { logs, cloud } = await freshAccount(t)
  const kms = new KMS(cloud.client({ accessKeyId: account }))
  const none = `arn:aws:kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`
  await refused(logs.createLogGroup({ logGroupName: 'g', kmsKeyId: none }), 'InvalidParameterException', /KMS/)
  const { KeyMetadata: rsa } = await kms.createKey({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })
  await refused(logs.createLogGroup({ logGroupName: 'g', kmsKeyId: rsa!.Arn! }), 'InvalidParameterException', /symmetric/)
})
