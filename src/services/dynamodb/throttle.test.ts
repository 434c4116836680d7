// Throttling as callers see it, with quotas on and a clock that stands: codes, texts, reasons, batches and transactions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { ProvisionedThroughputExceededException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { freshAccount, indexed, item, made, refused, simplest } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

const tableText = 'The level of configured provisioned throughput for the table was exceeded. ' +
  'Consider increasing your provisioning level with the UpdateTable API.'
const indexText = /^The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded\./
const units = (read: number, write: number) => ({ ReadCapacityUnits: read, WriteCapacityUnits: write })

/** A table of so many units, whose unused capacity is used up but for one unit. */
async function spent(t: TestContext, read: number, write: number): Promise<Account> {
  const account = await freshAccount(t, undefined, { quotas: 'real' })
  const { BillingMode: _, ...rest } = simplest
  await made(account, 'Music', { ...rest, ProvisionedThroughput: units(read, write) })
  await account.db.putItem({ TableName: 'Music', Item: item({ id: 'big', text: 'x'.repeat(1000) }) })
  return account
}

async function useUp({ db }: Account, kind: 'read' | 'write'): Promise<number> {
  for (let count = 0; ; count += 1) {
    const call = kind === 'write' ? db.putItem({ TableName: 'Music', Item: item({ id: `${count}` }) })
      : db.getItem({ TableName: 'Music', Key: item({ id: 'big' }), ConsistentRead: true })
    const error = await call.then(() => undefined, (reason: Error) => reason)
    if (error === undefined) continue
    assert.equal(error.name, 'ProvisionedThroughputExceededException')
    return count
  }
}

test('a provisioned table gives what was saved since it was made, then its units by the second', async t => {
  const account = await spent(t, 1, 1)
  const { cloud, db } = account
  assert.equal(await useUp(account, 'write'), 60, 'a second\'s and a minute\'s, one unit used')
  const error = await db.putItem({ TableName: 'Music', Item: item({ id: 'a' }) }).then(() => undefined, (reason: object) => reason)
  const { name, message, ThrottlingReasons: reasons } = error as ProvisionedThroughputExceededException
  assert.deepEqual({ name, message, reasons }, {
    name: 'ProvisionedThroughputExceededException', message: tableText,
    reasons: [{ reason: 'TableWriteProvisionedThroughputExceeded', resource: 'arn:aws:dynamodb:us-east-1:111122223333:table/Music' }],
  })
  assert.equal((await db.getItem({ TableName: 'Music', Key: item({ id: 'a' }) })).Item, undefined)
  await cloud.clock.advance('2s')
  assert.equal(await useUp(account, 'write'), 2)
  await cloud.clock.advance('1h')
  assert.equal(await useUp(account, 'write'), 300)
  assert.equal(await useUp(account, 'read'), 300)
})

test('a batch leaves what is throttled, and fails where that is all', async t => {
  const account = await spent(t, 1, 1)
  const { cloud, db } = account
  await useUp(account, 'write')
  await useUp(account, 'read')
  const puts = (...ids: string[]) => ({ RequestItems: { Music: ids.map(id => ({ PutRequest: { Item: item({ id }) } })) } })
  const gets = (...ids: string[]) => ({ RequestItems: { Music: { Keys: ids.map(id => item({ id })), ConsistentRead: true } } })
  await refused(db.batchWriteItem(puts('a', 'b')), 'ProvisionedThroughputExceededException', tableText)
  await refused(db.batchGetItem(gets('a', 'b')), 'ProvisionedThroughputExceededException', tableText)
  await cloud.clock.advance('2s')
  const written = await db.batchWriteItem(puts('a', 'b', 'c'))
  assert.deepEqual(written.UnprocessedItems, puts('c').RequestItems)
  const read = await db.batchGetItem(gets('a', 'b', 'c'))
  assert.deepEqual(read.UnprocessedKeys, gets('c').RequestItems)
  assert.equal(read.Responses!.Music!.length, 2)
})

test('a transaction is cancelled with the reason, a statement of a batch fails alone', async t => {
  const account = await spent(t, 1, 1)
  const { db } = account
  await useUp(account, 'write')
  await useUp(account, 'read')
  const put = { Put: { TableName: 'Music', Item: item({ id: 'tx' }) } }
  const error = await db.transactWriteItems({ TransactItems: [put] }).then(() => undefined, (reason: object) => reason)
  assert.deepEqual((error as TransactionCanceledException).CancellationReasons,
    [{ Code: 'ProvisionedThroughputExceeded', Message: tableText }])
  await refused(db.transactGetItems({ TransactItems: [{ Get: { TableName: 'Music', Key: item({ id: 'a' }) } }] }),
    'TransactionCanceledException', /\[ProvisionedThroughputExceeded\]$/)
  const { Responses } = await db.batchExecuteStatement({ Statements: [{ Statement: 'INSERT INTO Music VALUE {\'id\': \'p\'}' }] })
  assert.equal(Responses![0]!.Error!.Code, 'ProvisionedThroughputExceeded')
  await refused(db.query({ TableName: 'Music', KeyConditionExpression: 'id = :i', ExpressionAttributeValues: { ':i': { S: 'a' } } }),
    'ProvisionedThroughputExceededException', tableText)
  await refused(db.scan({ TableName: 'Music' }), 'ProvisionedThroughputExceededException', tableText)
})

test('an index without capacity holds back the writes that touch it, and nothing of them stays', async t => {
  const account = await freshAccount(t, undefined, { quotas: 'real' })
  const { cloud, db } = account
  const { BillingMode: _, GlobalSecondaryIndexes: globals, ...rest } = indexed
  await made(account, 'Music', { ...rest, ProvisionedThroughput: units(1000, 1000),
    GlobalSecondaryIndexes: [{ ...globals![0]!, ProvisionedThroughput: units(1, 1) }] })
  const put = (sk: number) => db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk, genre: 'jazz', rank: sk }) })
  for (let sk = 0; sk < 61; sk += 1) await put(sk)
  await refused(put(61), 'ProvisionedThroughputExceededException', indexText)
  assert.equal((await db.getItem({ TableName: 'Music', Key: item({ id: 'a', sk: 61 }) })).Item, undefined)
  await db.putItem({ TableName: 'Music', Item: item({ id: 'a', sk: 62 }) })
  await cloud.clock.advance('1s')
  await put(61)
})

test('on demand, a maximum that the owner sets throttles in its own words', async t => {
  const account = await freshAccount(t, undefined, { quotas: 'real' })
  const { db } = account
  await made(account, 'Music', { ...simplest, OnDemandThroughput: { MaxWriteRequestUnits: 2 } })
  const put = () => db.putItem({ TableName: 'Music', Item: item({ id: 'a' }) })
  await put()
  await put()
  await refused(put(), 'ThrottlingException', 'Throughput exceeds the maximum OnDemandThroughput configured on table or index.')
})

test('without quotas nothing is throttled', async t => {
  const account = await freshAccount(t)
  const { BillingMode: _, ...rest } = simplest
  await made(account, 'Music', { ...rest, ProvisionedThroughput: units(1, 1) })
  for (let i = 0; i < 400; i += 1) await account.db.putItem({ TableName: 'Music', Item: item({ id: 'a' }) })
})
