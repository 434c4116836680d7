// What is stored, and what it is billed by.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, horizonOf } from './event-table.ts'
import { freshAccount, made, texts } from './account.fixture.ts'

test('an event is its message and 26 bytes', () => {
  assert.deepEqual([bytesOf({ message: 'é' }), bytesOf({ message: new Uint8Array(3) })], [28, 29])
  assert.deepEqual([horizonOf({ id: 'x' }, 1e12), horizonOf({ id: 'x', retentionDays: 1 }, 1e12)], [0, 1e12 - 86_400_000])
})

test('events of one moment stay in the order they came in', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 'a', 'b')
  const timestamp = cloud.clock.now()
  for (const [stream, message] of [['a', '1'], ['b', '2'], ['a', '3']] as const) {
    await logs.putLogEvents({ logGroupName: 'g', logStreamName: stream, logEvents: [{ timestamp, message }] })
  }
  assert.equal(texts((await logs.filterLogEvents({ logGroupName: 'g' })).events), '1,2,3')
  assert.equal(texts((await logs.filterLogEvents({ logGroupName: 'g', startFromHead: false })).events), '3,2,1')
})
