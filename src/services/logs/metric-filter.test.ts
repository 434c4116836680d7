// Metric filters: what they may say, and which are found.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs'
import { freshAccount, made, refused } from './account.fixture.ts'

const transformation: MetricTransformation = { metricName: 'errors', metricNamespace: 'app', metricValue: '1' }

test('filters are put, found by group, name or metric, and deleted', async t => {
  const { logs, cloud } = await freshAccount(t)
  await made(logs, 'g')
  await made(logs, 'h')
  const put = (logGroupName: string, filterName: string, metricName: string) => logs.putMetricFilter({
    logGroupName, filterName, filterPattern: 'ERROR', metricTransformations: [{ ...transformation, metricName }],
  })
  await put('g', 'a', 'errors')
  await put('g', 'b', 'others')
  await put('h', 'a', 'errors')
  const found = async (input: object) => (await logs.describeMetricFilters(input)).metricFilters!
    .map(({ logGroupName, filterName }) => `${logGroupName}/${filterName}`).join()
  assert.equal(await found({ logGroupName: 'g' }), 'g/a,g/b')
  assert.equal(await found({ logGroupName: 'g', filterNamePrefix: 'b' }), 'g/b')
  assert.equal(await found({ metricName: 'errors', metricNamespace: 'app' }), 'g/a,h/a')
  assert.deepEqual((await logs.describeMetricFilters({ logGroupName: 'h' })).metricFilters, [{
    filterName: 'a', filterPattern: 'ERROR', metricTransformations: [transformation], creationTime: cloud.clock.now(), logGroupName: 'h',
    applyOnTransformedLogs: false,
  }])
  assert.equal((await logs.describeLogGroups({})).logGroups![0]!.metricFilterCount, 2)
  await logs.deleteMetricFilter({ logGroupName: 'g', filterName: 'a' })
  await refused(logs.deleteMetricFilter({ logGroupName: 'g', filterName: 'a' }), 'ResourceNotFoundException',
    /metric filter does not exist/)
})

test('what a filter may not say', async t => {
  const { logs } = await freshAccount(t)
  await made(logs, 'g')
  const put = (filterPattern: string, more: object = {}) => logs.putMetricFilter({
    logGroupName: 'g', filterName: 'f', filterPattern, metricTransformations: [{ ...transformation, ...more }],
  })
  await refused(put('{ $.a'), 'InvalidParameterException', /Invalid filter pattern/)
  await refused(put('x', { metricValue: 'many' }), 'InvalidParameterException', /metric value/)
  await refused(put('[a, b]', { metricValue: '$.b' }), 'InvalidParameterException', /metric value/)
  await refused(put('{ $.a = 1 }', { dimensions: { a: '$.a' }, defaultValue: 0 }), 'InvalidParameterException', /mutually exclusive/)
  await refused(put('x', { dimensions: { a: '$.a' } }), 'InvalidParameterException', /dimension/)
  await refused(put('x', { metricNamespace: 'AWS/Mine' }), 'InvalidParameterException', /namespace/)
  for (let i = 0; i < 5; i += 1) {
    await logs.putMetricFilter({ logGroupName: 'g', filterName: `r${i}`, filterPattern: '%a%', metricTransformations: [transformation] })
  }
  await refused(put('%b%'), 'LimitExceededException')
  await logs.createLogGroup({ logGroupName: 'rare', logGroupClass: 'INFREQUENT_ACCESS' })
  await refused(logs.putMetricFilter({ logGroupName: 'rare', filterName: 'f', filterPattern: '', metricTransformations: [transformation] }),
    'InvalidOperationException', /INFREQUENT_ACCESS/)
})

test('a pattern is tried on samples', async t => {
  const { logs } = await freshAccount(t)
  const { matches } = await logs.testMetricFilter({
    filterPattern: '[ip, id, user, ..., size > 1000]', logEventMessages: ['127.0.0.1 - frank x 10', '127.0.0.1 - ann x y 2000'],
  })
  assert.deepEqual(matches, [{
    eventNumber: 2, eventMessage: '127.0.0.1 - ann x y 2000',
    extractedValues: { $ip: '127.0.0.1', $id: '-', $user: 'ann', $4: 'x', $5: 'y', $size: '2000' },
  }])
  await refused(logs.testMetricFilter({ filterPattern: '[a', logEventMessages: ['x'] }), 'InvalidParameterException')
})
