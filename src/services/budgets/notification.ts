// Notifications of a budget: a threshold on what was spent or is forecast, told to its subscribers when it is passed: to topics by a real
// Publish, to mail addresses not at all, since nothing sends mail here. Each is told once a period. Source: Notification, AWS Budgets API.

import type { Budgets, Notification, Subscriber } from '../../../generated/aws/budgets.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { dollars } from '../../contract/index.ts'
import type { Money } from '../../contract/index.ts'
import { Budget, own } from './budget.ts'
import type { BudgetsCall, Spend } from './budget.ts'
import { limitAt, quantityOf, unitOf } from './limit.ts'

export interface StoredNotification {
  readonly notification: Notification
  readonly subscribers: readonly Subscriber[]
  readonly state: 'OK' | 'ALARM'
}

type Named = Pick<Notification, 'NotificationType' | 'ComparisonOperator' | 'Threshold' | 'ThresholdType'>

export const CreateNotification: Budgets['CreateNotification'] = ({ AccountId, BudgetName, Notification: added, Subscribers }, call) => {
  own(AccountId, call)
  const budget = call.of(Budget).require(BudgetName)
  if (budget.notifications.length >= 10) throw call.fault('CreationLimitExceededException', 'A budget has at most ten notifications')
  if (budget.notifications.some(({ notification }) => isSame(notification, added))) {
    throw call.fault('DuplicateRecordException', 'Error creating notification: the notification already exists.')
  }
  call.of(Budget).put({ ...budget, notifications: [...budget.notifications,
    { notification: added, subscribers: [...Subscribers], state: 'OK' }] })
  call.setTimer('judge', BudgetName, call.now())
  return {}
}

export const DeleteNotification: Budgets['DeleteNotification'] = ({ AccountId, BudgetName, Notification: gone }, call) => {
  change(AccountId, BudgetName, gone, call, () => undefined)
  return {}
}

export const UpdateNotification: Budgets['UpdateNotification'] = ({ AccountId, BudgetName, OldNotification, NewNotification }, call) => {
  change(AccountId, BudgetName, OldNotification, call, stored => ({ ...stored, notification: NewNotification, state: 'OK' }))
  call.setTimer('judge', BudgetName, call.now())
  return {}
}

export const DescribeNotificationsForBudget: Budgets['DescribeNotificationsForBudget'] = ({ AccountId, BudgetName }, call) => {
  own(AccountId, call)
  const { notifications } = call.of(Budget).require(BudgetName)
  return { Notifications: notifications.map(({ notification, state }) => ({ ...notification, NotificationState: state })) }
}

export const CreateSubscriber: Budgets['CreateSubscriber'] = ({ AccountId, BudgetName, Notification: of, Subscriber: added }, call) => {
  change(AccountId, BudgetName, of, call, stored => {
    if (stored.subscribers.some(({ Address }) => Address === added.Address)) {
      throw call.fault('DuplicateRecordException', 'Error creating subscriber: the subscriber already exists.')
    }
    return { ...stored, subscribers: [...stored.subscribers, added] }
  })
  return {}
}

export const DeleteSubscriber: Budgets['DeleteSubscriber'] = ({ AccountId, BudgetName, Notification: of, Subscriber: gone }, call) => {
  change(AccountId, BudgetName, of, call, stored => ({ ...stored, subscribers: without(stored, gone, call) }))
  return {}
}

export const UpdateSubscriber: Budgets['UpdateSubscriber'] = (input, call) => {
  const { AccountId, BudgetName, Notification: of, OldSubscriber, NewSubscriber } = input
  change(AccountId, BudgetName, of, call, stored => ({ ...stored, subscribers: [...without(stored, OldSubscriber, call), NewSubscriber] }))
  return {}
}

export const DescribeSubscribersForNotification: Budgets['DescribeSubscribersForNotification'] = (input, call) => {
  own(input.AccountId, call)
  const { notifications } = call.of(Budget).require(input.BudgetName)
  return { Subscribers: [...found(notifications, input.Notification, call).subscribers] }
}

export const DescribeBudgetNotificationsForAccount: Budgets['DescribeBudgetNotificationsForAccount'] = function* ({ AccountId }, call) {
  own(AccountId, call)
  for (const { name, notifications } of call.of(Budget).scan()) {
    if (notifications.length === 0) continue
    yield { BudgetName: name,
      Notifications: notifications.map(({ notification, state }) => ({ ...notification, NotificationState: state })) }
  }
}

