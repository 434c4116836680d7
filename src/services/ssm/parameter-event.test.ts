// Changes go through whether or not EventBridge hears of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, valueOf } from './account.fixture.ts'

test('EventBridge is told of changes, without being waited for', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await put(ssm, 'a', 'x')
  await ssm.deleteParameter({ Name: 'a' })
  await put(ssm, 'a', 'y')
  await cloud.clock.advance('1s')
  assert.equal(await valueOf(ssm, 'a'), 'y')
  const told = [...cloud.core.journal.newest()].filter(({ operation }) => operation === 'PutEvents')
  assert.equal(told.length, 3)
})
