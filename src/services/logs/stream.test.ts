// Log streams: their making and end, and the lists of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put, refused, texts } from './account.fixture.ts'

test('streams are listed by name or by their last events', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 'b', 'a', 'ab')
  await put(here, 'g:a', ['x'])
  await put(here, 'g:ab', ['x'], cloud.clock.now() - 500)
  const names = async (input: object) =>
    (await logs.describeLogStreams({ logGroupName: 'g', ...input })).logStreams!.map(({ logStreamName }) => logStreamName).join()
  assert.equal(await names({}), 'a,ab,b')
  assert.equal(await names({ descending: true }), 'b,ab,a')
  assert.equal(await names({ logStreamNamePrefix: 'a' }), 'a,ab')
  assert.equal(await names({ orderBy: 'LastEventTime', descending: true }), 'a,ab,b')
  await refused(logs.describeLogStreams({ logGroupName: 'g', orderBy: 'LastEventTime', logStreamNamePrefix: 'a' }),
    'InvalidParameterException',
    /LastEventTime/)
  const page = await logs.describeLogStreams({ logGroupName: 'g', limit: 2 })
  const rest = await logs.describeLogStreams({ logGroupName: 'g', limit: 2, nextToken: page.nextToken })
  assert.deepEqual([page, rest].map(({ logStreams }) => logStreams!.length), [2, 1])
  await refused(logs.createLogStream({ logGroupName: 'g', logStreamName: 'a' }), 'ResourceAlreadyExistsException',
    /log stream already exists/)
  await refused(logs.createLogStream({ logGroupName: 'g', logStreamName: 'a:b' }), 'InvalidParameterException', /logStreamName/)
})

test('a stream takes its events with it', async t => {
  const here = await freshAccount(t)
  const { logs } = here
  await made(logs, 'g', 'a', 'b')
  await put(here, 'g:a', ['gone'])
  await put(here, 'g:b', ['kept'])
  await logs.deleteLogStream({ logGroupName: 'g', logStreamName: 'a' })
  await logs.createLogStream({ logGroupName: 'g', logStreamName: 'a' })
  assert.equal(texts((await logs.filterLogEvents({ logGroupName: 'g' })).events), 'kept')
  assert.equal((await logs.describeLogGroups({})).logGroups![0]!.storedBytes, 30)
  await refused(logs.deleteLogStream({ logGroupName: 'g', logStreamName: 'none' }), 'ResourceNotFoundException', /log stream/)
})
