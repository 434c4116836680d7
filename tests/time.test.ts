// The virtual clock of a whole cloud: running, frozen, set and advanced; timers in order; signatures, sessions and long polls judged on it.
// The machine's clock is the test's own where it matters what it shows.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import {
  CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient,
} from '@aws-sdk/client-sqs'
import { Cloud, SettingError } from '../src/index.ts'
import type { Cloud as KernelCloud } from '../src/kernel/cloud.ts'
import { signRequest, presignRequest } from '../src/kernel/identity/signer.ts'
import type { Signer } from '../src/kernel/identity/signer.ts'
import { service } from '../src/kernel/service.ts'
import type { Call } from '../src/kernel/service.ts'
import type { WireRequest } from '../src/wire/message.ts'
import { admin, callSqs, createQueue, sqs } from './queue-caller.ts'
import { openCloudOfWall } from './wall-cloud.ts'

const start = Date.UTC(2028, 0, 31, 12)
const day = 86_400_000

/** A cloud with a wall that the test moves. */
async function openWithWall(t: TestContext): Promise<{ cloud: KernelCloud, wall: { at: number } }> {
  const wall = { at: start }
  const cloud = await openCloudOfWall(() => wall.at, { log: line => { assert.fail(line) } })
  t.after(() => cloud.close())
  return { cloud, wall }
}

describe('the clock', () => {
  test('runs with the wall, stands frozen, and runs on from where it stood', async t => {
    const { cloud: { clock }, wall } = await openWithWall(t)
    wall.at += 5000
    assert.equal(clock.now(), start + 5000)
    clock.freeze()
    wall.at += 60_000
    assert.equal(clock.now(), start + 5000)
    assert.equal(clock.mode, 'frozen')
    clock.resume()
    assert.equal(clock.now(), start + 5000)
    wall.at += 1000
    assert.equal(clock.now(), start + 6000)
    assert.equal(clock.mode, 'running')
  })

  const advances: ReadonlyArray<[duration: string | number, iso: string]> = [
    [1500, '2028-01-31T12:00:01.500Z'], ['90s', '2028-01-31T12:01:30.000Z'], ['15m', '2028-01-31T12:15:00.000Z'],
    ['12h', '2028-02-01T00:00:00.000Z'], ['30d', '2028-03-01T12:00:00.000Z'], ['2w', '2028-02-14T12:00:00.000Z'],
    ['1mo', '2028-02-29T12:00:00.000Z'], ['6mo', '2028-07-31T12:00:00.000Z'], ['1y', '2029-01-31T12:00:00.000Z'],
    ['1d12h', '2028-02-02T00:00:00.000Z'], ['0s', '2028-01-31T12:00:00.000Z'],
  ]
  for (const [duration, iso] of advances) {
    test(`advances by ${duration} to ${iso}`, async t => {
      const { cloud: { clock } } = await openWithWall(t)
      const { now } = await clock.advance(duration)
      assert.equal(new Date(now).toISOString(), iso)
      assert.equal(clock.now(), now)
      assert.equal(clock.mode, 'running')
    })
  }

  test('is set to a date, keeps its mode, and runs on from there', async t => {
    const { cloud: { clock }, wall } = await openWithWall(t)
    await clock.set('2030-01-01')
    wall.at += 1000
    assert.equal(clock.now(), Date.UTC(2030, 0, 1, 0, 0, 1))
    clock.freeze()
    await clock.set(Date.UTC(2031, 0, 1))
    wall.at += 1000
    assert.equal(clock.now(), Date.UTC(2031, 0, 1))
    assert.equal(clock.mode, 'frozen')
  })

  test('never goes back, whatever it is asked and whatever the wall does', async t => {
    const { cloud: { clock }, wall } = await openWithWall(t)
    await clock.advance('1d')
    for (const at of [start, '1999-01-01', NaN, 1e16, 'never']) await assert.rejects(clock.set(at), SettingError, String(at))
    for (const duration of [-1, 'soon', '-1d', '1', '']) await assert.rejects(clock.advance(duration), SettingError, String(duration))
    assert.equal(clock.now(), start + day)
    wall.at -= 3_600_000
    assert.equal(clock.now(), start + day)
  })

  test('answers over HTTP, and the Date header follows it', async t => {
    const { cloud } = await openWithWall(t)
    const { url } = await cloud.listen(0)
    assert.deepEqual(await admin(url, 'clock'), { now: new Date(start).toISOString(), mode: 'running' })
    assert.deepEqual(await admin(url, 'clock', { mode: 'frozen' }), { now: new Date(start).toISOString(), mode: 'frozen', fired: 0 })
    const advanced = await admin<{ now: string }>(url, 'clock', { advance: '30d' })
    assert.equal(advanced.now, '2028-03-01T12:00:00.000Z')
    assert.equal((await admin<{ now: string }>(url, 'clock', { set: '2029-01-01T00:00:00Z' })).now, '2029-01-01T00:00:00.000Z')
    const answers = await Promise.all([
      fetch(`${url}/_orrery/health`), callSqs(url, 'ListQueues', {}, { at: start }), callSqs(url, 'Nothing', {}, { at: start }),
    ])
    assert.deepEqual(answers.map(({ headers }) => headers.get('date')), Array(3).fill('Mon, 01 Jan 2029 00:00:00 GMT'))
    assert.deepEqual(answers.map(({ status }) => status), [200, 200, 400])
  })
})

