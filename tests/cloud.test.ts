// A cloud as a whole, in the process and over a port: two share nothing, accounts and regions keep apart, branches and snapshots, tokens of
// lists, repeated calls, browsers, HTTPS. Clients are the AWS SDK for JavaScript v3 where a client would be used.

import assert from 'node:assert/strict'
import { request } from 'node:https'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { CloudControlClient, CreateResourceCommand } from '@aws-sdk/client-cloudcontrol'
import {
  CreateQueueCommand, DeleteQueueCommand, GetQueueUrlCommand, ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient,
} from '@aws-sdk/client-sqs'
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts'
import { Cloud } from '../src/index.ts'
import type { OpenOptions } from '../src/index.ts'
import { createQueue, sqs } from './queue-caller.ts'

type Opened = Awaited<ReturnType<typeof Cloud.open>>

async function open(t: TestContext, options: OpenOptions = {}): Promise<Opened> {
  const cloud = await Cloud.open({ log: line => { assert.fail(line) }, ...options })
  t.after(() => cloud.close())
  return cloud
}

const queues = (cloud: Opened, options: Parameters<Opened['client']>[0] = {}): SQSClient => new SQSClient(cloud.client(options))

async function names(client: SQSClient): Promise<string[]> {
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}))
  return QueueUrls.map(url => url.split('/').at(-1)!)
}

const make = (client: SQSClient, name: string): Promise<unknown> => client.send(new CreateQueueCommand({ QueueName: name }))

describe('two clouds in one process', () => {
  test('share no state, no clock, no credentials and no page tokens', async t => {
    const [one, other] = [await open(t), await open(t)]
    for (const name of ['a', 'b', 'c']) await make(queues(one), name)
    assert.deepEqual(await names(queues(other)), [])
    await one.clock.advance('30d')
    assert.ok(one.clock.now() - other.clock.now() > 29 * 86_400_000)

    const { Credentials: issued } = await new STSClient(one.client()).send(new GetSessionTokenCommand({}))
    const session = { accessKeyId: issued!.AccessKeyId!, secretAccessKey: issued!.SecretAccessKey!, sessionToken: issued!.SessionToken! }
    assert.equal((await new STSClient(one.client(session)).send(new GetCallerIdentityCommand({}))).Account, '000000000000')
    await assert.rejects(new STSClient(other.client(session)).send(new GetCallerIdentityCommand({})), { name: 'InvalidClientTokenId' })

    const { NextToken } = await queues(one).send(new ListQueuesCommand({ MaxResults: 2 }))
    await make(queues(other), 'a')
    await assert.rejects(queues(other).send(new ListQueuesCommand({ MaxResults: 2, NextToken })), /token/i)
  })

  test('with one seed give the same ids, with another other ones', async t => {
    const messageId = async (seed: string): Promise<string | undefined> => {
      const client = queues(await open(t, { seed, now: '2030-01-01' }))
      const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'q' }))
      return (await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }))).MessageId
    }
    const [first, again, other] = [await messageId('7'), await messageId('7'), await messageId('8')]
    assert.match(first!, /^[0-9a-f-]{36}$/)
    assert.equal(again, first)
    assert.notEqual(other, first)
  })

  test('are each closed by themselves', async t => {
    const [one, other] = [await Cloud.open(), await open(t)]
    await one.close()
    await make(queues(other), 'still-here')
    assert.deepEqual(await names(queues(other)), ['still-here'])
  })
})

