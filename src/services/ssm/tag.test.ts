// Tags of parameters.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

test('tags come and go', async t => {
  const { ssm } = await freshAccount(t)
  await put(ssm, 'a', 'x')
  const resource = { ResourceType: 'Parameter', ResourceId: 'a' } as const
  await ssm.addTagsToResource({ ...resource, Tags: [{ Key: 'x', Value: '1' }, { Key: 'y', Value: '2' }] })
  await ssm.removeTagsFromResource({ ...resource, TagKeys: ['x'] })
  assert.deepEqual((await ssm.listTagsForResource(resource)).TagList, [{ Key: 'y', Value: '2' }])
  await refused(ssm.listTagsForResource({ ...resource, ResourceId: 'none' }), 'InvalidResourceId')
})