/** Stands in for SQS: making the queue `a-10-chain` sets a timer `a` of that kind ten seconds ahead, and what timers do is noted. */
function notingService(noted: [id: string, at: number][]) {
  const note = (payload: string, call: Call): void => { noted.push([payload, call.now() - start]) }
  return service({
    id: 'sqs',
    operations: {
      CreateQueue({ QueueName: name }: { QueueName: string }, call: Call) {
        const [, id = '', seconds = '', kind = 'note'] = /^(\w+)-(\d+)-?(\w+)?$/.exec(name)!
        call.setTimer(kind, id, call.now() + Number(seconds) * 1000, id)
        return { QueueUrl: `http://localhost/${name}` }
      },
      DeleteQueue({ QueueUrl: id }: { QueueUrl: string }, call: Call) {
        call.cancelTimer('note', id)
      },
      PurgeQueue({ QueueUrl: id }: { QueueUrl: string }, call: Call) {
        call.setTimer('note', id, call.now() + 5000, id)
      },
    },
    timers: {
      note,
      chain(payload: string, call: Call) {
        note(payload, call)
        if (payload.length < 3) call.setTimer('chain', `${payload}x`, call.now() + 10_000, `${payload}x`)
      },
      async later(payload: string, call: Call) {
        await new Promise(resolve => { setImmediate(resolve) })
        call.transact(() => note(payload, call))
      },
      fails() {
        throw new Error('on purpose')
      },
    },
  })
}

