// Anomaly detectors: made, found, and heeded by bands.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

const single = { Namespace: 'shop', MetricName: 'orders', Stat: 'Average' }
const begin = Date.parse('2027-01-01T00:00:00Z')

test('a detector is put, listed and removed, said in either way', async t => {
  const { watch } = await freshAccount(t)
  const { AnomalyDetectorId: id } = await watch.putAnomalyDetector({ SingleMetricAnomalyDetector: single })
  await watch.putAnomalyDetector({ ...single, Configuration: { MetricTimezone: 'Europe/Berlin' } })
  const { AnomalyDetectors: found } = await watch.describeAnomalyDetectors({ Namespace: 'shop' })
  assert.deepEqual(found!.map(each => [each.AnomalyDetectorId, each.Configuration!.MetricTimezone, each.StateValue]),
    [[id, 'Europe/Berlin', 'TRAINED_INSUFFICIENT_DATA']])
  await watch.deleteAnomalyDetector({ SingleMetricAnomalyDetector: single })
  await refused(watch.deleteAnomalyDetector({ SingleMetricAnomalyDetector: single }), 'ResourceNotFoundException')
})

test('detectors of math have a type of their own and limits', async t => {
  const { watch } = await freshAccount(t)
  const stat = { Metric: { Namespace: 'shop', MetricName: 'orders' }, Period: 60, Stat: 'Sum' }
  const math = (Expression: string) => ({ MetricMathAnomalyDetector: { MetricDataQueries: [
    { Id: 'm', MetricStat: stat, ReturnData: false }, { Id: 'e', Expression },
  ] } })
  await watch.putAnomalyDetector(math('m / 2'))
  assert.equal((await watch.describeAnomalyDetectors({})).AnomalyDetectors!.length, 0)
  assert.equal((await watch.describeAnomalyDetectors({ AnomalyDetectorTypes: ['METRIC_MATH'] })).AnomalyDetectors!.length, 1)
  await refused(watch.putAnomalyDetector(math('SUM(METRICS())')), 'InvalidParameterValueException', /METRICS/)
})

test('what cannot be a detector', async t => {
  const { watch } = await freshAccount(t)
  await refused(watch.putAnomalyDetector({ Namespace: 'shop', Stat: 'Sum' }), 'MissingRequiredParameterException', /MetricName/)
  await refused(watch.putAnomalyDetector({ ...single, Stat: 'Median' }), 'ValidationException')
  await refused(watch.putAnomalyDetector({ ...single, SingleMetricAnomalyDetector: single }), 'InvalidParameterCombinationException')
  await refused(watch.putAnomalyDetector({ ...single, Configuration: { MetricTimezone: 'Moon/Sea' } }), 'InvalidParameterValueException',
    /Moon/)
})

test('a band leaves out the ranges that its detector excludes', async t => {
  const { watch } = await freshAccount(t)
  for (let hour = 1; hour <= 100; hour += 1) {
    await put(watch, hour > 50 ? 1000 : 10 + hour % 2, { Timestamp: new Date(begin - hour * 3_600_000) })
  }
  const upper = async () => {
    const { MetricDataResults: [high] = [] } = await watch.getMetricData({
      StartTime: new Date(begin), EndTime: new Date(begin + 60_000), MetricDataQueries: [
        { Id: 'm', MetricStat: { Metric: { Namespace: 'shop', MetricName: 'orders' }, Period: 60, Stat: 'Average' }, ReturnData: false },
        { Id: 'b', Expression: 'ANOMALY_DETECTION_BAND(m)' },
      ],
    })
    return high!.Values![0]!
  }
  assert.ok(await upper() > 1000)
  await watch.putAnomalyDetector({ ...single, Configuration: { ExcludedTimeRanges: [
    { StartTime: new Date(begin - 101 * 3_600_000), EndTime: new Date(begin - 51 * 3_600_000 + 1) },
  ] } })
  assert.ok(await upper() < 20)
})
