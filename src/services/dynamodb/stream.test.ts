// Streams of a table, one after the other, and what becomes of their changes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, item, made, simplest } from './account.fixture.ts'
import type { Change } from './stream.ts'

const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' as const }

test('sequences grow, also within a millisecond, and changes go after a day', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music', { ...simplest, StreamSpecification })
  const changes = () => [...cloud.core.store.cell('111122223333/us-east-1').table<Change>('dynamodb/Change').scan()].map(([, change]) =>
    change)
  for (const n of [1, 2, 3]) await db.putItem({ TableName: 'Music', Item: item({ id: 'a', n }) })
  const sequences = changes().map(({ sequence }) => sequence)
  assert.deepEqual(sequences, [0, 1, 2].map(more => cloud.clock.now() * 1000 + more))
  assert.deepEqual(changes().map(({ kind, before }) => [kind, before]),
    [['INSERT', undefined], ['MODIFY', undefined], ['MODIFY', undefined]])
  await cloud.clock.advance('12h')
  await db.putItem({ TableName: 'Music', Item: item({ id: 'b' }) })
  await cloud.clock.advance('14h')
  assert.equal(changes().length, 1)
  await cloud.clock.advance('14h')
  assert.equal(changes().length, 0)
  await db.putItem({ TableName: 'Music', Item: item({ id: 'c' }) })
  assert.ok(changes()[0]!.sequence > sequences[2]!)
})