describe('timers', () => {
  const openNoting = async (t: TestContext) => {
    const noted: [id: string, at: number][] = []
    const cloud = await openCloudOfWall(() => start, {}, { sqs: () => Promise.resolve(notingService(noted)) })
    t.after(() => cloud.close())
    const call = (operation: string, input: Record<string, string>, account = '111111111111', region = 'us-east-1') => {
      const client = cloud.client({ accessKeyId: account, region })
      const request = {
        method: 'POST', path: '/', query: '', body: Buffer.from(JSON.stringify(input)),
        headers: { host: 'localhost', 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
      }
      const signed = signRequest(request, { accessKeyId: account, secret: 'any', region, service: 'sqs', at: start })
      return client.requestHandler.handle({ ...signed, query: {}, protocol: 'http:', hostname: 'localhost' })
    }
    const set = async (...names: string[]): Promise<void> => {
      for (const name of names) assert.equal((await call('CreateQueue', { QueueName: name })).response.statusCode, 200)
    }
    return { cloud, noted, call, set }
  }

  test('fire in the order of their times, each at its own', async t => {
    const { cloud, noted, set } = await openNoting(t)
    await set('c-30', 'a-10', 'd-40', 'b-20')
    assert.deepEqual(await cloud.clock.advance('30s'), { now: start + 30_000, fired: 3 })
    assert.deepEqual(noted, [['a', 10_000], ['b', 20_000], ['c', 30_000]])
    assert.equal((await cloud.clock.advance('9999ms')).fired, 0)
    assert.equal((await cloud.clock.advance(1)).fired, 1)
  })

  test('of many accounts and regions fire in one order', async t => {
    const { cloud, noted, call } = await openNoting(t)
    await call('CreateQueue', { QueueName: 'two-2' }, '222222222222', 'eu-west-1')
    await call('CreateQueue', { QueueName: 'one-1' }, '111111111111')
    await call('CreateQueue', { QueueName: 'three-3' }, '111111111111', 'ap-south-1')
    await cloud.clock.advance('1h')
    assert.deepEqual(noted.map(([id]) => id), ['one', 'two', 'three'])
  })

  test('that set timers have them fired in the same winding', async t => {
    const { cloud, noted, set } = await openNoting(t)
    await set('a-10-chain', 'b-15')
    assert.equal((await cloud.clock.advance('1h')).fired, 4)
    assert.deepEqual(noted, [['a', 10_000], ['b', 15_000], ['ax', 20_000], ['axx', 30_000]])
  })

  test('that take their time hold the clock until they are done', async t => {
    const { cloud, noted, set } = await openNoting(t)
    await set('slow-10-later', 'next-20')
    await cloud.clock.advance('1h')
    assert.deepEqual(noted, [['slow', 10_000], ['next', 20_000]])
  })

  test('set again are moved, cancelled are gone', async t => {
    const { cloud, noted, call, set } = await openNoting(t)
    await set('a-10', 'b-20')
    await call('PurgeQueue', { QueueUrl: 'b' })
    await call('DeleteQueue', { QueueUrl: 'a' })
    assert.equal((await cloud.clock.advance('1h')).fired, 1)
    assert.deepEqual(noted, [['b', 5000]])
  })

  test('fire on a running clock without being asked, and never on a frozen one', async t => {
    const { cloud, noted, set } = await openNoting(t)
    cloud.clock.freeze()
    await set('now-0')
    for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => { setImmediate(resolve) })
    assert.deepEqual(noted, [])
    cloud.clock.resume()
    while (noted.length === 0) await new Promise(resolve => { setImmediate(resolve) })
    assert.deepEqual(noted, [['now', 0]])
  })

  test('that fail are told of, and stop nothing', async t => {
    const logged: string[] = []
    const noted: [string, number][] = []
    const declaration = notingService(noted)
    const failing = { ...declaration, timers: { ...declaration.timers, note: () => { throw new Error('on purpose') } } }
    const cloud = await openCloudOfWall(() => start, { log: line => { logged.push(line) } }, { sqs: () => Promise.resolve(failing) })
    t.after(() => cloud.close())
    const { url } = await cloud.listen(0)
    for (const name of ['a-10', 'b-20-chain']) await callSqs(url, 'CreateQueue', { QueueName: name }, { at: start })
    const { fired } = await cloud.clock.advance('25s')
    assert.equal(fired, 2)
    assert.deepEqual(noted.map(([id]) => id), ['b'])
    assert.match(logged.join('\n'), /timer sqs\/note\/a failed: Error: on purpose/)
  })
})

