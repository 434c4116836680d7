// Live tail: an event stream of what comes, as long as a session lasts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, put, refused } from './account.fixture.ts'

const arn = `arn:aws:logs:us-east-1:${account}:log-group:g`

test('a session is told of events that fit, and ends after three hours', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 'a', 'b')
  const { responseStream } = await logs.startLiveTail({ logGroupIdentifiers: [arn], logStreamNames: ['a'], logEventFilterPattern: 'ERROR' })
  const stream = responseStream![Symbol.asyncIterator]()
  const { value: start } = await stream.next()
  assert.deepEqual(start!.sessionStart!.logGroupIdentifiers, [arn])
  await put(here, 'g:b', ['ERROR in b'])
  await put(here, 'g:a', ['ERROR in a', 'fine'])
  const { value: update } = await stream.next()
  assert.deepEqual(update!.sessionUpdate, {
    sessionMetadata: { sampled: false },
    sessionResults: [{ logStreamName: 'a', logGroupIdentifier: `${account}:g`, message: 'ERROR in a', timestamp: cloud.clock.now() - 1,
      ingestionTime: cloud.clock.now() }],
  })
  const next = stream.next()
  await cloud.clock.advance('1s')
  await put(here, 'g:a', ['ERROR again'])
  assert.equal((await next).value!.sessionUpdate!.sessionResults![0]!.message, 'ERROR again')
  const end = assert.rejects(stream.next(), { name: 'SessionTimeoutException', message: /three hours/ })
  await cloud.clock.advance('3h')
  await end
})

test('what a session may not ask for', async t => {
  const { logs } = await freshAccount(t)
  await made(logs, 'g')
  await refused(logs.startLiveTail({ logGroupIdentifiers: ['g'] }), 'InvalidParameterException', /ARN/)
  await refused(logs.startLiveTail({ logGroupIdentifiers: [`${arn}x`] }), 'ResourceNotFoundException')
  await refused(logs.startLiveTail({ logGroupIdentifiers: [arn, arn], logStreamNames: ['a'] }), 'InvalidParameterException',
    /one log group/)
})
