// A replay puts a period's events on the bus again, marked with its name.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, listening, put, refused, taken } from './account.fixture.ts'

test('events of a period come again', async t => {
  const account = await freshAccount(t)
  const { events, cloud } = account
  const bus = (await events.describeEventBus({})).Arn!
  const { ArchiveArn: archive } = await events.createArchive({ ArchiveName: 'a', EventSourceArn: bus })
  const queue = await listening(account, 'r', { pattern: { source: ['shop'] } })
  await put(events, { n: 1 })
  await cloud.clock.advance('1h')
  const from = new Date(cloud.clock.now() - 1000)
  await put(events, { n: 2 })
  await taken(account, queue)
  const asked = {
    ReplayName: 'again', EventSourceArn: archive!, EventStartTime: from, EventEndTime: new Date(cloud.clock.now() + 60_000),
      Destination: { Arn: bus },
  }
  assert.equal((await events.startReplay(asked)).State, 'STARTING')
  await cloud.clock.advance('2m')
  const again = (await taken(account, queue)).map(body => JSON.parse(body) as Record<string, unknown>)
  assert.deepEqual(again.map(event => [event.detail, event['replay-name']]), [[{ n: 2 }, 'again']])
  assert.equal((await events.describeReplay({ ReplayName: 'again' })).State, 'COMPLETED')
  assert.equal((await events.listReplays({ State: 'COMPLETED' })).Replays!.length, 1)
  await refused(events.startReplay(asked), 'ResourceAlreadyExistsException')
  await refused(events.cancelReplay({ ReplayName: 'again' }), 'IllegalStatusException')
  await refused(events.startReplay({ ...asked, ReplayName: 'b', EventEndTime: from }), 'ValidationException', /EventEndTime/)
})
