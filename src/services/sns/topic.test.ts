// Tags of topics.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic, refused } from './account.fixture.ts'

test('tags are added, listed and removed', async t => {
  const { sns } = await freshAccount(t)
  const ResourceArn = await madeTopic(sns)
  await sns.tagResource({ ResourceArn, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] })
  await sns.untagResource({ ResourceArn, TagKeys: ['a'] })
  assert.deepEqual((await sns.listTagsForResource({ ResourceArn })).Tags, [{ Key: 'b', Value: '2' }])
  await refused(sns.listTagsForResource({ ResourceArn: `${ResourceArn}x` }), 'ResourceNotFound')
})
