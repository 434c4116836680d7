// Single events by pointer, and the fields of a group.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, put, refused } from './account.fixture.ts'

test('a pointer of a query leads to the event with all its fields', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  const message = '{"user":{"id":7},"ok":true}'
  await put(here, 'g:s', [message])
  const at = cloud.clock.now()
  const seconds = Math.floor(at / 1000)
  const { queryId } = await logs.startQuery({ logGroupName: 'g', startTime: seconds - 60, endTime: seconds + 60,
    queryString: 'fields @message' })
  await cloud.clock.advance('1s')
  const { results: [row = []] = [] } = await logs.getQueryResults({ queryId: queryId! })
  const pointer = row.find(({ field }) => field === '@ptr')!.value!
  assert.deepEqual((await logs.getLogRecord({ logRecordPointer: pointer })).logRecord, {
    'user.id': '7', ok: '1', '@message': message, '@timestamp': String(at), '@ingestionTime': String(at), '@logStream': 's',
    '@log': `${account}:g`, '@ptr': pointer,
  })
  await refused(logs.getLogRecord({ logRecordPointer: 'x' }), 'InvalidParameterException')
  const gone = Buffer.from('["g",1,2]').toString('base64')
  await refused(logs.getLogRecord({ logRecordPointer: gone }), 'ResourceNotFoundException')
})

test('fields of the last quarter of an hour, and how many events have them', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await put(here, 'g:s', ['{"a":1,"b":{"c":2}}', '{"a":1}', 'text', 'text'])
  const own = ['@ingestionTime', '@log', '@logStream', '@message', '@timestamp'].map(name => ({ name, percent: 100 }))
  const { logGroupFields } = await logs.getLogGroupFields({ logGroupName: 'g' })
  assert.deepEqual(logGroupFields, [...own, { name: 'a', percent: 50 }, { name: 'b.c', percent: 25 }])
  const time = Math.floor(cloud.clock.now() / 1000)
  await cloud.clock.advance('1h')
  assert.deepEqual((await logs.getLogGroupFields({ logGroupName: 'g' })).logGroupFields, [])
  assert.equal((await logs.getLogGroupFields({ logGroupIdentifier: 'g', time })).logGroupFields!.length, 7)
})
