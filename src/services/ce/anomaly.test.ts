// Anomalies: what stands out of the days before it, and what does not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, usedAccount } from './account.fixture.ts'
import { found, passes, reaches } from './anomaly.ts'

test('a day far above those before it; days that follow are one', () => {
  const flat = Array<number>(12).fill(10)
  assert.deepEqual(found([...flat, 30, 40, 10], 0), [{ from: 12, to: 13, actual: 70, expected: 20, most: 30 }])
  assert.deepEqual(found([...flat.slice(3), 30], 0), [])
  assert.deepEqual(found([...flat, 10.5], 0), [])
  assert.deepEqual(found([...flat, 30], 13), [])
  assert.ok(passes(5, { NumericOperator: 'BETWEEN', StartValue: 1, EndValue: 6 })
    && !passes(5, { NumericOperator: 'LESS_THAN', StartValue: 5 }))
  const anomaly = { Impact: { MaxImpact: 1, TotalImpact: 50, TotalImpactPercentage: 200 } } as never
  assert.ok(reaches(anomaly, undefined, 40) && !reaches(anomaly, undefined, 60))
})

test('a burst of requests is found by the monitor of services, told of, and judged', async t => {
  const { cloud, ce } = await usedAccount(t)
  const { MonitorArn } = await ce.createAnomalyMonitor({
    AnomalyMonitor: { MonitorName: 'services', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' },
  })
  await cloud.clock.advance('12d')
  const { meter, clock } = cloud.core
  const of = { service: 'sqs', usageType: 'Requests-RBP', operation: 'SendMessage', resource: '' }
  meter.count(`${account}/us-east-1`, of, clock.now(), 100_000_000)
  await cloud.clock.advance('3d')
  const asked = { DateInterval: { StartDate: '2027-03-01' }, MonitorArn: MonitorArn! }
  const { Anomalies } = await ce.getAnomalies(asked)
  assert.deepEqual(Anomalies!.map(({ DimensionValue, AnomalyStartDate, Impact }) => [DimensionValue, AnomalyStartDate,
    Impact!.TotalImpact! > 35]),
    [['Amazon Simple Queue Service', '2027-03-15', true]])
  const AnomalyId = Anomalies![0]!.AnomalyId!
  await ce.provideAnomalyFeedback({ AnomalyId, Feedback: 'PLANNED_ACTIVITY' })
  assert.equal((await ce.getAnomalies({ ...asked, Feedback: 'PLANNED_ACTIVITY' })).Anomalies!.length, 1)
  assert.deepEqual((await ce.getAnomalies({ ...asked, TotalImpact: { NumericOperator: 'GREATER_THAN', StartValue: 1000 } })).Anomalies, [])
  await assert.rejects(ce.provideAnomalyFeedback({ AnomalyId: 'x', Feedback: 'YES' }), { name: 'ValidationException' })
})
