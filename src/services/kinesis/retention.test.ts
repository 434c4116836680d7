// Records go when their time is over.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, iterator, made, put, refused, texts } from './account.fixture.ts'

test('a day, or as long as was asked for', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's')
  const read = async () => texts((await kinesis.getRecords({ ShardIterator: await iterator(kinesis, 's') })).Records)
  await put(kinesis, 's', 'a')
  await cloud.clock.advance('12h')
  await put(kinesis, 's', 'b')
  assert.equal(await read(), 'a,b')
  await cloud.clock.advance('13h')
  assert.equal(await read(), 'b')
  await kinesis.increaseStreamRetentionPeriod({ StreamName: 's', RetentionPeriodHours: 48 })
  await cloud.clock.advance('20h')
  assert.equal(await read(), 'b')
  await refused(kinesis.increaseStreamRetentionPeriod({ StreamName: 's', RetentionPeriodHours: 24 }), 'InvalidArgumentException',
    /shorter than/)
  await refused(kinesis.increaseStreamRetentionPeriod({ StreamName: 's', RetentionPeriodHours: 9000 }), 'InvalidArgumentException')
  await kinesis.decreaseStreamRetentionPeriod({ StreamName: 's', RetentionPeriodHours: 24 })
  await cloud.clock.advance('1m')
  assert.equal(await read(), '')
  await cloud.clock.advance('3d')
  const cell = cloud.core.store.cell('111122223333/us-east-1')
  assert.equal(cell.table('kinesis/records').count(), 0)
  await put(kinesis, 's', 'c')
  await kinesis.deleteStream({ StreamName: 's' })
  await cloud.clock.advance('1m')
  assert.equal(cell.table('kinesis/records').count(), 0)
})
