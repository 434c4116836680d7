// Forecasts go on as the past went.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ireland, queue, red, usedAccount } from './account.fixture.ts'

test('days to come cost what the past days did on average, within a band', async t => {
  const { ce } = await usedAccount(t)
  const { Total, ForecastResultsByTime } = await ce.getCostForecast({
    TimePeriod: { Start: '2027-03-03', End: '2027-03-05' }, Metric: 'UNBLENDED_COST', Granularity: 'DAILY', PredictionIntervalLevel: 80,
  })
  // The account is a month old at most: two days of it were used.
  assert.equal(Number(Total!.Amount).toFixed(4), (red + ireland + queue).toFixed(4))
  const [first] = ForecastResultsByTime!
  assert.ok(Number(first!.PredictionIntervalLowerBound) < Number(first!.MeanValue))
  await assert.rejects(ce.getCostForecast({
    TimePeriod: { Start: '2027-03-01', End: '2027-03-05' }, Metric: 'UNBLENDED_COST', Granularity: 'DAILY',
  }), /in the past/)
})
