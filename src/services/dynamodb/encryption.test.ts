// Encryption as tables describe it, the settings changed with it, and the keys of KMS: who makes them, who may use them, when they go.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { KMS } from '@aws-sdk/client-kms'
import { STS } from '@aws-sdk/client-sts'
import { freshAccount, invalid, invalidParameter, made, refused, simplest } from './account.fixture.ts'

test('class, encryption, protection, and nothing at all', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  await db.updateTable({ TableName: 'Music', TableClass: 'STANDARD_INFREQUENT_ACCESS', SSESpecification: { Enabled: true },
    DeletionProtectionEnabled: true })
  await cloud.clock.advance('1m')
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  assert.deepEqual([table!.TableClassSummary!.TableClass, table!.SSEDescription!.SSEType, table!.DeletionProtectionEnabled],
    ['STANDARD_INFREQUENT_ACCESS', 'KMS', true])
  assert.match(table!.SSEDescription!.KMSMasterKeyArn!, /^arn:aws:kms:us-east-1:111122223333:key\//)
  await invalid(db.updateTable({ TableName: 'Music' }), 'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, ' +
    'GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required')
  await refused(db.updateTable({ TableName: 'Music', GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'none' } }] }),
    'ResourceNotFoundException', 'Requested resource not found')
})

test('a key of the account: made, granted, used and retired by real calls', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  const kms = new KMS(cloud.client({ accessKeyId: '111122223333' }))
  const { KeyMetadata: { KeyId: id, Arn: arn } = {} } = await kms.createKey({})
  await made(account, 'Music', { ...simplest, SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: id! } })
  assert.deepEqual((await db.describeTable({ TableName: 'Music' })).Table!.SSEDescription,
    { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: arn })
  const { Grants: [grant] = [] } = await kms.listGrants({ KeyId: id! })
  assert.deepEqual([grant!.GranteePrincipal ?? grant!.GranteeServicePrincipal, grant!.Constraints], ['dynamodb.us-east-1.amazonaws.com',
    { EncryptionContextSubset: { 'aws:dynamodb:tableName': 'Music', 'aws:dynamodb:subscriberId': '111122223333' } }])
  await invalid(db.createTable({ TableName: 'Other', ...simplest, SSESpecification: { Enabled: false, KMSMasterKeyId: id! } }),
    `${invalidParameter}SSESpecification.Enabled must be true when KMSMasterKeyId is specified`)
  await db.putItem({ TableName: 'Music', Item: { id: { S: 'a' } } })
  await db.deleteTable({ TableName: 'Music' })
  await cloud.clock.advance('1m')
  assert.deepEqual((await kms.listGrants({ KeyId: id! })).Grants, [])
})

test('a key that is not there, and one that is disabled', async t => {
  const { db, cloud } = await freshAccount(t)
  const kms = new KMS(cloud.client({ accessKeyId: '111122223333' }))
  const make = (KMSMasterKeyId: string) =>
    db.createTable({ TableName: 'Music', ...simplest, SSESpecification: { Enabled: true, KMSMasterKeyId } })
  await refused(make('0a1b2c3d-0000-4000-8000-000000000000'), 'ValidationException', /^KMS validation error: .*NotFoundException/)
  const { KeyMetadata: { KeyId: id } = {} } = await kms.createKey({})
  await kms.disableKey({ KeyId: id! })
  await refused(make(id!), 'ValidationException', /is disabled/)
  assert.deepEqual((await db.listTables({})).TableNames, [])
})

test('who may not use the key may not use the table', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  const root = cloud.client({ accessKeyId: '111122223333' })
  const kms = new KMS(root)
  const statement = (Effect: string, who: string, Action: string) =>
    ({ Effect, Principal: { AWS: `arn:aws:iam::111122223333:${who}` }, Action, Resource: '*' })
  const all = statement('Allow', 'root', 'kms:*')
  const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements })
  const { KeyMetadata: { KeyId: id } = {} } = await kms.createKey({ Policy: policy(all, statement('Deny', 'role/ann', 'kms:Decrypt')) })
  await made(account, 'Music', { ...simplest, SSESpecification: { Enabled: true, KMSMasterKeyId: id! } })
  const { Credentials: given } = await new STS(root).assumeRole({ RoleArn: 'arn:aws:iam::111122223333:role/ann', RoleSessionName: 'ann' })
  const ann = new DynamoDB({ ...root, credentials: { accessKeyId: given!.AccessKeyId!, secretAccessKey: given!.SecretAccessKey!,
    sessionToken: given!.SessionToken! } })
  const put = () => ann.putItem({ TableName: 'Music', Item: { id: { S: 'a' } } })
  await refused(put(), 'AccessDeniedException', /^KMS key access denied error: .*AWSKMSException: .*kms:Decrypt/)
  const batched = { Statement: 'INSERT INTO Music VALUE {\'id\': \'b\'}' }
  await refused(ann.batchExecuteStatement({ Statements: [batched] }), 'AccessDeniedException', /^KMS key/)
  await kms.putKeyPolicy({ KeyId: id!, Policy: policy(all) })
  await put()
  await ann.batchExecuteStatement({ Statements: [batched] })
  await ann.transactWriteItems({ TransactItems: [{ Put: { TableName: 'Music', Item: { id: { S: 'c' } } } }] })
  assert.equal((await db.scan({ TableName: 'Music' })).Count, 3)
})

test('another key, and none', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  const kms = new KMS(cloud.client({ accessKeyId: '111122223333' }))
  const [first, second] = [(await kms.createKey({})).KeyMetadata!, (await kms.createKey({})).KeyMetadata!]
  await made(account, 'Music', { ...simplest, SSESpecification: { Enabled: true, KMSMasterKeyId: first.KeyId! } })
  await db.updateTable({ TableName: 'Music', SSESpecification: { Enabled: true, KMSMasterKeyId: second.KeyId! } })
  await cloud.clock.advance('1m')
  const grants = async ({ KeyId }: { KeyId?: string | undefined }) => (await kms.listGrants({ KeyId })).Grants!.length
  assert.deepEqual([await grants(first), await grants(second)], [0, 1])
  await db.updateTable({ TableName: 'Music', SSESpecification: { Enabled: false } })
  await cloud.clock.advance('1m')
  assert.deepEqual([(await db.describeTable({ TableName: 'Music' })).Table!.SSEDescription, await grants(second)], [undefined, 0])
})
