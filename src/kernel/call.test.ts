// What a call offers to the operation that runs in it: time, chance, commits and what follows them, tokens, waiting, and where it reaches.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { Book, codeOf, libraryWith, sampleCloud, startAt, turns } from './sample.fixture.ts'
import type { Answer, Sample, SampleOptions } from './sample.fixture.ts'
import type { Call, ServiceDeclaration } from './service.ts'

/** A library in which `OpenDoors` does as the test says; asks for it once. */
async function doing(t: TestContext, body: (call: Call) => unknown, options: SampleOptions = {}): Promise<Sample & { answer: Answer }> {
  const declaration: ServiceDeclaration = libraryWith({ OpenDoors: (_: object, call: Call) => body(call) })
  const sample = await sampleCloud(t, { declaration, ...options })
  const answer = await sample.ask('OpenDoors', {}, { region: 'eu-west-1' })
  return { ...sample, answer }
}

const put = (call: Call, name: string): unknown => call.of(Book).put({ name, status: 'READY', chapters: 0, createdAt: 0 })

test('it knows who calls what, where and how', async t => {
  let seen: unknown[] = []
  const { answer } = await doing(t, call => {
    seen = [call.operation, call.account, call.region, call.partition, call.principal.arn, call.requestId, call.endpoint, call.enforces,
      call.request?.method, call.signal instanceof AbortSignal]
  })
  assert.deepEqual(seen, ['OpenDoors', '111122223333', 'eu-west-1', 'aws', 'arn:aws:iam::111122223333:root',
    answer.headers['x-amzn-requestid'],
    'http://localhost:4566', true, 'POST', true])
})

describe('time', () => {
  test('is the same throughout a synchronous operation, and goes on after a wait', async t => {
    const wall = { at: startAt }
    const seen: number[] = []
    await doing(t, async call => {
      const look = (): void => {
        seen.push(call.now() - startAt)
        wall.at += 10
      }
      look()
      look()
      await Promise.resolve()
      look()
      look()
      call.transact(() => {
        look()
        look()
      })
      look()
    }, { sharedWall: wall })
    assert.deepEqual(seen, [0, 0, 20, 30, 40, 40, 60])
  })

  test('gives numbers that rise, also over calls', async t => {
    const seen: number[] = []
    const { ask } = await doing(t, call => { for (let i = 0; i < 3; i += 1) seen.push(call.sequence()) })
    await ask('OpenDoors')
    assert.equal(seen.length, 6)
    assert.ok(seen.every((each, i) => i === 0 || each > seen[i - 1]!))
  })

  test('of a state is as long as the settings say', async t => {
    for (const [lifecycle, durations] of [['real', [10, 9000]], ['brief', [10, 25]], ['instant', [0, 0]]] as const) {
      await doing(t, call => { assert.deepEqual([10, 9000].map(typicalMs => call.lifecycleMs(typicalMs)), durations) }, { lifecycle })
    }
  })
})

test('chance is the seed\'s', async t => {
  const draw = (call: Call): object => ({ Welcome: JSON.stringify([call.random(), call.uuid(), call.hex(9), call.alphanumeric(9),
    [...call.bytes(5)]]) })
  const drawn = async (seed?: string): Promise<unknown> =>
    (await doing(t, draw, seed === undefined ? {} : { seed })).answer.output['Welcome']
  assert.equal(await drawn('one'), await drawn('one'))
  assert.notEqual(await drawn('one'), await drawn('two'))
  assert.notEqual(await drawn(), await drawn())
})

