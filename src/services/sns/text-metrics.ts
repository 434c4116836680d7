// What text messages tell the metrics, under CloudWatch's names. Source: "Monitoring Amazon SNS topics using CloudWatch", SNS Developer
// Guide: `PhoneNumberDirect` stands for all numbers that are published to without a topic.

import type { Call, MetricName } from '../../kernel/service.ts'
import type { Outcome } from './attempt.ts'
import type { SentText } from './text-message.ts'

const namespace = 'AWS/SNS'
const spent: MetricName = { namespace, name: 'SMSMonthToDateSpentUSD', dimensions: {}, unit: 'None' }

/** @param spentDollars in this month, with this one */
export function tellText({ kind, outcome }: SentText, spentDollars: number, call: Call): void {
  call.metrics.emit(spent, spentDollars)
  call.metrics.tally({ namespace, name: 'SMSSuccessRate', dimension: 'SMSType', of: kind }, outcome.kind === 'delivered' ? 1 : 0)
}

export function tellDirect({ kind }: Outcome, call: Call): void {
  const name = kind === 'delivered' ? 'NumberOfNotificationsDelivered' : 'NumberOfNotificationsFailed'
  for (const each of ['NumberOfMessagesPublished', name]) {
    call.metrics.tally({ namespace, name: each, dimension: 'PhoneNumber', of: 'PhoneNumberDirect' }, 1)
  }
}
