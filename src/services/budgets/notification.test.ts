// Notifications: judged on the clock, told once, changed and removed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { Budgets } from '@aws-sdk/client-budgets'
import { Cloud } from '../../index.ts'

const AccountId = '111122223333'

/** An instance of 0.096 an hour runs. */
async function opened(t: TestContext): Promise<{ cloud: Cloud, budgets: Budgets }> {
  const cloud = await Cloud.open({ now: '2027-02-28T23:00:00Z', seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set('2027-03-01')
  const { store, meter, clock } = cloud.core
  const of = { service: 'ec2', usageType: 'BoxUsage:m5.large', operation: 'RunInstances', resource: 'i' }
  store.transact(() => { meter.stand(store.cell(`${AccountId}/us-east-1`), of, clock.now(), 1) })
  return { cloud, budgets: new Budgets({ ...cloud.client({ accessKeyId: AccountId }), maxAttempts: 1 }) }
}

const Budget = { BudgetName: 'b', BudgetLimit: { Amount: '50', Unit: 'USD' }, TimeUnit: 'MONTHLY', BudgetType: 'COST' } as const

const Notification = { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold: 80, ThresholdType: 'PERCENTAGE' } as const
const subscriber = { SubscriptionType: 'SNS', Address: 'arn:aws:sns:us-east-1:111122223333:alarms' } as const

test('a threshold that is passed is told by a real Publish, once; the forecast comes earlier', async t => {
  const { cloud, budgets } = await opened(t)
  const forecast = { ...Notification, NotificationType: 'FORECASTED', Threshold: 100 } as const
  await budgets.createBudget({
    AccountId, Budget, NotificationsWithSubscribers: [Notification, forecast].map(each =>
      ({ Notification: each, Subscribers: [subscriber] })),
  })
  const published = () => [...cloud.core.journal.newest()].filter(({ service, operation }) => service === 'sns'
    && operation === 'Publish').length
  await cloud.clock.advance('2d')
  const states = async () => (await budgets.describeNotificationsForBudget({ AccountId, BudgetName: 'b' })).Notifications!
    .map(({ NotificationState }) => NotificationState)
  assert.deepEqual([await states(), published()], [['OK', 'ALARM'], 1])
  // 40 dollars are spent after 417 hours.
  await cloud.clock.advance('17d')
  assert.deepEqual([await states(), published()], [['ALARM', 'ALARM'], 2])
  await cloud.clock.advance('5d')
  assert.equal(published(), 2)
})

test('notifications and subscribers are added, changed and removed', async t => {
  const { budgets } = await opened(t)
  await budgets.createBudget({ AccountId, Budget })
  const of = { AccountId, BudgetName: 'b', Notification }
  await budgets.createNotification({ ...of, Subscribers: [subscriber] })
  await assert.rejects(budgets.createNotification({ ...of, Subscribers: [subscriber] }), { name: 'DuplicateRecordException' })
  const mail = { SubscriptionType: 'EMAIL', Address: 'a@example.com' } as const
  await budgets.createSubscriber({ ...of, Subscriber: mail })
  await budgets.updateSubscriber({ ...of, OldSubscriber: mail, NewSubscriber: { ...mail, Address: 'b@example.com' } })
  await budgets.deleteSubscriber({ ...of, Subscriber: subscriber })
  assert.deepEqual((await budgets.describeSubscribersForNotification(of)).Subscribers!.map(({ Address }) => Address), ['b@example.com'])
  const changed = { ...Notification, Threshold: 90 }
  await budgets.updateNotification({ AccountId, BudgetName: 'b', OldNotification: Notification, NewNotification: changed })
  await budgets.deleteNotification({ ...of, Notification: changed })
  await assert.rejects(budgets.deleteNotification(of), { name: 'NotFoundException' })
})
