// Calls that wait, without a clock: woken, due, out of patience, or left by their client. Each is answered once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turns } from './sample.fixture.ts'
import { Waits } from './waits.ts'
import type { WaitOptions } from './waits.ts'

const long = 60_000

interface Noting {
  readonly waits: Waits
  readonly answered: string[]
  readonly wait: (name: string, key: string, options?: Partial<WaitOptions>) => Promise<void>
  readonly rearms: () => number
}

/** Waiters that note their names and outcomes as they are answered. */
function noting(): Noting {
  let rearms = 0
  const waits = new Waits(() => { rearms += 1 })
  const answered: string[] = []
  const wait = async (name: string, key: string, options: Partial<WaitOptions> = {}): Promise<void> => {
    answered.push(`${name} ${await waits.wait(key, { dueAt: 1000, patienceMs: long, ...options })}`)
  }
  return { waits, answered, wait, rearms: () => rearms }
}

test('the oldest is woken first, as many as are asked for, and only those of the key', async () => {
  const { waits, answered, wait } = noting()
  for (const [name, key] of [['a', 'x'], ['b', 'y'], ['c', 'x'], ['d', 'x']] as const) void wait(name, key)
  waits.wake('x')
  await turns(2)
  assert.deepEqual(answered, ['a woken'])
  waits.wake('x', 5)
  waits.wake('nobody')
  await turns(2)
  assert.deepEqual(answered, ['a woken', 'c woken', 'd woken'])
  waits.close()
})

test('those that are due are answered, the others go on waiting', async () => {
  const { waits, answered, wait, rearms } = noting()
  assert.equal(waits.nextDueAt(), undefined)
  for (const [name, dueAt] of [['a', 300], ['b', 100], ['c', 200]] as const) void wait(name, 'x', { dueAt })
  assert.deepEqual([waits.nextDueAt(), rearms()], [100, 3])
  assert.equal(waits.runDue(99), 0)
  assert.equal(waits.runDue(200), 2)
  await turns(2)
  assert.deepEqual(answered, ['b due', 'c due'])
  assert.equal(waits.nextDueAt(), 300)
  waits.close()
})

test('patience ends a wait whose time never comes', async () => {
  const { waits } = noting()
  assert.equal(await waits.wait('x', { dueAt: Infinity, patienceMs: 1 }), 'due')
  assert.equal(waits.nextDueAt(), undefined)
})

test('a client that has gone waits no longer, and takes nobody\'s turn', async () => {
  const { waits, answered, wait } = noting()
  const client = new AbortController()
  void wait('gone', 'x', { signal: client.signal })
  void wait('patient', 'x')
  client.abort()
  waits.wake('x')
  await turns(2)
  assert.deepEqual(answered, ['gone gone', 'patient woken'])
  assert.equal(await waits.wait('x', { dueAt: 1, patienceMs: long, signal: client.signal }), 'gone')
  assert.equal(waits.nextDueAt(), undefined)
})

test('an answer is final: no later wake, time or departure counts', async () => {
  const { waits, answered, wait } = noting()
  const client = new AbortController()
  void wait('a', 'x', { signal: client.signal })
  waits.wake('x')
  waits.wake('x')
  assert.equal(waits.runDue(5000), 0)
  client.abort()
  await turns(2)
  assert.deepEqual(answered, ['a woken'])
})

test('a waiter that waits again at once is not answered twice by one wake', async () => {
  const { waits, answered, wait } = noting()
  const again = wait('first', 'x').then(() => wait('second', 'x'))
  waits.wake('x', 10)
  await turns(2)
  assert.deepEqual(answered, ['first woken'])
  waits.close()
  await again
})

test('closing answers everyone', async () => {
  const { waits, answered, wait } = noting()
  const all = [wait('a', 'x'), wait('b', 'y'), wait('c', 'x')]
  waits.close()
  await Promise.all(all)
  assert.deepEqual(answered.sort(), ['a gone', 'b gone', 'c gone'])
})
