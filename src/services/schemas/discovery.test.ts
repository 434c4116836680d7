// Events become schemas and versions of them; one can also just be asked for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount } from './account.fixture.ts'

test('events on a bus become schemas, and new forms new versions', async t => {
  const { schemas, events, cloud } = await freshAccount(t)
  await events.createEventBus({ Name: 'b' })
  await schemas.createDiscoverer({ SourceArn: 'arn:aws:events:us-east-1:111122223333:event-bus/b' })
  const put = async (detail: object) => {
    await events.putEvents({ Entries: [{ EventBusName: 'b', Source: 'shop', DetailType: 'Order Placed', Detail: JSON.stringify(detail) }] })
    await cloud.clock.advance(0)
  }
  const place = { RegistryName: 'discovered-schemas', SchemaName: 'shop@OrderPlaced' }
  await put({ id: 1, note: 'x' })
  await put({ id: 2, note: 'y' })
  assert.equal((await schemas.describeSchema(place)).SchemaVersion, '1')
  await put({ id: 3 })
  const { SchemaVersion: version, Content: content } = await schemas.describeSchema(place)
  assert.equal(version, '2')
  const { components } = JSON.parse(content!) as { components: { schemas: Record<string, { required: string[] }> } }
  assert.deepEqual(components.schemas.OrderPlaced!.required, ['id'])
})

test('a schema that is only asked for is kept nowhere', async t => {
  const { schemas } = await freshAccount(t)
  const event = JSON.stringify({ source: 's', 'detail-type': 'T', detail: { a: 1 } })
  const { Content: content } = await schemas.getDiscoveredSchema({ Events: [event], Type: 'JSONSchemaDraft4' })
  assert.equal((JSON.parse(content!) as { title: string }).title, 'T')
  assert.deepEqual((await schemas.listRegistries({ Scope: 'LOCAL' })).Registries, [])
})
