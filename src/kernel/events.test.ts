// Domain events: told to every subscriber, also past one that throws; and those that a real cloud tells of what its service does.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Events } from './events.ts'
import type { DomainEvent } from './events.ts'
import { Book, library, sampleCloud, startAt } from './sample.fixture.ts'
import type { Call, ServiceDeclaration } from './service.ts'

const event: DomainEvent = {
  kind: 'resource-created', service: 's', type: 'T', arn: 'a', account: '1', region: 'r', at: 0, before: undefined, after: {},
}

test('every subscriber hears, until it has ended its subscription', () => {
  const events = new Events(error => { assert.fail(String(error)) })
  const heard: string[] = []
  const ends = ['a', 'b'].map(name => events.listen(({ arn }) => { heard.push(name + arn) }))
  assert.ok(events.wanted)
  events.emit(event)
  ends[0]!()
  events.emit({ ...event, arn: 'x' })
  ends[1]!()
  events.emit(event)
  assert.deepEqual([heard, events.wanted], [['aa', 'ba', 'bx'], false])
})

test('one that throws is reported, and the others hear all the same', () => {
  const reported: unknown[] = []
  const events = new Events(error => { reported.push(error) })
  let heard = 0
  const failure = new Error('deaf')
  events.listen(() => { throw failure })
  events.listen(() => { heard += 1 })
  events.emit(event)
  assert.deepEqual([reported, heard], [[failure], 1])
})

test('a cloud tells what was created, changed and deleted, as it was stored, and nothing of a call that failed', async t => {
  const { cloud, ask } = await sampleCloud(t, { lifecycle: 'instant' })
  const heard: DomainEvent[] = []
  cloud.core.events.listen(each => { heard.push(each) })
  await ask('CreateBook', { Name: 'one' }, { region: 'eu-west-1' })
  await ask('CreateBook', { Name: 'one' }, { region: 'eu-west-1' })
  await ask('BurnBook', { Name: 'two' }, { region: 'eu-west-1' })
  await ask('DeleteBook', { Name: 'one' }, { region: 'eu-west-1' })
  await cloud.clock.advance('1h')
  const place = { service: 'library', type: 'Book', arn: 'arn:aws:library:eu-west-1:111122223333:book/one', account: '111122223333',
    region: 'eu-west-1' }
  const made = { name: 'one', status: 'READY', chapters: 1, createdAt: startAt }
  const shredding = { ...made, status: 'SHREDDING' }
  assert.deepEqual(heard, [
    { ...place, kind: 'resource-created', at: startAt, before: undefined, after: made },
    { ...place, kind: 'resource-changed', at: startAt, before: made, after: shredding },
    { ...place, kind: 'resource-deleted', at: startAt, before: shredding, after: undefined },
  ])
})

test('nothing is told of a part of a call that was undone while the call went on', async t => {
  const half = async (_: unknown, call: Call): Promise<object> => {
    await Promise.resolve()
    const put = (name: string) => call.of(Book).put({ name, status: 'READY', chapters: 1, createdAt: 0 })
    assert.throws(() => call.transact(() => {
      put('undone')
      throw new Error('undone')
    }), /undone/)
    call.transact(() => put('kept'))
    return {}
  }
  const declaration: ServiceDeclaration = { ...library, operations: { ...library.operations, LendBook: half } }
  const { cloud, ask } = await sampleCloud(t, { declaration })
  const heard: string[] = []
  cloud.core.events.listen(({ arn }) => { heard.push(arn) })
  assert.equal((await ask('LendBook', { Name: 'x', Days: 1 })).status, 200)
  assert.deepEqual(heard, ['arn:aws:library:us-east-1:111122223333:book/kept'])
})
