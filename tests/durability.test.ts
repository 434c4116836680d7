// What was acknowledged stays: real processes killed in the middle of load and reopened, stopped, started twice, and given folders that
// cannot be used. Snapshots, the journal, the clock and its timers come back too.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openStore } from '../src/kernel/store/open.ts'
import { openCloudOfWall } from './wall-cloud.ts'
import { orrery, startOrrery } from './orrery-process.ts'
import { admin, callSqs, createQueue, receiveAll, sqs } from './queue-caller.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe('kill -9 in the middle of load', () => {
  test('loses nothing that was acknowledged and leaves nothing half done, round after round', async t => {
    const folder = await temporaryFolder()
    const acknowledged = new Tally()
    const sent = new Set<string>()
    for (let round = 0; round < 4; round += 1) {
      const { url, end } = await startOrrery(t, '--data', folder)
      const queue = await createQueue(url, 'load')
      await checkKept(url, queue, acknowledged, sent)
      const enough = acknowledged.size + 150
      const load = Array.from({ length: 8 }, (_, lane) => sendUntilCut(url, queue, `${round}.${lane}`, acknowledged, sent))
      await acknowledged.reaching(enough)
      const { signal } = await end('SIGKILL')
      assert.equal(signal, 'SIGKILL')
      await Promise.all(load)
    }
    const { url } = await startOrrery(t, '--data', folder)
    await checkKept(url, await createQueue(url, 'load'), acknowledged, sent)
    assert.ok(acknowledged.size >= 600)
  })

  test('does not bring back what was deleted', async t => {
    const folder = await temporaryFolder()
    const first = await startOrrery(t, '--data', folder)
    const queue = await createQueue(first.url, 'emptied')
    for (let batch = 0; batch < 30; batch += 1) {
      const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `${index}`, MessageBody: `${batch}.${index}` }))
      await sqs(first.url, 'SendMessageBatch', { QueueUrl: queue, Entries })
    }
    const deleted = new Tally()
    const load = Array.from({ length: 4 }, async () => {
      for (;;) {
        const received = await callSqs(first.url, 'ReceiveMessage', { QueueUrl: queue }).then(response => response.json()).catch(cut)
        const [message] = (received as { Messages?: { Body: string, ReceiptHandle: string }[] } | undefined)?.Messages ?? []
        if (message === undefined) return
        const answer = await callSqs(first.url, 'DeleteMessage', { QueueUrl: queue, ReceiptHandle: message.ReceiptHandle }).catch(cut)
        if (answer === undefined) return
        deleted.add(message.Body)
      }
    })
    await deleted.reaching(100)
    await first.end('SIGKILL')
    await Promise.all(load)
    const { url } = await startOrrery(t, '--data', folder)
    await admin(url, 'clock', { advance: '1h' })
    const left = await receiveAll(url, queue)
    assert.deepEqual(left.filter(body => deleted.has(body)), [])
    // Of each lane, one deletion may have been done whose answer never came.
    assert.ok(left.length <= 300 - deleted.size && left.length >= 300 - deleted.size - load.length, `${left.length} of 300 are left`)
  })

  test('leaves a batch there whole or not at all', async t => {
    const folder = await temporaryFolder()
    const first = await startOrrery(t, '--data', folder)
    const queue = await createQueue(first.url, 'batches')
    const done = new Tally()
    const load = Array.from({ length: 4 }, async (_, lane) => {
      for (let batch = 0; ; batch += 1) {
        const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `${index}`, MessageBody: `${lane}.${batch}` }))
        const answer = await callSqs(first.url, 'SendMessageBatch', { QueueUrl: queue, Entries }).catch(cut)
        if (answer === undefined) return
        done.add(`${lane}.${batch}`)
      }
    })
    await done.reaching(30)
    await first.end('SIGKILL')
    await Promise.all(load)
    const { url } = await startOrrery(t, '--data', folder)
    const bodies = await receiveAll(url, queue)
    const counts = new Map<string, number>()
    for (const body of bodies) counts.set(body, (counts.get(body) ?? 0) + 1)
    assert.ok(counts.size >= done.size, `${counts.size} batches of ${done.size}`)
    assert.deepEqual([...counts].filter(([, count]) => count !== 10), [])
  })
})

/** A set that tells when it has grown to a size. */
class Tally extends Set<string> {
  #reached: { readonly size: number, readonly resolve: () => void } | undefined

