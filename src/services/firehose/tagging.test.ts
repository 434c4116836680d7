// Tags, in pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, refused } from './account.fixture.ts'

test('tags come, go and are listed', async t => {
  const here = await freshAccount(t)
  const { firehose } = here
  await made(here, 'd', {}, { Tags: [{ Key: 'a', Value: '1' }] })
  const name = { DeliveryStreamName: 'd' }
  await firehose.tagDeliveryStream({ ...name, Tags: [{ Key: 'b', Value: '2' }, { Key: 'c' }] })
  await firehose.untagDeliveryStream({ ...name, TagKeys: ['a'] })
  assert.deepEqual((await firehose.listTagsForDeliveryStream(name)).Tags, [{ Key: 'b', Value: '2' }, { Key: 'c', Value: '' }])
  const page = await firehose.listTagsForDeliveryStream({ ...name, Limit: 1 })
  assert.deepEqual([page.Tags!.length, page.HasMoreTags], [1, true])
  assert.deepEqual((await firehose.listTagsForDeliveryStream({ ...name, ExclusiveStartTagKey: 'b' })).Tags, [{ Key: 'c', Value: '' }])
  await refused(firehose.listTagsForDeliveryStream({ DeliveryStreamName: 'none' }), 'ResourceNotFoundException')
})