describe('what is signed', () => {
  const request: WireRequest = {
    method: 'POST', path: '/', query: '', headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from('Action=GetCallerIdentity&Version=2011-06-15'),
  }
  const sts = { region: 'us-east-1', service: 'sts', accessKeyId: 'test', secret: 'test' }

  async function status(url: string, signer: Partial<Signer> & { readonly at: number }): Promise<string> {
    const { headers } = signRequest({ ...request, headers: { ...request.headers, host: new URL(url).host } }, { ...sts, ...signer })
    const { host: _, ...sent } = headers
    return outcome(await fetch(url, { method: 'POST', headers: sent, body: request.body as Uint8Array<ArrayBuffer> }))
  }

  /** 200, or the error's code. */
  async function outcome(response: Response): Promise<string> {
    return /<Code>(\w+)</.exec(await response.text())?.[1] ?? String(response.status)
  }

  test('by the wall holds however far the clock was wound', async t => {
    const { cloud, wall } = await openWithWall(t)
    const { url } = await cloud.listen(0)
    for (const duration of ['30d', '1y', '10y']) {
      await cloud.clock.advance(duration)
      assert.equal(await status(url, { at: wall.at }), '200', 'in the second of the winding')
      wall.at += 5000
      assert.equal(await status(url, { at: wall.at }), '200', 'after it')
      assert.equal(await status(url, { at: cloud.clock.now() }), '200', 'by an SDK that has corrected its clock by the Date header')
    }
  })

  test('before the winding is as old after it as the winding was long', async t => {
    const { cloud, wall } = await openWithWall(t)
    const { url } = await cloud.listen(0)
    wall.at += 60_000
    await cloud.clock.advance('1h')
    wall.at += 60_000
    assert.equal(await status(url, { at: start }), 'SignatureDoesNotMatch')
    await cloud.clock.advance('10m')
    assert.equal(await status(url, { at: start + 90_000 }), '200', 'ten minutes and a half are within the skew')
    assert.equal(await status(url, { at: wall.at + 7_200_000 }), 'SignatureDoesNotMatch', 'neither the wall nor our clock shows that')
  })

  test('on a frozen clock holds while the wall goes on', async t => {
    const { cloud, wall } = await openWithWall(t)
    const { url } = await cloud.listen(0)
    cloud.clock.freeze()
    for (let hour = 0; hour < 3; hour += 1) {
      wall.at += 3_600_000
      assert.equal(await status(url, { at: wall.at }), '200')
    }
  })

  test('in advance, as a URL, expires on the clock', async t => {
    const { cloud, wall } = await openWithWall(t)
    const { url } = await cloud.listen(0)
    const presigned = (expiresSeconds: number): string => {
      const query = 'Action=GetCallerIdentity&Version=2011-06-15'
      const bare = { method: 'GET', path: '/', query, headers: { host: new URL(url).host }, body: Buffer.from('') }
      return `${url}/?${presignRequest(bare, { ...sts, at: wall.at, expiresSeconds }).query}`
    }
    const [hour, week] = [presigned(3600), presigned(604_800)]
    assert.equal(await outcome(await fetch(hour)), '200')
    wall.at += 60_000
    await cloud.clock.advance('58m')
    assert.equal(await outcome(await fetch(hour)), '200')
    await cloud.clock.advance('2m')
    assert.equal(await outcome(await fetch(hour)), 'SignatureDoesNotMatch')
    assert.equal(await outcome(await fetch(week)), '200')
    await cloud.clock.advance('7d')
    assert.equal(await outcome(await fetch(week)), 'SignatureDoesNotMatch')
    assert.equal(await outcome(await fetch(presigned(60))), '200')
  })

  test('with a session holds until it expires on the clock', async t => {
    const { cloud, wall } = await openWithWall(t)
    const { url } = await cloud.listen(0)
    const { headers } = signRequest({ ...request, headers: { ...request.headers, host: new URL(url).host } }, { ...sts, at: wall.at })
    const { host: _, ...sent } = headers
    const body = 'Action=GetSessionToken&Version=2011-06-15&DurationSeconds=900'
    const issued = await (await fetch(url, { method: 'POST', headers: sent, body })).text()
    const text = (name: string): string => new RegExp(`<${name}>([^<]*)<`).exec(issued)?.[1] ?? assert.fail(issued)
    assert.equal(text('Expiration'), new Date(start + 900_000).toISOString().replace('.000', ''))
    const session = { accessKeyId: text('AccessKeyId'), secret: text('SecretAccessKey'), sessionToken: text('SessionToken') }
    assert.equal(await status(url, { ...session, at: wall.at }), '200')
    assert.equal(await status(url, { ...session, secret: 'guessed', at: wall.at }), 'SignatureDoesNotMatch')
    await cloud.clock.advance('14m')
    assert.equal(await status(url, { ...session, at: wall.at }), '200')
    await cloud.clock.advance('1m')
    assert.equal(await status(url, { ...session, at: wall.at }), 'ExpiredToken')
  })
})

