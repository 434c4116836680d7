// Tags of all three kinds.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, openApi, refused } from './account.fixture.ts'

test('registries, schemas and discoverers have tags', async t => {
  const { schemas } = await freshAccount(t)
  const { RegistryArn: registry } = await schemas.createRegistry({ RegistryName: 'r' })
  const { SchemaArn: schema } = await schemas.createSchema({ RegistryName: 'r', SchemaName: 's', Type: 'OpenApi3', Content: openApi('S'),
    Tags: { a: '1' } })
  const { DiscovererArn: discoverer } =
    await schemas.createDiscoverer({ SourceArn: 'arn:aws:events:us-east-1:111122223333:event-bus/default' })
  for (const arn of [registry, schema, discoverer]) {
    await schemas.tagResource({ ResourceArn: arn!, Tags: { a: '1', b: '2' } })
    await schemas.untagResource({ ResourceArn: arn!, TagKeys: ['b'] })
    assert.deepEqual((await schemas.listTagsForResource({ ResourceArn: arn! })).Tags, { a: '1' })
  }
  await refused(schemas.listTagsForResource({ ResourceArn: `${registry}x` }), 'NotFoundException')
})