describe('what waits for the commit', () => {
  test('runs in order once it is there, and is settled before the clock moves', async t => {
    const order: string[] = []
    const { cloud } = await doing(t, call => {
      call.afterCommit(() => { order.push(`first, ${cloudSees(call)}`) })
      call.afterCommit(async () => {
        await turns(2)
        order.push('second')
      })
      put(call, 'it')
      order.push('body')
    })
    await cloud.clock.advance(1)
    assert.deepEqual(order, ['body', 'first, 1', 'second'])
    function cloudSees(call: Call): number { return call.of(Book).count() }
  })

  test('never runs where there is none', async t => {
    let ran = false
    const { answer } = await doing(t, call => {
      call.afterCommit(() => { ran = true })
      throw call.fault('NoSuchBook', 'no')
    })
    assert.deepEqual([codeOf(answer), ran], ['NoSuchBook', false])
  })

  test('that fails aside is reported, and the call is answered', async t => {
    const { answer, logged, cloud } = await doing(t, call => {
      call.afterCommit(() => Promise.reject(new Error('aside')))
      return { Welcome: 'in' }
    })
    await cloud.core.background.settled()
    assert.equal(answer.status, 200)
    assert.match(logged.join('\n'), /^Error: aside/)
  })
})

describe('an asynchronous operation', () => {
  test('keeps what it did before its first wait, and each transaction after it, whole or not at all', async t => {
    const { answer, cloud } = await doing(t, async call => {
      put(call, 'before')
      await Promise.resolve()
      call.transact(() => put(call, 'after'))
      call.transact(() => {
        put(call, 'undone')
        throw call.fault('NoSuchBook', 'no')
      })
    })
    assert.equal(codeOf(answer), 'NoSuchBook')
    const books = cloud.core.store.cell('111122223333/eu-west-1').table<{ name: string }>('library/Book')
    assert.deepEqual([...books.scan()].map(([, { name }]) => name), ['after', 'before'])
  })

  test('writes nothing outside a transaction', async t => {
    const { answer, logged } = await doing(t, async call => {
      await Promise.resolve()
      put(call, 'outside')
    })
    assert.equal(codeOf(answer), 'InternalFailure')
    assert.match(logged.join('\n'), /a write needs a transaction \(table library\/Book of cell 111122223333\/eu-west-1\)/)
  })
})

describe('waiting', () => {
  const waiting = async ({ cloud }: Sample, count = 1): Promise<void> => {
    while (cloud.core.waits.nextDueAt() === undefined) await turns(1)
    await turns(count)
  }

  test('ends when another call wakes it, in the same cell only', async t => {
    const sample = await sampleCloud(t)
    const { ask } = sample
    const answer = ask('AwaitBook', { Name: 'it', Seconds: 20, PatienceMs: 60_000 })
    await waiting(sample)
    await ask('CreateBook', { Name: 'it' }, { region: 'eu-west-1' })
    await ask('CreateBook', { Name: 'it' }, { account: '444455556666' })
    await ask('CreateBook', { Name: 'other' })
    await turns()
    assert.notEqual(sample.cloud.core.waits.nextDueAt(), undefined)
    await ask('CreateBook', { Name: 'it' })
    assert.equal((await answer).output['Outcome'], 'woken')
  })

  test('ends when its time comes on the clock', async t => {
    const sample = await sampleCloud(t)
    const answer = sample.ask('AwaitBook', { Name: 'it', Seconds: 20, PatienceMs: 60_000 })
    await waiting(sample)
    assert.deepEqual(await sample.cloud.clock.advance('20s'), { now: startAt + 20_000, fired: 0 })
    assert.equal((await answer).output['Outcome'], 'due')
  })

  test('ends when patience does, though the clock stands', async t => {
    const { ask, cloud } = await sampleCloud(t)
    cloud.clock.freeze()
    assert.equal((await ask('AwaitBook', { Name: 'it', Seconds: 20, PatienceMs: 1 })).output['Outcome'], 'due')
  })

  test('ends when the client goes', async t => {
    const sample = await sampleCloud(t)
    const client = new AbortController()
    const answer = assert.rejects(sample.ask('AwaitBook', { Name: 'it', Seconds: 20, PatienceMs: 60_000 }, { signal: client.signal }),
      { name: 'AbortError' })
    await waiting(sample)
    client.abort()
    await answer
    await turns()
    assert.equal(sample.cloud.core.waits.nextDueAt(), undefined)
    assert.equal([...sample.cloud.core.journal.newest()][0]!.status, 200)
  })

  test('ends when the cloud closes', async t => {
    const sample = await sampleCloud(t)
    const answer = sample.ask('AwaitBook', { Name: 'it', Seconds: 20, PatienceMs: 60_000 })
    await waiting(sample)
    const closed = sample.cloud.close()
    assert.equal((await answer).output['Outcome'], 'gone')
    await closed
  })
})

