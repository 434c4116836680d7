// Tags of keys, at creation and later.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, refused } from './account.fixture.ts'

test('tags come, change and go', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms, { Tags: [{ TagKey: 'b', TagValue: '1' }, { TagKey: 'a', TagValue: '' }] })
  await kms.tagResource({ KeyId, Tags: [{ TagKey: 'b', TagValue: '2' }, { TagKey: 'c', TagValue: '3' }] })
  await kms.untagResource({ KeyId, TagKeys: ['a', 'z'] })
  assert.deepEqual((await kms.listResourceTags({ KeyId })).Tags, [{ TagKey: 'b', TagValue: '2' }, { TagKey: 'c', TagValue: '3' }])
  const one = await kms.listResourceTags({ KeyId, Limit: 1 })
  assert.deepEqual([one.Tags!.length, one.Truncated], [1, true])
  const two = await kms.listResourceTags({ KeyId, Limit: 1, Marker: one.NextMarker })
  assert.deepEqual([two.Tags, two.Truncated], [[{ TagKey: 'c', TagValue: '3' }], false])
  const twice = [{ TagKey: 'x', TagValue: '1' }, { TagKey: 'x', TagValue: '2' }]
  await refused(kms.tagResource({ KeyId, Tags: twice }), 'TagException')
  await refused(kms.tagResource({ KeyId, Tags: [{ TagKey: 'aws:x', TagValue: '1' }] }), 'TagException')
})
