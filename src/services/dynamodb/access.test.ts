// Who may: other accounts by a table's policy, sessions by their own.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { STS } from '@aws-sdk/client-sts'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { clientOf, freshAccount, item, made } from './account.fixture.ts'

test('another account needs the table\'s leave', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  const TableName = (await db.describeTable({ TableName: 'Music' })).Table!.TableArn!
  const stranger = clientOf(cloud, '444455556666')
  const put = { TableName, Item: item({ id: 'from afar' }) }
  await assert.rejects(stranger.putItem(put), { name: 'AccessDeniedException' })
  const statement = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'dynamodb:PutItem', Resource: TableName }
  await db.putResourcePolicy({ ResourceArn: TableName, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) })
  await stranger.putItem(put)
  await assert.rejects(stranger.getItem({ TableName, Key: item({ id: 'from afar' }) }), { name: 'AccessDeniedException' })
  assert.deepEqual((await db.getItem({ TableName: 'Music', Key: item({ id: 'from afar' }) })).Item, put.Item)
})

test('a session\'s policy names its tables and indexes', async t => {
  const account = await freshAccount(t)
  const { cloud } = account
  await made(account, 'Music')
  await made(account, 'Other')
  const sts = new STS(cloud.client({ accessKeyId: '111122223333' }))
  const resource = 'arn:aws:dynamodb:us-east-1:111122223333:table/Music'
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:*Item*', Resource: resource }] })
  const { Credentials: keys } = await sts.assumeRole({ RoleArn: 'arn:aws:iam::111122223333:role/any', RoleSessionName: 'any', Policy })
  const db = new DynamoDB({
    ...cloud.client({ accessKeyId: keys!.AccessKeyId!, secretAccessKey: keys!.SecretAccessKey!, sessionToken: keys!.SessionToken! }),
      maxAttempts: 1,
  })
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a' }) })
  await db.batchGetItem({ RequestItems: { Music: { Keys: [item({ id: 'a' })] } } })
  await assert.rejects(db.putItem({ TableName: 'Other', Item: item({ id: 'a' }) }), { name: 'AccessDeniedException' })
  await assert.rejects(db.batchWriteItem({ RequestItems: { Other: [{ DeleteRequest: { Key: item({ id: 'a' }) } }] } }),
    { name: 'AccessDeniedException' })
  await assert.rejects(db.scan({ TableName: 'Music' }), { name: 'AccessDeniedException' })
  const both = ['Music', 'Other'].map(TableName => ({ Put: { TableName, Item: item({ id: 'b' }) } }))
  await db.transactWriteItems({ TransactItems: both.slice(0, 1) })
  await assert.rejects(db.transactWriteItems({ TransactItems: both }), { name: 'AccessDeniedException', message: /table\/Other/ })
  await assert.rejects(db.batchGetItem({ RequestItems: { Music: { Keys: [item({ id: 'a' })] }, Other: { Keys: [item({ id: 'a' })] } } }),
    { name: 'AccessDeniedException', message: /table\/Other/ })
})
