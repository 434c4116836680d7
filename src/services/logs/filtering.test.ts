// Searching groups: by pattern, stream and time, in pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put, refused, texts } from './account.fixture.ts'

test('streams are interleaved in the order of time', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 'a', 'b', 'c')
  const now = cloud.clock.now()
  for (const [i, stream] of ['a', 'b', 'a', 'c', 'b'].entries()) await put(here, `g:${stream}`, [`${stream}${i}`], now - 5 + i)
  const found = async (input: object) => texts((await logs.filterLogEvents({ logGroupName: 'g', ...input })).events)
  assert.equal(await found({}), 'a0,b1,a2,c3,b4')
  assert.equal(await found({ logStreamNames: ['b', 'a'] }), 'a0,b1,a2,b4')
  assert.equal(await found({ logStreamNames: ['b', 'a'], startFromHead: false }), 'b4,a2,b1,a0')
  assert.equal(await found({ logStreamNamePrefix: 'c' }), 'c3')
  assert.equal(await found({ startTime: now - 4, endTime: now - 2 }), 'b1,a2,c3')
  assert.equal(await found({ startFromHead: false, limit: 2 }), 'b4,c3')
  const { events: [event] = [], searchedLogStreams } = await logs.filterLogEvents({ logGroupName: 'g', limit: 1 })
  assert.match(event!.eventId!, /^\d{56}$/)
  assert.deepEqual([event!.logStreamName, event!.timestamp, event!.ingestionTime, searchedLogStreams], ['a', now - 5, now, []])
  await refused(logs.filterLogEvents({ logGroupName: 'g', logStreamNames: ['none'] }), 'ResourceNotFoundException', /log stream/)
  await refused(logs.filterLogEvents({ logGroupName: 'g', logStreamNames: ['a'], logStreamNamePrefix: 'a' }), 'InvalidParameterException')
})

test('patterns choose, pages go on, and a token is for its question only', async t => {
  const here = await freshAccount(t)
  const { logs } = here
  await made(logs, 'g', 's')
  await put(here, 'g:s', Array.from({ length: 30 }, (_, i) => JSON.stringify({ i, level: i % 3 === 0 ? 'ERROR' : 'INFO' })))
  const question = { logGroupName: 'g', filterPattern: '{ $.level = "ERROR" && $.i > 5 }', limit: 3 }
  const numbers: number[] = []
  let nextToken: string | undefined
  let pages = 0
  do {
    const page = await logs.filterLogEvents({ ...question, nextToken })
    numbers.push(...page.events!.map(({ message }) => (JSON.parse(message!) as { i: number }).i))
    nextToken = page.nextToken
    pages += 1
  } while (nextToken !== undefined)
  assert.deepEqual([numbers, pages], [[6, 9, 12, 15, 18, 21, 24, 27], 3])
  const { nextToken: token } = await logs.filterLogEvents(question)
  await refused(logs.filterLogEvents({ ...question, filterPattern: 'x', nextToken: token }), 'InvalidParameterException', /nextToken/)
  await refused(logs.filterLogEvents({ ...question, filterPattern: '{ $.a' }), 'InvalidParameterException', /Invalid filter pattern/)
})

test('many streams are sorted out of the group', async t => {
  const here = await freshAccount(t)
  const { logs } = here
  const names = Array.from({ length: 101 }, (_, i) => `s${i}`)
  await made(logs, 'g', 'other', ...names)
  await put(here, 'g:other', ['no'])
  await put(here, 'g:s100', ['yes'])
  assert.equal(texts((await logs.filterLogEvents({ logGroupName: 'g', logStreamNamePrefix: 's' })).events), 'yes')
})
