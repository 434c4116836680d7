// An anomaly is told once, by a real Publish.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, usedAccount } from './account.fixture.ts'

test('told on the day after, and not again', async t => {
  const { cloud, ce } = await usedAccount(t)
  const { MonitorArn = '' } = await ce.createAnomalyMonitor({
    AnomalyMonitor: { MonitorName: 'services', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' },
  })
  await ce.createAnomalySubscription({ AnomalySubscription: {
    SubscriptionName: 's', MonitorArnList: [MonitorArn], Frequency: 'IMMEDIATE', Threshold: 10,
    Subscribers: [{ Type: 'SNS', Address: `arn:aws:sns:us-east-1:${account}:alarms` }],
  } })
  const published = () => [...cloud.core.journal.newest()].filter(({ operation }) => operation === 'Publish').length
  await cloud.clock.advance('12d')
  const { meter, clock } = cloud.core
  meter.count(`${account}/us-east-1`, { service: 'sqs', usageType: 'Requests-RBP', operation: 'SendMessage', resource: '' }, clock.now(),
    100_000_000)
  assert.equal(published(), 0)
  await cloud.clock.advance('2d')
  assert.equal(published(), 1)
  await cloud.clock.advance('5d')
  assert.equal(published(), 1)
})
