// Tags of hosted zones through the v3 client.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('zones have tags', async t => {
  const { route53 } = await freshAccount(t)
  const { HostedZone: zone } = await route53.createHostedZone({ Name: 'example.com', CallerReference: 'one' })
  const at = { ResourceType: 'hostedzone', ResourceId: zone!.Id! } as const
  await route53.changeTagsForResource({ ...at, AddTags: [{ Key: 'team', Value: 'sky' }, { Key: 'old', Value: '1' }] })
  await route53.changeTagsForResource({ ...at, RemoveTagKeys: ['old'] })
  assert.deepEqual((await route53.listTagsForResource(at)).ResourceTagSet!.Tags, [{ Key: 'team', Value: 'sky' }])
  await refused(route53.listTagsForResource({ ResourceType: 'healthcheck', ResourceId: 'x' }), 'NoSuchHealthCheck')
})
