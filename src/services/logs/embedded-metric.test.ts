// The embedded metric format: what is read of it, and that CloudWatch hears of it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put } from './account.fixture.ts'
import { embeddedMetrics } from './embedded-metric.ts'

const metadata = (directive: object) => ({ Timestamp: 1_574_109_732_004, CloudWatchMetrics: [{ Namespace: 'app', ...directive }] })

test('values, lists of values, sets of dimensions; nothing of what breaks the format', () => {
  const read = (root: object) => embeddedMetrics(JSON.stringify(root)).flatMap(({ data }) => data)
  const Metrics = [{ Name: 'time', Unit: 'Milliseconds', StorageResolution: 1 }]
  assert.deepEqual(read({ _aws: metadata({ Dimensions: [['fn'], ['fn', 'v']], Metrics }), fn: 'f', v: 2, time: [1, 2] }), [
    { MetricName: 'time', Values: [1, 2], Timestamp: 1_574_109_732_004, Unit: 'Milliseconds', StorageResolution: 1,
      Dimensions: [{ Name: 'fn', Value: 'f' }] },
    { MetricName: 'time', Values: [1, 2], Timestamp: 1_574_109_732_004, Unit: 'Milliseconds', StorageResolution: 1,
      Dimensions: [{ Name: 'fn', Value: 'f' }, { Name: 'v', Value: '2' }] },
  ])
  assert.deepEqual(read({ _aws: metadata({ Dimensions: [[]], Metrics: [{ Name: 'n' }] }), n: 3 }),
    [{ MetricName: 'n', Values: [3], Timestamp: 1_574_109_732_004, Unit: 'None' }])
  assert.deepEqual([
    read({ _aws: metadata({ Dimensions: [['gone']], Metrics }), time: 1 }), read({ _aws: metadata({ Metrics }), time: 'x' }),
      read({ _aws: {} }),
  ], [[], [], []])
})

test('events become metrics as they come in', async t => {
  const here = await freshAccount(t)
  const { logs, watch, cloud } = here
  await made(logs, 'g', 's')
  const now = cloud.clock.now()
  const _aws = { ...metadata({ Dimensions: [['fn']], Metrics: [{ Name: 'n', Unit: 'Count' }] }), Timestamp: now }
  await put(here, 'g:s', [JSON.stringify({ _aws, fn: 'f', n: 3 }), JSON.stringify({ _aws, fn: 'f', n: 4 })])
  await cloud.clock.advance('1s')
  const { Datapoints: [point] = [] } = await watch.getMetricStatistics({
    Namespace: 'app', MetricName: 'n', Dimensions: [{ Name: 'fn', Value: 'f' }], Period: 60, Statistics: ['Sum'],
    StartTime: new Date(now - 60_000), EndTime: new Date(now + 60_000),
  })
  assert.deepEqual([point!.Sum, point!.Unit], [7, 'Count'])
})
