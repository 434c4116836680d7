// Archives keep what meets their pattern, for their days.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

test('an archive counts, forgets and goes', async t => {
  const { events, cloud } = await freshAccount(t)
  const bus = (await events.describeEventBus({})).Arn!
  await events.createArchive({ ArchiveName: 'a', EventSourceArn: bus, RetentionDays: 2, EventPattern: '{"detail":{"keep":[true]}}' })
  await put(events, { keep: true })
  await put(events, { keep: false })
  await cloud.clock.advance('1d')
  await put(events, { keep: true })
  const count = async () => (await events.describeArchive({ ArchiveName: 'a' })).EventCount
  assert.equal(await count(), 2)
  await cloud.clock.advance('30h')
  assert.equal(await count(), 1)
  assert.deepEqual((await events.listArchives({ EventSourceArn: bus })).Archives!.map(({ ArchiveName }) => ArchiveName), ['a'])
  await refused(events.createArchive({ ArchiveName: 'a', EventSourceArn: bus }), 'ResourceAlreadyExistsException')
  await refused(events.updateArchive({ ArchiveName: 'a', EventPattern: '{}' }), 'InvalidEventPatternException')
  await events.updateArchive({ ArchiveName: 'a', RetentionDays: 0 })
  await events.deleteArchive({ ArchiveName: 'a' })
  await refused(events.describeArchive({ ArchiveName: 'a' }), 'ResourceNotFoundException')
})
