// Notifications: judged on the clock, told once, changed and removed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AccountId, Budget, opened } from './account.fixture.ts'

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
