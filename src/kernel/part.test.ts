// A part beside the services: its state and timers live with the cloud's, it reaches services by real calls, answers on the control face,
// and says how resources are metered whose declaration does not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Book, codeOf, library, sampleCloud, startAt, turns } from './sample.fixture.ts'
import type { StoredBook } from './sample.fixture.ts'
import type { Ground, Part, PartMaker } from './part.ts'
import { resource } from './resource/resource.ts'
import type { ResourceMeter } from './resource/resource.ts'

const hour = 3_600_000
const shelfMeter: ResourceMeter<StoredBook> = {
  usageType: ({ status }) => status === 'READY' ? 'Shelf' : status === 'LENT' ? 'Shelf:lent' : undefined,
  quantity: ({ chapters }) => chapters,
  leastMs: hour,
}

function ledger(seen: string[], more: Partial<Part> = {}): { maker: PartMaker, ground: () => Ground } {
  let ground: Ground | undefined
  const make = (given: Ground): Part => {
    ground = given
    given.control('POST', 'ledger/begin', 'sets a timer', {}, () => {
      given.core.store.transact(() => { given.setTimer('close', 'a', startAt + hour, { n: 7 }) })
      return { set: true }
    })
    const close = ({ n }: { n: number }, { dueAt }: { dueAt: number }) => {
      seen.push(`closed ${n} at ${dueAt - startAt}`)
      given.cell.table<number>('closed').put('a', dueAt)
    }
    return {
      id: 'ledger',
      timers: { close, fail: () => { throw new Error('it broke') } },
      begin: () => { seen.push(`begun with ${given.cell.table<number>('closed').count()}`) },
      ...more,
    }
  }
  return { maker: { id: 'ledger', make }, ground: () => ground! }
}

test('its timers fire on the clock, its state is kept, and it is told when the state is another', async t => {
  const seen: string[] = []
  const { maker, ground } = ledger(seen)
  const { cloud, logged } = await sampleCloud(t, { beside: [maker] })
  cloud.clock.freeze()
  const { core, setTimer, cancelTimer } = ground()
  core.store.transact(() => {
    setTimer('close', 'a', startAt + hour, { n: 7 })
    setTimer('fail', 'b', startAt + hour)
    setTimer('close', 'c', startAt + hour)
    cancelTimer('close', 'c')
  })
  await cloud.saveSnapshot('before')
  assert.equal((await cloud.clock.advance('2h')).fired, 2)
  await cloud.restoreSnapshot('before')
  assert.equal((await cloud.clock.advance('2h')).fired, 2)
  await cloud.reset()
  assert.deepEqual(seen, ['begun with 0', `closed 7 at ${hour}`, 'begun with 0', `closed 7 at ${hour}`, 'begun with 0'])
  assert.equal(logged.filter(line => /timer ledger\/fail\/b failed: Error: it broke/.test(line)).length, 2)
})

test('it calls services in its own name', async t => {
  const { maker, ground } = ledger([])
  const { cloud, ask } = await sampleCloud(t, { beside: [maker] })
  await ground().call({ account: '111122223333', region: 'eu-west-1' }, 'library', 'CreateBook', { Name: 'a' })
  assert.deepEqual((await ask('ListBooks', {}, { region: 'eu-west-1' })).output['Books'], ['a'])
  const [entry] = [...cloud.core.journal.newest()].filter(({ operation }) => operation === 'CreateBook')
  assert.equal(entry?.principal.service, 'ledger.amazonaws.com')
})

test('resources are metered by the part where their declaration does not say how: by state, by quantity, rounded up', async t => {
  const { maker } = ledger([], { meters: (service, type) => service === 'library' && type === 'Book' ? [shelfMeter as never] : undefined })
  const { cloud, ask } = await sampleCloud(t, { beside: [maker] })
  cloud.clock.freeze()
  await ask('CreateBook', { Name: 'a', Chapters: 3 })
  await cloud.clock.advance(60_000)
  await ask('LendBook', { Name: 'a', Days: 1 })
  await cloud.clock.advance('3h')
  await ask('DeleteBook', { Name: 'a' })
  await turns()
  const { hours } = cloud.core.meter.changes('111122223333/us-east-1')
  const total = (usageType: string) => hours.filter(each => each.usageType === usageType)
    .map(({ before, after, amount }) => [before, after, Number(amount)])
  assert.deepEqual(total('Shelf'), [[0, 0, 3 * hour]])
  assert.deepEqual(total('Shelf:lent').at(-1)?.[1], 0)
  assert.equal(hours[0]?.resource, 'arn:aws:library:us-east-1:111122223333:book/a')
})

test('the declaration comes first', async t => {
  const metered = resource<StoredBook>({
    name: 'Book', key: 'name', arn: Book.arn, notFound: 'NoSuchBook', meters: [{ usageType: () => 'Own', operation: () => 'Store' }],
  })
  const { maker } = ledger([], { meters: () => [shelfMeter as never] })
  const own = (operation: string) => library.operations[operation]!
  const declaration = {
    ...library, resources: [metered],
    operations: { ...library.operations, CreateBook: ({ Name: name }: { Name: string }, call: never) => {
      (call as { of(type: unknown): { put(book: StoredBook): void } }).of(metered).put({ name, status: 'READY', chapters: 1, createdAt: 0 })
    }, GetBook: own('GetBook') },
  }
  const { cloud, ask } = await sampleCloud(t, { beside: [maker], declaration: declaration as never })
  await ask('CreateBook', { Name: 'a' })
  assert.deepEqual(cloud.core.meter.changes('111122223333/us-east-1').hours.map(({ usageType, operation }) => [usageType, operation]),
    [['Own', 'Store']])
})

test('a part sees calls before and after, may refuse them, and is asked once of each operation', async t => {
  const seen: string[] = []
  const asked: string[] = []
  const { maker } = ledger(seen, {
    watch: (service, operation) => {
      asked.push(`${service} ${operation}`)
      if (operation !== 'CreateBook') return undefined
      return {
        before: (call, input) => {
          if (input['Name'] === 'forbidden') throw call.fault('AccessDeniedException', 'Not this one.')
          seen.push(`before ${String(input['Name'])}`)
        },
        after: (call, input, output) => { seen.push(`after ${String(input['Name'])} ${call.account} ${typeof output}`) },
      }
    },
  })
  const { ask } = await sampleCloud(t, { beside: [maker] })
  seen.length = 0
  await ask('CreateBook', { Name: 'a' })
  assert.equal(codeOf(await ask('CreateBook', { Name: 'forbidden' })), 'AccessDeniedException')
  assert.equal(codeOf(await ask('CreateBook', { Name: 'a' })), 'BookExists')
  await ask('ListBooks', {})
  assert.deepEqual(seen, ['before a', 'after a 111122223333 object', 'before a'])
  assert.deepEqual(asked, ['library CreateBook', 'library ListBooks'])
})