describe('accounts and regions', () => {
  test('are fresh for whoever names them, and keep apart', async t => {
    const cloud = await open(t)
    await make(queues(cloud, { accessKeyId: '111111111111' }), 'ones')
    await make(queues(cloud, { accessKeyId: '222222222222', region: 'eu-west-1' }), 'twos')
    assert.deepEqual(await names(queues(cloud, { accessKeyId: '111111111111' })), ['ones'])
    assert.deepEqual(await names(queues(cloud, { accessKeyId: '111111111111', region: 'eu-west-1' })), [])
    assert.deepEqual(await names(queues(cloud, { accessKeyId: '222222222222' })), [])
    assert.deepEqual(await names(queues(cloud, { accessKeyId: '333333333333' })), [])
    const { Arn } = await new STSClient(cloud.client({ accessKeyId: '222222222222' })).send(new GetCallerIdentityCommand({}))
    assert.equal(Arn, 'arn:aws:iam::222222222222:root')
    const { Arn: chinese } = await new STSClient(cloud.client({ region: 'cn-north-1' })).send(new GetCallerIdentityCommand({}))
    assert.equal(chinese, 'arn:aws-cn:iam::000000000000:root')
  })

  test('are emptied one at a time, or all at once; the clock goes on', async t => {
    const cloud = await open(t)
    const clients = [
      queues(cloud, { accessKeyId: '111111111111' }), queues(cloud, { accessKeyId: '111111111111', region: 'eu-west-1' }),
      queues(cloud, { accessKeyId: '222222222222' }), queues(cloud, { accessKeyId: '222222222222', region: 'eu-west-1' }),
    ]
    const left = async (): Promise<number[]> => Promise.all(clients.map(async client => (await names(client)).length))
    for (const client of clients) await make(client, 'q')
    await cloud.clock.advance('1y')
    const before = cloud.clock.now()
    assert.deepEqual(await left(), [1, 1, 1, 1])
    await cloud.reset({ account: '111111111111', region: 'eu-west-1' })
    assert.deepEqual(await left(), [1, 0, 1, 1])
    await cloud.reset({ account: '222222222222' })
    assert.deepEqual(await left(), [1, 0, 0, 0])
    await cloud.reset({ region: 'eu-west-1' })
    assert.deepEqual(await left(), [1, 0, 0, 0])
    await cloud.reset()
    assert.deepEqual(await left(), [0, 0, 0, 0])
    assert.ok(cloud.clock.now() >= before)
    await make(clients[0]!, 'q')
    assert.deepEqual(await left(), [1, 0, 0, 0])
  })
})

describe('the in-process client', () => {
  test('sends, receives, gets the service\'s own errors, and can be aborted', async t => {
    const cloud = await open(t)
    const client = queues(cloud)
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'q' }))
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'héllo' }))
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl }))
    assert.deepEqual(Messages?.map(({ Body }) => Body), ['héllo'])
    await assert.rejects(client.send(new GetQueueUrlCommand({ QueueName: 'none' })), { name: 'QueueDoesNotExist' })
    const leaving = new AbortController()
    const polling = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), { abortSignal: leaving.signal })
    await waiting(cloud)
    leaving.abort()
    await assert.rejects(polling, { name: 'AbortError' })
    assert.equal(cloud.core.waits.nextDueAt(), undefined)
  })

  test('and one over HTTP see the same cloud', async t => {
    const cloud = await open(t)
    const { url } = await cloud.listen(0)
    await createQueue(url, 'by-http')
    assert.deepEqual(await names(queues(cloud)), ['by-http'])
    await make(queues(cloud), 'in-process')
    const { QueueUrls } = await sqs<{ QueueUrls: string[] }>(url, 'ListQueues', {})
    assert.deepEqual(QueueUrls.map(each => each.split('/').at(-1)), ['by-http', 'in-process'])
  })

  test('waits in vain no longer than its cloud is open', async () => {
    const cloud = await Cloud.open()
    const client = queues(cloud)
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'q' }))
    const polling = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))
    await waiting(cloud)
    await cloud.close()
    assert.equal((await polling).Messages, undefined)
  })
})

/** Until a call waits. */
async function waiting(cloud: Opened): Promise<void> {
  while (cloud.core.waits.nextDueAt() === undefined) await new Promise(resolve => { setImmediate(resolve) })
}

