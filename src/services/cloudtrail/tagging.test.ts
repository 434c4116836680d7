// Tags of trails and of what is derived beside them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('tags by ARN, of several at once', async t => {
  const { trails } = await freshAccount(t)
  const { TrailARN } = await trails.createTrail({ Name: 'own', S3BucketName: 'trail-files', TagsList: [{ Key: 'a', Value: '1' }] })
  await trails.addTags({ ResourceId: TrailARN, TagsList: [{ Key: 'b', Value: '2' }] })
  await trails.removeTags({ ResourceId: TrailARN, TagsList: [{ Key: 'a' }] })
  const { ResourceTagList: lists = [] } = await trails.listTags({ ResourceIdList: [TrailARN!] })
  assert.deepEqual(lists.map(({ TagsList }) => TagsList), [[{ Key: 'b', Value: '2' }]])
  await refused(trails.listTags({ ResourceIdList: ['arn:aws:cloudtrail:us-east-1:111122223333:trail/none'] }), 'ResourceNotFoundException')
  await refused(trails.listTags({ ResourceIdList: ['own'] }), 'CloudTrailARNInvalidException')
  const many = Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: 'x' }))
  await refused(trails.addTags({ ResourceId: TrailARN, TagsList: many }), 'TagsLimitExceededException')
})
