// Tables as they are described, member by member where it depends.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, indexed, made } from './account.fixture.ts'

test('indexes, capacity and warm throughput', async t => {
  const account = await freshAccount(t)
  const { db } = account
  const throughput = { ReadCapacityUnits: 2, WriteCapacityUnits: 3 }
  await made(account, 'Music', {
    ...indexed, BillingMode: 'PROVISIONED', ProvisionedThroughput: throughput,
    GlobalSecondaryIndexes: [{ ...indexed.GlobalSecondaryIndexes![0]!,
      ProvisionedThroughput: { ReadCapacityUnits: 4, WriteCapacityUnits: 5 } }],
  })
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  const [global] = table!.GlobalSecondaryIndexes!
  const [local] = table!.LocalSecondaryIndexes!
  const arn = 'arn:aws:dynamodb:us-east-1:111122223333:table/Music'
  assert.deepEqual([global!.IndexArn, local!.IndexArn], [`${arn}/index/byGenre`, `${arn}/index/byRank`])
  assert.deepEqual([global!.IndexStatus, global!.ProvisionedThroughput!.WriteCapacityUnits, global!.Projection],
    ['ACTIVE', 5, { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] }])
  assert.deepEqual([local!.KeySchema!.map(({ KeyType }) => KeyType), local!.Projection],
    [['HASH', 'RANGE'], { ProjectionType: 'KEYS_ONLY' }])
  assert.deepEqual(table!.WarmThroughput, { ReadUnitsPerSecond: 2, WriteUnitsPerSecond: 3, Status: 'ACTIVE' })
  assert.deepEqual([table!.BillingModeSummary, table!.StreamSpecification, table!.SSEDescription], [undefined, undefined, undefined])
})

test('limits of tables on demand', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', { ...indexed, OnDemandThroughput: { MaxReadRequestUnits: 10 } })
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  assert.deepEqual(table!.OnDemandThroughput, { MaxReadRequestUnits: 10, MaxWriteRequestUnits: -1 })
  assert.deepEqual(table!.WarmThroughput, { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4_000, Status: 'ACTIVE' })
})