describe('branches and snapshots', () => {
  test('a branch has what there was, and goes its own way', async t => {
    const cloud = await open(t)
    await make(queues(cloud), 'shared')
    await cloud.clock.advance('10d')
    cloud.clock.freeze()
    const branch = await cloud.branch()
    t.after(() => branch.close())
    assert.equal(branch.clock.now(), cloud.clock.now())
    await make(queues(branch), 'of-branch')
    await make(queues(cloud), 'of-trunk')
    assert.deepEqual(await names(queues(branch)), ['of-branch', 'shared'])
    assert.deepEqual(await names(queues(cloud)), ['of-trunk', 'shared'])
    await branch.clock.advance('10d')
    assert.ok(branch.clock.now() > cloud.clock.now())
  })

  test('a snapshot is saved, listed, restored with its time, branched and deleted', async t => {
    const cloud = await open(t, { now: '2030-06-01' })
    cloud.clock.freeze()
    await make(queues(cloud), 'one')
    await cloud.saveSnapshot('first')
    await cloud.clock.advance('30d')
    await make(queues(cloud), 'two')
    await cloud.saveSnapshot('second')
    assert.deepEqual(cloud.listSnapshots().map(({ name, savedAt }) => [name, new Date(savedAt).toISOString().slice(0, 10)]),
      [['first', '2030-06-01'], ['second', '2030-07-01']])

    await cloud.reset()
    assert.equal(cloud.listSnapshots().length, 2)
    await cloud.restoreSnapshot('first')
    assert.deepEqual(await names(queues(cloud)), ['one'])
    assert.equal(new Date(cloud.clock.now()).toISOString().slice(0, 10), '2030-06-01')
    await cloud.restoreSnapshot('second')
    assert.deepEqual(await names(queues(cloud)), ['one', 'two'])
    assert.equal(new Date(cloud.clock.now()).toISOString().slice(0, 10), '2030-07-01')

    const branch = await cloud.branch('first')
    t.after(() => branch.close())
    assert.deepEqual(await names(queues(branch)), ['one'])
    assert.equal(new Date(branch.clock.now()).toISOString().slice(0, 10), '2030-06-01')
    await cloud.deleteSnapshot('first')
    assert.deepEqual(cloud.listSnapshots().map(({ name }) => name), ['second'])
    await assert.rejects(cloud.restoreSnapshot('first'), { name: 'SettingError' })
    assert.deepEqual(await names(queues(branch)), ['one'])
  })

  test('a snapshot brings its timers back, and only those', async t => {
    const cloud = await open(t)
    cloud.clock.freeze()
    const client = queues(cloud)
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'q' }))
    await client.send(new DeleteQueueCommand({ QueueUrl }))
    const dueAt = cloud.core.timers.nextDueAt()
    assert.ok(dueAt !== undefined)
    await cloud.saveSnapshot('waiting')
    await cloud.clock.advance('2m')
    assert.equal(cloud.core.timers.nextDueAt(), undefined)
    await cloud.restoreSnapshot('waiting')
    assert.equal(cloud.core.timers.nextDueAt(), dueAt)
    await assert.rejects(make(client, 'q'), { name: 'QueueDeletedRecently' })
    assert.ok((await cloud.clock.advance('2m')).fired >= 1)
    await make(client, 'q')
  })

  test('a snapshot is served on a port of its own', async t => {
    const cloud = await open(t)
    await make(queues(cloud), 'kept')
    await cloud.saveSnapshot('kept')
    await make(queues(cloud), 'later')
    const { url } = await cloud.serveBranch('kept', 0)
    const { QueueUrls } = await sqs<{ QueueUrls: string[] }>(url, 'ListQueues', {})
    assert.deepEqual(QueueUrls.map(each => each.split('/').at(-1)), ['kept'])
  })
})

