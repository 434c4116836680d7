// What is taken of a batch, and what a batch may be.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put, refused, texts } from './account.fixture.ts'

const place = { logGroupName: 'g', logStreamName: 's' }

test('events outside of their windows are left out, the others are taken', async t => {
  const { logs, cloud } = await freshAccount(t)
  await made(logs, 'g', 's')
  const now = cloud.clock.now()
  const day = 86_400_000
  const old = await logs.putLogEvents({ ...place, logEvents: [
    { timestamp: now - 14 * day - 2, message: 'a' }, { timestamp: now - 14 * day - 1, message: 'b' },
      { timestamp: now - 14 * day, message: 'c' },
  ] })
  assert.deepEqual(old.rejectedLogEventsInfo, { tooOldLogEventEndIndex: 2 })
  const young = await logs.putLogEvents({ ...place, logEvents: [
    { timestamp: now, message: 'd' }, { timestamp: now + 7_200_000, message: 'e' }, { timestamp: now + 7_200_001, message: 'f' },
  ] })
  assert.deepEqual(young.rejectedLogEventsInfo, { tooNewLogEventStartIndex: 2 })
  await logs.putRetentionPolicy({ logGroupName: 'g', retentionInDays: 1 })
  const expired = await logs.putLogEvents({ ...place,
    logEvents: [{ timestamp: now - day - 1, message: 'g' }, { timestamp: now - 5, message: 'h' }] })
  assert.deepEqual(expired.rejectedLogEventsInfo, { expiredLogEventEndIndex: 1 })
  assert.match(expired.nextSequenceToken!, /^\d{56}$/)
  assert.equal(texts((await logs.filterLogEvents({ logGroupName: 'g' })).events), 'h,d,e')
})

test('a batch is in order, within a day and a size', async t => {
  const { logs, cloud } = await freshAccount(t)
  await made(logs, 'g', 's')
  const now = cloud.clock.now()
  const event = (timestamp: number, message = 'x') => ({ timestamp, message })
  await refused(logs.putLogEvents({ ...place, logEvents: [event(now), event(now - 1)] }), 'InvalidParameterException',
    /chronological order/)
  await refused(logs.putLogEvents({ ...place, logEvents: [event(now - 86_400_001), event(now)] }), 'InvalidParameterException', /24 hours/)
  const half = 'é'.repeat(262_131)
  await logs.putLogEvents({ ...place, logEvents: [event(now, half), event(now, half)] })
  await refused(logs.putLogEvents({ ...place, logEvents: [event(now, half), event(now, `${half}x`)] }), 'InvalidParameterException',
    /^Upload too large: 1048577 bytes exceeds limit of 1048576$/)
  await refused(logs.putLogEvents({ ...place, logEvents: [event(now, 'x'.repeat(1_048_551))] }), 'InvalidParameterException',
    /^Log event too large: 1048577 bytes exceeds limit of 1048576$/)
  await refused(logs.putLogEvents({ ...place, logEvents: Array.from({ length: 10_001 }, () => event(now)) }), 'InvalidParameterException',
    /'logEvents'/)
  await refused(logs.putLogEvents({ ...place, logStreamName: 'none', logEvents: [event(now)] }), 'ResourceNotFoundException',
    /^The specified log stream does not exist\.$/)
  await refused(logs.putLogEvents({ ...place, logGroupName: 'none', logEvents: [event(now)] }), 'ResourceNotFoundException',
    /^The specified log group does not exist\.$/)
})

test('sequence tokens are ignored; the stream says what came', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await put(here, 'g:s', ['one', 'two'])
  await logs.putLogEvents({ ...place, sequenceToken: 'wrong', logEvents: [{ timestamp: cloud.clock.now() - 1000, message: 'earlier' }] })
  const { logStreams: [stream] = [] } = await logs.describeLogStreams({ logGroupName: 'g' })
  const now = cloud.clock.now()
  assert.deepEqual([stream!.firstEventTimestamp, stream!.lastEventTimestamp, stream!.lastIngestionTime, stream!.storedBytes],
    [now - 1000, now, now, 0])
  const { logGroups: [group] = [] } = await logs.describeLogGroups({})
  assert.equal(group!.storedBytes, 3 + 3 + 7 + 3 * 26)
})
