// From events to streams: what is sent, in which form, and what becomes of failures.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { account, clientsOf, freshAccount, made, madeStream, put, received } from './account.fixture.ts'

const roleArn = `arn:aws:iam::${account}:role/logs`

interface Message {
  readonly messageType: string
  readonly owner: string
  readonly subscriptionFilters: readonly string[]
  readonly logEvents: readonly { readonly id: string, readonly message: string, readonly extractedFields?: object }[]
}

const opened = (data: readonly Uint8Array[]) => data.map(each => JSON.parse(gunzipSync(each).toString()) as Message)

test('a control message, then what fits, compressed', async t => {
  const here = await freshAccount(t)
  const { logs, cloud, kinesis } = here
  await made(logs, 'g', 's')
  const destinationArn = await madeStream(here, 'k')
  await logs.putSubscriptionFilter({ logGroupName: 'g', filterName: 'f', filterPattern: '[level = ERROR, text]', destinationArn, roleArn })
  await put(here, 'g:s', ['ERROR one', 'INFO two', 'ERROR three four'])
  await cloud.clock.advance('1s')
  const [control, data] = opened(await received(kinesis, 'k'))
  assert.deepEqual([control!.messageType, control!.owner], ['CONTROL_MESSAGE', 'CloudwatchLogs'])
  assert.match(control!.logEvents[0]!.message, /^CWL CONTROL MESSAGE: Checking health of destination Kinesis stream\.$/)
  const { logEvents, ...head } = data!
  assert.deepEqual(head, { messageType: 'DATA_MESSAGE', owner: account, logGroup: 'g', logStream: 's', subscriptionFilters: ['f'] })
  assert.deepEqual(logEvents.map(({ message, extractedFields }) => [message, extractedFields]),
    [['ERROR one', { level: 'ERROR', text: 'one' }], ['ERROR three four', { level: 'ERROR', text: 'three four' }]])
  assert.match(logEvents[0]!.id, /^\d{56}$/)
})

test('what fails in passing is tried again, on the clock', async t => {
  const here = await freshAccount(t, { quotas: 'real' })
  const { logs, cloud, kinesis } = here
  await made(logs, 'g', 's')
  const destinationArn = await madeStream(here, 'k')
  await logs.putSubscriptionFilter({ logGroupName: 'g', filterName: 'f', filterPattern: '', destinationArn, roleArn })
  await cloud.clock.advance('1s')
  // The shard takes a thousand records a second.
  for (let i = 0; i < 2; i += 1) {
    await kinesis.putRecords({ StreamName: 'k',
      Records: Array.from({ length: 500 }, () => ({ Data: new Uint8Array(1), PartitionKey: 'p' })) })
  }
  await put(here, 'g:s', ['late'])
  await cloud.clock.advance(0)
  const count = async () => (await received(kinesis, 'k')).length
  assert.equal(await count(), 1001)
  await cloud.clock.advance('2s')
  assert.equal(await count(), 1002)
})

test('to another account, through its destination, as far as its policy goes', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  const other = '444455556666'
  const there = { cloud, ...clientsOf(cloud, other) }
  await made(logs, 'g', 's')
  await there.kinesis.createStream({ StreamName: 'k', ShardCount: 1 })
  await cloud.clock.advance('1m')
  const { destination } = await there.logs.putDestination({
    destinationName: 'd', targetArn: `arn:aws:kinesis:us-east-1:${other}:stream/k`, roleArn: `arn:aws:iam::${other}:role/r`,
  })
  const filter = { logGroupName: 'g', filterName: 'f', filterPattern: '', destinationArn: destination!.arn! }
  await assert.rejects(logs.putSubscriptionFilter(filter), /access policy/)
  await there.logs.putDestinationPolicy({ destinationName: 'd', accessPolicy: JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: { AWS: account }, Action: 'logs:PutSubscriptionFilter', Resource: destination!.arn },
  ] }) })
  await logs.putSubscriptionFilter(filter)
  await put(here, 'g:s', ['from afar'])
  await cloud.clock.advance('1s')
  const [, data] = opened(await received(there.kinesis, 'k'))
  assert.deepEqual([data!.owner, data!.logEvents[0]!.message], [account, 'from afar'])
})
