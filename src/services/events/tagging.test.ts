// Tags of buses, the default one too, and of rules.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, listening, refused } from './account.fixture.ts'

test('tags are added, listed and removed', async t => {
  const account = await freshAccount(t)
  const { events } = account
  await listening(account, 'r', { pattern: { source: ['shop'] } })
  for (const ResourceARN of [(await events.describeRule({ Name: 'r' })).Arn!, (await events.describeEventBus({})).Arn!]) {
    assert.deepEqual((await events.listTagsForResource({ ResourceARN })).Tags, [])
    await events.tagResource({ ResourceARN, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] })
    await events.untagResource({ ResourceARN, TagKeys: ['a'] })
    assert.deepEqual((await events.listTagsForResource({ ResourceARN })).Tags, [{ Key: 'b', Value: '2' }])
    await refused(events.listTagsForResource({ ResourceARN: `${ResourceARN}x` }), 'ResourceNotFoundException')
  }
})
