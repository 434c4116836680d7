// Tags and their values, searched.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { period, usedAccount } from './account.fixture.ts'

test('names of tags, and the values of one', async t => {
  const { ce } = await usedAccount(t)
  assert.deepEqual((await ce.getTags({ TimePeriod: period })).Tags, ['team'])
  assert.deepEqual((await ce.getTags({ TimePeriod: period, TagKey: 'team' })).Tags, ['red'])
  assert.deepEqual((await ce.getTags({ TimePeriod: period, TagKey: 'team', SearchString: 'blue' })).Tags, [])
})
