// Monitors and subscriptions: made, changed, shown, deleted; what does not go together.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usedAccount } from './account.fixture.ts'

test('a monitor and who is told of it', async t => {
  const { ce } = await usedAccount(t)
  const services = { MonitorName: 'services', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' } as const
  const { MonitorArn = '' } = await ce.createAnomalyMonitor({ AnomalyMonitor: services })
  await assert.rejects(ce.createAnomalyMonitor({ AnomalyMonitor: services }), { name: 'LimitExceededException' })
  await assert.rejects(ce.createAnomalyMonitor({ AnomalyMonitor: { MonitorName: 'c', MonitorType: 'CUSTOM' } }),
    { name: 'ValidationException' })
  await ce.updateAnomalyMonitor({ MonitorArn, MonitorName: 'all' })
  assert.equal((await ce.getAnomalyMonitors({ MonitorArnList: [MonitorArn] })).AnomalyMonitors![0]!.MonitorName, 'all')
  const topic = { Type: 'SNS', Address: 'arn:aws:sns:us-east-1:111122223333:alarms' } as const
  const AnomalySubscription = {
    SubscriptionName: 's', MonitorArnList: [MonitorArn], Subscribers: [topic], Frequency: 'IMMEDIATE', Threshold: 10,
  } as const
  const subscribe = (more: object) => ce.createAnomalySubscription({ AnomalySubscription: { ...AnomalySubscription, ...more } as never })
  await assert.rejects(subscribe({ Frequency: 'DAILY' }), { name: 'ValidationException' })
  await assert.rejects(subscribe({ MonitorArnList: [`${MonitorArn}0`] }), { name: 'UnknownMonitorException' })
  const { SubscriptionArn = '' } = await subscribe({})
  await ce.updateAnomalySubscription({ SubscriptionArn, Threshold: 20 })
  const { AnomalySubscriptions } = await ce.getAnomalySubscriptions({ MonitorArn })
  assert.deepEqual(AnomalySubscriptions!.map(({ Threshold }) => Threshold), [20])
  await ce.deleteAnomalySubscription({ SubscriptionArn })
  await ce.deleteAnomalyMonitor({ MonitorArn })
  await assert.rejects(ce.getAnomalyMonitors({ MonitorArnList: [MonitorArn] }), { name: 'UnknownMonitorException' })
})