/** Judges the notifications of a budget, and tells those who are to be told. */
export async function judgeNotifications(budget: Budget, spend: Spend, call: Call): Promise<void> {
  const limit = limitAt(budget.budget, call.now(), call)
  const judged = budget.notifications.map(stored => ({ ...stored,
    state: isPassed(stored.notification, spend, limit) ? 'ALARM' as const : 'OK' as const }))
  const rising = judged.filter(({ state }, i) => state === 'ALARM' && budget.notifications[i]!.state === 'OK')
  if (judged.some(({ state }, i) => state !== budget.notifications[i]!.state)) call.of(Budget).put({ ...budget, notifications: judged })
  for (const { notification, subscribers } of rising) {
    for (const { SubscriptionType, Address } of subscribers) if (SubscriptionType === 'SNS') await tell(Address, budget, notification,
      spend, call)
  }
}

async function tell(topic: string, { name, budget }: Budget,
  { NotificationType: type, Threshold, ThresholdType, ComparisonOperator }: Notification,
  spend: Spend, call: Call) {
  const sum = type === 'FORECASTED' ? spend.forecast : spend.actual
  const text = [
    'AWS Budget Notification', `AWS Account ${call.account}`, '', `Budget Name: ${name}`, `Budget Type: ${typeNames[budget.BudgetType]}`,
    `Budgeted Amount: ${shownAs(budget, limitAt(budget, call.now(), call))}`, `Alert Type: ${type}`,
    `Alert Threshold: ${signs[ComparisonOperator]} ${ThresholdType === 'ABSOLUTE_VALUE' ? shownAs(budget, quantityOf(String(Threshold)))
      : `${Threshold}%`}`, `${type} Amount: ${shownAs(budget, sum)}`,
  ].join('\n')
  await publish(topic, `AWS Budgets: ${name} has exceeded your alert threshold`, text, call)
}

const signs: Readonly<Record<Notification['ComparisonOperator'], string>> = { GREATER_THAN: '>', LESS_THAN: '<', EQUAL_TO: '=' }

const typeNames: Readonly<Record<Budget['budget']['BudgetType'], string>> = {
  COST: 'Cost', USAGE: 'Usage', RI_UTILIZATION: 'RI Utilization', RI_COVERAGE: 'RI Coverage',
  SAVINGS_PLANS_UTILIZATION: 'Savings Plans Utilization', SAVINGS_PLANS_COVERAGE: 'Savings Plans Coverage',
}

/** `$50.00`, `12.00 GB`, `80.00%`. */
function shownAs(budget: Budget['budget'], quantity: Money): string {
  const unit = unitOf(budget)
  return unit === 'USD' ? `$${dollars(quantity)}` : unit === 'PERCENTAGE' ? `${dollars(quantity)}%` : `${dollars(quantity)} ${unit}`
}

/** A real Publish; a topic that is gone or does not let us in keeps nothing else from being done. */
export async function publish(topic: string, subject: string, text: string, call: Call): Promise<void> {
  try {
    await call.to('sns', { region: topic.split(':')[3] ?? call.region }).Publish({
      TopicArn: topic, Subject: subject.slice(0, 100), Message: text,
    })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
}

export function isPassed({ NotificationType, ComparisonOperator, Threshold, ThresholdType = 'PERCENTAGE' }: Named, spend: Spend,
  limit: Money): boolean {
  const sum = NotificationType === 'FORECASTED' ? spend.forecast : spend.actual
  const thousandths = BigInt(Math.round(Threshold * 1000))
  const threshold = ThresholdType === 'PERCENTAGE' ? limit * thousandths / 100_000n
    : quantityOf(String(Threshold))
  return ComparisonOperator === 'GREATER_THAN' ? sum > threshold : ComparisonOperator === 'LESS_THAN' ? sum < threshold : sum === threshold
}

function isSame(a: Named, b: Named): boolean {
  return a.NotificationType === b.NotificationType && a.ComparisonOperator === b.ComparisonOperator && a.Threshold === b.Threshold
    && (a.ThresholdType ?? 'PERCENTAGE') === (b.ThresholdType ?? 'PERCENTAGE')
}

function found(notifications: readonly StoredNotification[], of: Named, call: BudgetsCall): StoredNotification {
  const stored = notifications.find(({ notification }) => isSame(notification, of))
  if (stored === undefined) throw call.fault('NotFoundException', 'Unable to find the notification.')
  return stored
}

function without({ subscribers }: StoredNotification, gone: Subscriber, call: BudgetsCall): Subscriber[] {
  const left = subscribers.filter(({ Address, SubscriptionType }) => Address !== gone.Address || SubscriptionType !== gone.SubscriptionType)
  if (left.length === subscribers.length) throw call.fault('NotFoundException', 'Unable to find the subscriber.')
  return left
}

function change(
  accountId: string, name: string, of: Named, call: BudgetsCall, by: (stored: StoredNotification) => StoredNotification | undefined,
): void {
  own(accountId, call)
  const budget = call.of(Budget).require(name)
  const stored = found(budget.notifications, of, call)
  call.of(Budget).put({ ...budget, notifications: budget.notifications.flatMap(each => each === stored ? by(each) ?? [] : each) })
}