describe('a queue', () => {
  const openQueue = async (t: TestContext, attributes: Record<string, string> = {}) => {
    const cloud = await Cloud.open({ log: line => { assert.fail(line) } })
    t.after(() => cloud.close())
    cloud.clock.freeze()
    const client = new SQSClient(cloud.client())
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'q', Attributes: attributes }))
    const receive = async (waitSeconds = 0): Promise<number> =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: waitSeconds }))).Messages?.length ?? 0
    const send = (DelaySeconds?: number) => client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm', DelaySeconds }))
    return { cloud, client, QueueUrl, receive, send }
  }
  const waiting = async (cloud: KernelCloud): Promise<void> => {
    while (cloud.core.waits.nextDueAt() === undefined) await new Promise(resolve => { setImmediate(resolve) })
  }

  test('delays, hides and forgets messages on the clock', async t => {
    const { cloud, client, QueueUrl, receive, send } = await openQueue(t, { VisibilityTimeout: '60', MessageRetentionPeriod: '3600' })
    await send(900)
    assert.equal(await receive(), 0)
    await cloud.clock.advance('899s')
    assert.equal(await receive(), 0)
    await cloud.clock.advance('1s')
    assert.equal(await receive(), 1)
    assert.equal(await receive(), 0)
    await cloud.clock.advance('60s')
    assert.equal(await receive(), 1)
    await cloud.clock.advance('1h')
    assert.equal(await receive(), 0)
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))
    assert.equal(Attributes?.ApproximateNumberOfMessages, '0')
  })

  test('ends a long poll when the clock is wound past it, at once', async t => {
    const { cloud, receive } = await openQueue(t)
    const polling = receive(20)
    await waiting(cloud)
    await cloud.clock.advance('20s')
    assert.equal(await polling, 0)
  })

  test('answers a long poll when a delayed message comes due by winding', async t => {
    const { cloud, receive, send } = await openQueue(t)
    await send(10)
    const polling = receive(20)
    await waiting(cloud)
    await cloud.clock.advance('10s')
    assert.equal(await polling, 1)
  })

  test('answers a long poll on a frozen clock when a message is sent', async t => {
    const { cloud, receive, send } = await openQueue(t)
    const polling = receive(20)
    await waiting(cloud)
    await send()
    assert.equal(await polling, 1)
  })

  test('ends a long poll on a frozen clock when its time is over on the wall', async t => {
    const { cloud, receive } = await openQueue(t)
    const before = cloud.clock.now()
    assert.equal(await receive(1), 0)
    assert.equal(cloud.clock.now(), before)
  })

  test('wound by HTTP shows it to HTTP', async t => {
    const { cloud } = await openQueue(t)
    const { url } = await cloud.listen(0)
    const queue = await createQueue(url, 'http')
    await sqs(url, 'SendMessage', { QueueUrl: queue, MessageBody: 'm', DelaySeconds: 60 })
    assert.deepEqual(await sqs(url, 'ReceiveMessage', { QueueUrl: queue }), {})
    await admin(url, 'clock', { advance: '1m' })
    assert.equal((await sqs<{ Messages: unknown[] }>(url, 'ReceiveMessage', { QueueUrl: queue })).Messages.length, 1)
  })
})
