// Timers as services see them: handlers run as calls in their own cell, with everything they do in one transaction, and failing ones gone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { Book, library, sampleCloud, startAt } from './sample.fixture.ts'
import type { Sample } from './sample.fixture.ts'
import type { Call, ServiceDeclaration, TimerHandler } from './service.ts'
import { timersOf } from './timers.ts'

const day = 86_400_000

/** A library whose books come back as `handler` says, with one book, called `it`. */
async function lending(t: TestContext, handler: TimerHandler): Promise<Sample> {
  const declaration: ServiceDeclaration = { ...library, timers: { return: handler } }
  const sample = await sampleCloud(t, { declaration, lifecycle: 'instant' })
  await sample.ask('CreateBook', { Name: 'it' })
  return sample
}

const timersLeft = ({ cloud }: Sample, cellId = '111122223333/us-east-1') => timersOf(cloud.core.store.cell(cellId), 'library', 'return')

async function statusOf({ ask }: Sample): Promise<unknown> {
  return (await ask('GetBook', { Name: 'it' })).output['Status']
}

test('a handler gets the payload, and a call of its service in the timer\'s place at the timer\'s time', async t => {
  const seen: unknown[] = []
  const sample = await lending(t, ((payload: unknown, call: Call, { id, dueAt }: { id: string, dueAt: number }) => {
    seen.push(payload, id, dueAt, call.now(), call.account, call.region, call.partition, call.operation, call.principal.service,
      call.signal)
    call.of(Book).put({ ...call.of(Book).require(id), status: 'READY' })
  }) as TimerHandler)
  await sample.ask('CreateBook', { Name: 'it' }, { account: '444455556666', region: 'cn-north-1' })
  await sample.ask('LendBook', { Name: 'it', Days: 2 }, { account: '444455556666', region: 'cn-north-1' })
  assert.equal((await sample.cloud.clock.advance('30d')).fired, 1)
  assert.deepEqual(seen, [{ days: 2 }, 'it', startAt + 2 * day, startAt + 2 * day, '444455556666', 'cn-north-1', 'aws-cn', 'timer:return',
    'library.amazonaws.com', undefined])
  assert.equal((await sample.ask('GetBook', { Name: 'it' }, { account: '444455556666', region: 'cn-north-1' })).output['Status'], 'READY')
})

test('one that fails is reported and gone, and what it wrote was never written', async t => {
  const sample = await lending(t, ((_: unknown, call: Call, { id }: { id: string }) => {
    call.of(Book).put({ ...call.of(Book).require(id), status: 'LOST' })
    call.setTimer('return', id, call.now() + day)
    throw new Error('on purpose')
  }) as TimerHandler)
  await sample.ask('LendBook', { Name: 'it', Days: 1 })
  assert.equal((await sample.cloud.clock.advance('9d')).fired, 1)
  assert.equal(await statusOf(sample), 'LENT')
  assert.deepEqual(timersLeft(sample), [])
  assert.match(sample.logged.join('\n'), /^timer library\/return\/it failed: Error: on purpose\n\s+at /)
})

test('one that takes its time is kept until it is through', async t => {
  const kept: unknown[] = []
  const sample = await lending(t, (async (_: unknown, call: Call, { id }: { id: string }) => {
    await Promise.resolve()
    kept.push(...timersLeft(sample))
    call.transact(() => call.of(Book).put({ ...call.of(Book).require(id), status: 'READY' }))
  }) as TimerHandler)
  await sample.ask('LendBook', { Name: 'it', Days: 1 })
  assert.equal((await sample.cloud.clock.advance('9d')).fired, 1)
  assert.deepEqual(kept, [{ id: 'it', dueAt: startAt + day }])
  assert.deepEqual([await statusOf(sample), timersLeft(sample)], ['READY', []])
})

test('one that fails after its first wait is gone, but not the timer that it set anew', async t => {
  const sample = await lending(t, (async (_: unknown, call: Call, { id }: { id: string }) => {
    if (call.now() < startAt + 3 * day) call.setTimer('return', id, call.now() + day)
    await Promise.resolve()
    throw new Error('late')
  }) as TimerHandler)
  await sample.ask('LendBook', { Name: 'it', Days: 1 })
  assert.equal((await sample.cloud.clock.advance('9d')).fired, 3)
  assert.deepEqual([timersLeft(sample), sample.logged.length], [[], 3])
})