describe('tokens', () => {
  test('of a page continue that list, and are refused by every other', async t => {
    const cloud = await open(t)
    const client = queues(cloud)
    for (const name of ['a1', 'a2', 'a3', 'a4', 'b1']) await make(client, name)
    const list = (input: object, by = client): Promise<string[]> =>
      by.send(new ListQueuesCommand({ MaxResults: 2, ...input })).then(({ QueueUrls = [] }) => QueueUrls.map(url => url.split('/').at(-1)!))
    const { NextToken, QueueUrls } = await client.send(new ListQueuesCommand({ MaxResults: 2 }))
    assert.equal(QueueUrls?.length, 2)
    assert.deepEqual(await list({ NextToken }), ['a3', 'a4'])
    assert.deepEqual(await list({ NextToken, MaxResults: 3 }), ['a3', 'a4', 'b1'])
    const refused = /Invalid or expired next token|token/i
    await assert.rejects(list({ NextToken, QueueNamePrefix: 'a' }), refused)
    await assert.rejects(list({ NextToken }, queues(cloud, { accessKeyId: '111111111111' })), refused)
    await assert.rejects(list({ NextToken: `${NextToken}A` }), refused)
    await assert.rejects(list({ NextToken: NextToken!.slice(0, -2) }), refused)
    await assert.rejects(list({ NextToken: 'next' }), refused)
    await make(client, 'a0')
    await client.send(new DeleteQueueCommand({ QueueUrl: QueueUrls![1]! }))
    assert.deepEqual(await list({ NextToken }), ['a3', 'a4'], 'what came and went before the mark changes nothing after it')
  })

  test('of a repeated call give its first answer, and are refused for another', async t => {
    const cloud = await open(t)
    const client = new CloudControlClient(cloud.client())
    const creation = (name: string) => new CreateResourceCommand({
      TypeName: 'AWS::SQS::Queue', DesiredState: JSON.stringify({ QueueName: name }), ClientToken: 'token-1',
    })
    const first = await client.send(creation('q'))
    const again = await client.send(creation('q'))
    assert.equal(again.ProgressEvent?.RequestToken, first.ProgressEvent?.RequestToken)
    await cloud.clock.advance('1m')
    assert.deepEqual(await names(queues(cloud)), ['q'])
    await assert.rejects(client.send(creation('other')), { name: 'ClientTokenConflictException' })
  })
})

describe('a browser', () => {
  const origin = 'https://app.example'

  test('may call services from any page, and read what SDKs need', async t => {
    const { url } = await (await open(t)).listen(0)
    const asked = await fetch(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-amz-target,authorization' },
    })
    assert.equal(asked.status, 200)
    assert.equal(asked.headers.get('access-control-allow-origin'), '*')
    assert.match(asked.headers.get('access-control-allow-methods') ?? '', /POST/)
    assert.equal(asked.headers.get('access-control-allow-headers'), 'x-amz-target,authorization')
    const answered = await fetch(url, { method: 'POST', headers: { origin, 'x-amz-target': 'AmazonSQS.ListQueues' }, body: '{}' })
    assert.equal(answered.status, 400)
    assert.equal(answered.headers.get('access-control-allow-origin'), '*')
    assert.match(answered.headers.get('access-control-expose-headers') ?? '', /x-amzn-RequestId/)
  })

  test('may not call the admin face from a foreign page', async t => {
    const { url } = await (await open(t)).listen(0)
    const asked = await fetch(`${url}/_orrery/reset`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
    assert.equal(asked.status, 403)
    assert.equal(asked.headers.get('access-control-allow-origin'), null)
    const answered = await fetch(`${url}/_orrery/health`, { headers: { origin } })
    assert.equal(answered.headers.get('access-control-allow-origin'), null)
  })
})

describe('a port', () => {
  test('speaks HTTP and HTTPS where it is asked to', async t => {
    const cloud = await open(t)
    const { url, port } = await cloud.listen(0, { https: true })
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/_orrery/health', rejectUnauthorized: false, agent: false }, response => {
        response.resume()
        resolve(response.statusCode)
      }).on('error', reject).end()
    })
    assert.equal(status, 200)
    assert.equal((await fetch(`${url}/_orrery/health`)).status, 200)
  })

  test('is one of several, and closes by itself', async t => {
    const cloud = await open(t)
    const [first, second] = [await cloud.listen(0), await cloud.listen(0)]
    await createQueue(first.url, 'q')
    assert.equal((await sqs<{ QueueUrls: string[] }>(second.url, 'ListQueues', {})).QueueUrls.length, 1)
    await first.close()
    await assert.rejects(fetch(`${first.url}/_orrery/health`), TypeError)
    assert.equal((await fetch(`${second.url}/_orrery/health`)).status, 200)
  })
})
