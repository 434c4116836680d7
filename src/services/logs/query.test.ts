// Queries on the clock: running, complete, stopped, forgotten; over one group or several.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import type { MalformedQueryException } from '@aws-sdk/client-cloudwatch-logs'
import { account, freshAccount, made, put, refused, rowsOf } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

const span = ({ cloud }: Account) => {
  const now = Math.floor(cloud.clock.now() / 1000)
  return { startTime: now - 3600, endTime: now + 60 }
}

test('a query runs, completes, and its results go after a week', async t => {
  const here = await freshAccount(t, { lifecycle: 'real' })
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await put(here, 'g:s', [{ a: 1, b: 'x' }, { a: 2, b: 'y' }, { a: 5, b: 'x' }].map(each => JSON.stringify(each)))
  const queryString = 'stats sum(a) as total by b | sort b'
  const { queryId } = await logs.startQuery({ logGroupName: 'g', ...span(here), queryString })
  const running = await logs.getQueryResults({ queryId: queryId! })
  assert.deepEqual([running.status, running.results], ['Running', []])
  await cloud.clock.advance('2s')
  const done = await logs.getQueryResults({ queryId: queryId! })
  assert.deepEqual([done.status, rowsOf(done)], ['Complete', [{ b: 'x', total: '6' }, { b: 'y', total: '2' }]])
  assert.deepEqual([done.statistics!.recordsMatched, done.statistics!.recordsScanned, done.statistics!.bytesScanned], [3, 3, 45])
  const { queries: [info] = [] } = await logs.describeQueries({ logGroupName: 'g', status: 'Complete' })
  assert.deepEqual([info!.queryId, info!.queryString, info!.queryDuration, info!.bytesScanned], [queryId, queryString, 1000, 45])
  await cloud.clock.advance('7d')
  await refused(logs.getQueryResults({ queryId: queryId! }), 'ResourceNotFoundException')
})

test('over several groups, in pages, with pointers', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await made(logs, 'h', 's')
  const now = cloud.clock.now()
  await put(here, 'g:s', ['1'], now - 3)
  await put(here, 'h:s', ['2'], now - 2)
  await put(here, 'g:s', ['3'], now - 1)
  const identifiers = ['g', `arn:aws:logs:us-east-1:${account}:log-group:h`]
  const { queryId } = await logs.startQuery({ logGroupIdentifiers: identifiers, ...span(here), queryString: 'fields @message, @log' })
  await cloud.clock.advance('1s')
  const first = await logs.getQueryResults({ queryId: queryId!, maxItems: 2 })
  const rest = await logs.getQueryResults({ queryId: queryId!, maxItems: 2, nextToken: first.nextToken })
  assert.deepEqual([...rowsOf(first), ...rowsOf(rest)], [
    { '@message': '3', '@log': `${account}:g` }, { '@message': '2', '@log': `${account}:h` }, { '@message': '1', '@log': `${account}:g` },
  ])
  assert.equal(rest.nextToken, undefined)
  assert.deepEqual((await logs.listLogGroupsForQuery({ queryId: queryId! })).logGroupIdentifiers,
    ['g', 'h'].map(name => `arn:aws:logs:us-east-1:${account}:log-group:${name}`))
})

test('queries are stopped once, and malformed ones say where', async t => {
  const here = await freshAccount(t, { lifecycle: 'real' })
  const { logs } = here
  await made(logs, 'g')
  const ask = (queryString: string, more: object = { logGroupName: 'g' }) => logs.startQuery({ ...span(here), queryString, ...more })
  const { queryId } = await ask('limit 1')
  assert.equal((await logs.stopQuery({ queryId: queryId! })).success, true)
  assert.equal((await logs.getQueryResults({ queryId: queryId! })).status, 'Cancelled')
  await refused(logs.stopQuery({ queryId: queryId! }), 'InvalidParameterException', /ended already/)
  await assert.rejects(ask('fields @message | filte x'), (error: MalformedQueryException) => {
    assert.deepEqual(error.queryCompileError?.location, { startCharOffset: 18, endCharOffset: 23 })
    return error.name === 'MalformedQueryException'
  })
  await refused(ask('pattern @message'), 'NotImplemented', /pattern/)
  await refused(ask('limit 1', { logGroupName: 'none' }), 'ResourceNotFoundException')
  await refused(ask('limit 1', {}), 'InvalidParameterException', /Exactly one/)
  await refused(ask('limit 1', { logGroupName: 'g', startTime: 5, endTime: 4 }), 'InvalidParameterException', /end time/)
  await refused(ask('SELECT 1', { logGroupName: 'g', queryLanguage: 'SQL' }), 'NotImplemented', /SQL/)
})

test('a query needs the keys of what it reads', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  const kms = new KMS(cloud.client({ accessKeyId: account }))
  const { KeyMetadata: key } = await kms.createKey({})
  await logs.createLogGroup({ logGroupName: 'g', kmsKeyId: key!.Arn! })
  await logs.createLogStream({ logGroupName: 'g', logStreamName: 's' })
  await put(here, 'g:s', ['secret'])
  const status = async () => {
    const { queryId } = await logs.startQuery({ logGroupName: 'g', ...span(here), queryString: 'fields @message' })
    await cloud.clock.advance('1s')
    const done = await logs.getQueryResults({ queryId: queryId! })
    return [done.status, rowsOf(done)]
  }
  assert.deepEqual(await status(), ['Complete', [{ '@message': 'secret' }]])
  await kms.disableKey({ KeyId: key!.KeyId })
  await cloud.clock.advance('10m')
  assert.deepEqual(await status(), ['Failed', []])
})
