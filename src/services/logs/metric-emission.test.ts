// From events to metrics: values, dimensions, units, and defaults for quiet minutes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CloudWatch, Statistic } from '@aws-sdk/client-cloudwatch'
import { freshAccount, made, put } from './account.fixture.ts'

async function statistic(watch: CloudWatch, now: number, MetricName: string, name: Statistic,
  Dimensions: { Name: string, Value: string }[] = []) {
  const { Datapoints = [] } = await watch.getMetricStatistics({
    Namespace: 'app', MetricName, Dimensions, Period: 3600, Statistics: [name, 'SampleCount'], StartTime: new Date(now - 3_600_000),
    EndTime: new Date(now + 3_600_000),
  })
  return Datapoints.map(point => [point[name], point.SampleCount, point.Unit])
}

test('values come out of events, with dimensions and units', async t => {
  const here = await freshAccount(t)
  const { logs, watch, cloud } = here
  await made(logs, 'g', 's')
  await logs.putMetricFilter({ logGroupName: 'g', filterName: 'count', filterPattern: 'ERROR',
    metricTransformations: [{ metricName: 'errors', metricNamespace: 'app', metricValue: '2' }] })
  await logs.putMetricFilter({ logGroupName: 'g', filterName: 'latency', filterPattern: '{ $.latency > 0 }', metricTransformations: [
    { metricName: 'latency', metricNamespace: 'app', metricValue: '$.latency', unit: 'Milliseconds', dimensions: { path: '$.path' } },
  ] })
  await put(here, 'g:s', ['ERROR one', 'fine', 'ERROR two', '{"latency":7,"path":"/a"}', '{"latency":9,"path":"/a"}', '{"latency":100}'])
  await cloud.clock.advance('1s')
  const now = cloud.clock.now()
  assert.deepEqual(await statistic(watch, now, 'errors', 'Sum'), [[4, 2, 'None']])
  assert.deepEqual(await statistic(watch, now, 'latency', 'Maximum', [{ Name: 'path', Value: '/a' }]), [[9, 2, 'Milliseconds']])
  assert.deepEqual(await statistic(watch, now, 'latency', 'Maximum'), [])
})

test('a minute with events of which none fits has the default value', async t => {
  const here = await freshAccount(t)
  const { logs, watch, cloud } = here
  await made(logs, 'g', 's')
  await logs.putMetricFilter({ logGroupName: 'g', filterName: 'f', filterPattern: 'ERROR',
    metricTransformations: [{ metricName: 'errors', metricNamespace: 'app', metricValue: '5', defaultValue: 1 }] })
  await put(here, 'g:s', ['fine'])
  await cloud.clock.advance('2m')
  await put(here, 'g:s', ['fine'])
  await put(here, 'g:s', ['ERROR'])
  await put(here, 'g:s', ['fine'])
  await cloud.clock.advance('5m')
  assert.deepEqual(await statistic(watch, cloud.clock.now(), 'errors', 'Sum'), [[6, 2, 'None']])
})