  override add(text: string): this {
    super.add(text)
    if (this.size === this.#reached?.size) this.#reached.resolve()
    return this
  }

  /** Waits until there are so many. */
  reaching(size: number): Promise<void> {
    if (this.size >= size) return Promise.resolve()
    return new Promise(resolve => { this.#reached = { size, resolve } })
  }
}

/** The server was killed: the answer never comes. */
function cut(error: unknown): undefined {
  if (error instanceof TypeError) return undefined
  throw error
}

async function sendUntilCut(url: string, queue: string, lane: string, acknowledged: Tally, sent: Set<string>): Promise<void> {
  for (let count = 0; ; count += 1) {
    const body = `${lane}.${count}`
    sent.add(body)
    const answer = await callSqs(url, 'SendMessage', { QueueUrl: queue, MessageBody: body }).then(async response => {
      assert.equal(response.status, 200, await response.clone().text())
      return response.json()
    }).catch(cut)
    if (answer === undefined) return
    acknowledged.add(body)
  }
}

/** Every acknowledged message is there once; what else is there was at least sent. */
async function checkKept(url: string, queue: string, acknowledged: ReadonlySet<string>, sent: ReadonlySet<string>): Promise<void> {
  const asked = { QueueUrl: queue, AttributeNames: ['ApproximateNumberOfMessages'] }
  const { Attributes } = await sqs<{ Attributes: Record<string, string> }>(url, 'GetQueueAttributes', asked)
  const bodies = await receiveAll(url, queue)
  const kept = new Set(bodies)
  assert.equal(kept.size, bodies.length, 'a message is there twice')
  assert.equal(Number(Attributes.ApproximateNumberOfMessages), bodies.length, 'the count is of what is there')
  assert.deepEqual([...acknowledged].filter(body => !kept.has(body)), [], 'acknowledged and lost')
  assert.deepEqual([...kept].filter(body => !sent.has(body)), [], 'never sent')
  // Visible again for the next round.
  await admin(url, 'clock', { advance: '1h' })
}

describe('a folder of state', () => {
  test('brings back queues, messages, snapshots, the journal and the time', async t => {
    const folder = await temporaryFolder()
    const first = await startOrrery(t, '--data', folder, '--now', '2031-05-01')
    const queue = await createQueue(first.url, 'kept')
    await sqs(first.url, 'SendMessage', { QueueUrl: queue, MessageBody: 'before' })
    await admin(first.url, 'snapshots', { name: 'saved' })
    await sqs(first.url, 'SendMessage', { QueueUrl: queue, MessageBody: 'after' })
    await admin(first.url, 'clock', { advance: '1y' })
    await admin(first.url, 'clock', { mode: 'frozen' })
    const { now } = await admin<{ now: string }>(first.url, 'clock')
    const { calls } = await admin<{ calls: { operation: string, sequence: number }[] }>(first.url, 'calls')
    assert.deepEqual(await first.end('SIGTERM').then(({ code }) => code), 0)

    const second = await startOrrery(t, '--data', folder)
    assert.deepEqual(await admin(second.url, 'clock'), { now, mode: 'frozen' })
    const again = await admin<{ calls: { operation: string, sequence: number }[] }>(second.url, 'calls')
    assert.deepEqual(again.calls, calls)
    assert.deepEqual(calls.map(({ operation }) => operation), ['CreateQueue', 'SendMessage', 'SendMessage'])
    const { QueueUrls } = await sqs<{ QueueUrls: string[] }>(second.url, 'ListQueues', {})
    assert.deepEqual(QueueUrls.map(url => new URL(url).pathname), ['/000000000000/kept'])
    const { snapshots } = await admin<{ snapshots: { name: string }[] }>(second.url, 'snapshots')
    assert.deepEqual(snapshots.map(({ name }) => name), ['saved'])
    await admin(second.url, 'snapshots/saved/restore', {})
    assert.match((await admin<{ now: string }>(second.url, 'clock')).now, /^2031-05-01T00:00:/)
    assert.deepEqual(await receiveAll(second.url, queue), ['before'])
    const { last } = await admin<{ last: number }>(second.url, 'calls')
    assert.ok(last > 3, 'new calls are numbered on')
  })

  test('with a hundred thousand records opens, and all are there', async t => {
    const directory = await temporaryFolder()
    const store = await openStore({ directory })
    const table = store.cell('111122223333/eu-west-1').table<{ index: number }>('thing')
    for (let start = 0; start < 100_000; start += 1000) {
      store.transact(() => {
        for (let index = start; index < start + 1000; index += 1) table.put(String(index).padStart(6, '0'), { index })
      })
    }
    await store.durable()
    await store.close()
    const { end } = await startOrrery(t, '--data', directory)
    assert.equal((await end('SIGKILL')).signal, 'SIGKILL')
    const reopened = await openStore({ directory })
    let next = 0
    for (const [key, { index }] of reopened.cell('111122223333/eu-west-1').table<{ index: number }>('thing').scan()) {
      assert.ok(index === next && Number(key) === next, `record ${next} is ${key}`)
      next += 1
    }
    assert.equal(next, 100_000)
    await reopened.close()
  })

  test('fires at start what fell due while nothing ran', async () => {
    const directory = await temporaryFolder()
    let wallAt = Date.UTC(2030, 0, 1)
    const open = () => openCloudOfWall(() => wallAt, { directory })
    const first = await open()
    const { url } = await first.listen(0)
    const signing = { at: wallAt }
    const queue = await createQueue(url, 'brief', {}, signing)
    await sqs(url, 'DeleteQueue', { QueueUrl: queue }, signing)
    const refused = await callSqs(url, 'CreateQueue', { QueueName: 'brief' }, signing)
    assert.match(await refused.text(), /QueueDeletedRecently/)
    const dueAt = first.core.timers.nextDueAt()
    assert.equal(dueAt, wallAt + 60_000)
    await first.close()

    wallAt += 3_600_000
    const second = await open()
    assert.equal(second.core.timers.nextDueAt(), dueAt)
    while (second.core.timers.nextDueAt() === dueAt) await new Promise(resolve => { setImmediate(resolve) })
    assert.equal(second.core.timers.nextDueAt(), undefined)
    assert.equal(second.clock.now(), wallAt)
    await second.close()
  })

  test('serves one process at a time, and says so to the second', async t => {
    const folder = await temporaryFolder()
    const { url, child } = await startOrrery(t, '--data', folder)
    const { code, output, errors } = await orrery(['start', '--port', '0', '--data', folder])
    assert.equal(code, 1)
    assert.equal(output, '')
    assert.match(errors, new RegExp(`^orrery: The state in .* is open in process ${child.pid}\\n.*orrery stop.*--data`))
    assert.equal((await fetch(`${url}/_orrery/health`)).status, 200)
  })

  test('that cannot be one is refused with a remedy', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'file')
    await writeFile(file, 'not a folder')
    for (const directory of [file, join(file, 'below')]) {
      const { code, errors } = await orrery(['start', '--port', '0', '--data', directory])
      assert.equal(code, 1)
      assert.match(errors, /^orrery: The (data folder|state directory) .*\n.*--data.*--ephemeral/)
      assert.doesNotMatch(errors, /\n +at /, 'a stack')
    }
  })
})

describe('a process', () => {
  test('ends with 0 on SIGTERM and on SIGINT, and leaves no lock', async t => {
    const folder = await temporaryFolder()
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { url, end } = await startOrrery(t, '--data', folder)
      await createQueue(url, signal)
      const { code, errors } = await end(signal)
      assert.deepEqual({ code, errors }, { code: 0, errors: '' })
    }
    const { url, end } = await startOrrery(t, '--data', folder)
    const { QueueUrls } = await sqs<{ QueueUrls: string[] }>(url, 'ListQueues', {})
    assert.equal(QueueUrls.length, 2)
    assert.equal((await end('SIGTERM')).code, 0)
  })

  test('answers a long poll that is under way when it is stopped, and ends', async t => {
    const { url, end } = await startOrrery(t, '--ephemeral')
    const queue = await createQueue(url, 'polled')
    const polling = callSqs(url, 'ReceiveMessage', { QueueUrl: queue, WaitTimeSeconds: 20 })
    await callSqs(url, 'ListQueues', {})
    assert.equal((await end('SIGTERM')).code, 0)
    assert.equal((await polling).status, 200)
  })

  test('whose port is taken says so', async t => {
    const taken = createServer().listen(0, '127.0.0.1')
    t.after(() => taken.close())
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { code, errors } = await orrery(['start', '--ephemeral', '--port', String(port)])
    assert.equal(code, 1)
    assert.match(errors, new RegExp(`^orrery: Port ${port} is taken.*\\n.*--port`))
  })
})