test('one that sets itself again, asynchronous or not, comes again', async t => {
  const times: number[] = []
  const sample = await lending(t, ((_: unknown, call: Call, { id }: { id: string }) => {
    times.push(call.now())
    if (times.length < 4) call.setTimer('return', id, call.now() + day)
    return times.length % 2 === 0 ? Promise.resolve() : undefined
  }) as TimerHandler)
  await sample.ask('LendBook', { Name: 'it', Days: 1 })
  assert.equal((await sample.cloud.clock.advance('1mo')).fired, 4)
  assert.deepEqual(times, [1, 2, 3, 4].map(count => startAt + count * day))
  assert.deepEqual(timersLeft(sample), [])
})

const strays: readonly (readonly [string, string, RegExp])[] = [
  ['nobody', 'return', /timer nobody\/return\/it failed: Error: assert: a timer of nobody, which is no service/],
  ['library', 'unheard', /assert: library has no handler for timers of kind unheard/],
  ['library', 'settle:Scroll', /assert: library declares no resource Scroll/],
]
for (const [service, kind, words] of strays) {
  test(`one of ${service}, of kind ${kind}, is reported and gone, and the clock goes on`, async t => {
    const { cloud, logged } = await sampleCloud(t)
    const cell = cloud.core.store.cell('1/us-east-1')
    cloud.core.store.transact(() => { cloud.core.timers.set(cell, service, kind, 'it', startAt + 5) })
    assert.deepEqual(await cloud.clock.advance(10), { now: startAt + 10, fired: 1 })
    assert.match(logged.join('\n'), words)
    assert.deepEqual(timersOf(cell, service, kind), [])
  })
}

test('one whose service cannot be loaded is reported and gone, and the clock goes on', async t => {
  const { cloud, logged } = await sampleCloud(t)
  const cell = cloud.core.store.cell('1/us-east-1')
  t.mock.method(cloud.core.services, 'load', () => Promise.reject(new Error('no such file')))
  cloud.core.store.transact(() => { cloud.core.timers.set(cell, 'library', 'return', 'it', startAt + 5) })
  assert.equal((await cloud.clock.advance('1d')).fired, 1)
  assert.match(logged.join('\n'), /timer library\/return\/it failed: Error: no such file/)
  assert.equal(cloud.clock.mode, 'running')
})

test('effects of a commit settle before the clock moves on', async t => {
  const order: string[] = []
  const sample = await lending(t, ((_: unknown, call: Call, { id }: { id: string }) => {
    order.push(`fire ${id}`)
    call.afterCommit(async () => {
      await new Promise(resolve => { setImmediate(resolve) })
      order.push(`effect of ${id} at ${new Date(call.now()).getUTCDate()}`)
    })
  }) as TimerHandler)
  await sample.ask('CreateBook', { Name: 'other' })
  await sample.ask('LendBook', { Name: 'it', Days: 1 })
  await sample.ask('LendBook', { Name: 'other', Days: 2 })
  await sample.cloud.clock.advance('5d')
  assert.deepEqual(order, ['fire it', 'effect of it at 1', 'fire other', 'effect of other at 2'])
})

test('a call that waits is answered when the clock is wound past its time, and may go on before the next timer', async t => {
  const sample = await lending(t, () => { order.push('timer') })
  const order: string[] = []
  await sample.ask('LendBook', { Name: 'it', Days: 1 })
  const waiting = sample.ask('AwaitBook', { Name: 'x', Seconds: 60,
    PatienceMs: 60_000 }).then(answer => { order.push(String(answer.output['Outcome'])) })
  while (sample.cloud.core.waits.nextDueAt() === undefined) await new Promise(resolve => { setImmediate(resolve) })
  await sample.cloud.clock.advance('2d')
  await waiting
  assert.deepEqual(order.sort(), ['due', 'timer'])
})

test('closing lets a handler that is under way end, and starts no other', async t => {
  const order: string[] = []
  const sample = await lending(t, (async (_: unknown, call: Call, { id }: { id: string }) => {
    order.push(`${id} begins`)
    await new Promise(resolve => { setImmediate(resolve) })
    call.transact(() => { call.of(Book).require(id) })
    order.push(`${id} ends`)
  }) as TimerHandler)
  await sample.ask('CreateBook', { Name: 'other' })
  await sample.ask('LendBook', { Name: 'it', Days: 1 })
  await sample.ask('LendBook', { Name: 'other', Days: 2 })
  const winding = sample.cloud.clock.advance('5d')
  while (order.length === 0) await Promise.resolve()
  await sample.cloud.close()
  await winding
  assert.deepEqual([order, sample.logged], [['it begins', 'it ends'], []])
})