test('tokens open for the purpose and the service that they were made for', async t => {
  let token = ''
  const { cloud } = await doing(t, call => {
    token = call.seal('receipt', { id: 7 })
    assert.deepEqual(call.open('receipt', token), { id: 7 })
    assert.deepEqual([call.open('other', token), call.open('receipt', 'garbage')], [undefined, undefined])
  })
  assert.deepEqual([cloud.core.sealer.open('receipt', token), cloud.core.sealer.open('library/receipt', token)], [undefined, { id: 7 }])
})

test('faults have the status that the model gives them, or that all services share', async t => {
  const codes: readonly (readonly [string, number])[] = [
    ['NoSuchBook', 404], ['BookExists', 409], ['LimitExceeded', 400], ['AccessDenied', 403], ['ServiceUnavailable', 503],
      ['NeverHeardOf', 400],
  ]
  for (const [code, status] of codes) {
    const { answer } = await doing(t, call => { throw call.fault(code, `This is ${code}.`) })
    assert.deepEqual([answer.status, codeOf(answer), answer.output['message']], [status, code, `This is ${code}.`])
  }
})

test('resources that it dealt with are named once each, in order', async t => {
  const { cloud } = await doing(t, call => {
    put(call, 'b')
    put(call, 'a')
    call.of(Book).require('b')
    call.of(Book).get('a')
    call.of(Book).delete('a')
  })
  const [entry] = [...cloud.core.journal.newest()]
  assert.deepEqual(entry!.resources, ['b', 'a'].map(name => `arn:aws:library:eu-west-1:111122223333:book/${name}`))
})

test('a service of one cell for all regions has its state there', async t => {
  const declaration = { ...libraryWith({}), scope: 'account' as const }
  const { ask } = await sampleCloud(t, { declaration, lifecycle: 'instant' })
  await ask('CreateBook', { Name: 'it' }, { region: 'eu-west-1' })
  assert.equal((await ask('GetBook', { Name: 'it' })).output['Status'], 'READY')
  await ask('LendBook', { Name: 'it', Days: 1 }, { region: 'ap-south-1' })
})

test('a service may answer from another account\'s cell, and keeps the caller', async t => {
  let caller = ''
  const declaration = libraryWith({ OpenDoors: (_: object,
    call: Call) => { caller = `${call.principal.account} in ${call.account}/${call.region}` } }, {
    locate: (operation, _input, { account, region }) =>
      operation === 'OpenDoors' ? { account: '444455556666', region: region + account.slice(0, 1) } : undefined,
  })
  const { ask } = await sampleCloud(t, { declaration })
  await ask('OpenDoors')
  assert.equal(caller, '111122223333 in 444455556666/us-east-11')
})

test('its own tables and timers, and the whole account\'s resources, are at hand', async t => {
  await doing(t, async call => {
    call.table<number>('own').put('k', 1)
    put(call, 'it')
    call.tags(Book).add({ a: '1', b: '2' }, 'it')
    call.tags(Book).remove(['a'], 'it')
    call.setTimer('return', 'it', call.now() + 5)
    assert.deepEqual([call.cancelTimer('return', 'it'), call.cancelTimer('return', 'it')], [true, false])
    assert.equal(call.table<number>('own').get('k'), 1)
    const resources = await call.resources()
    const arn = call.arn(Book, call.of(Book).require('it'))
    assert.deepEqual([...resources.tagged()], [{ arn, tags: { b: '2' } }])
    call.transact(() => call.tags(Book).clear('it'))
    assert.deepEqual(call.tags(Book).get('it'), {})
  }).then(({ answer }) => { assert.equal(answer.status, 200, answer.text) })
})
