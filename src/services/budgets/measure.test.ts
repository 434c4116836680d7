// What budgets measure: usage, and the use and coverage of reservations and plans; and whom they tell.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SNS } from '@aws-sdk/client-sns'
import { SQS } from '@aws-sdk/client-sqs'
import { contractId } from '../../contract/part.ts'
import type { Contract } from '../../contract/part.ts'
import { AccountId, Budget, opened } from './account.fixture.ts'

type Opened = Awaited<ReturnType<typeof opened>>

/** What a budget has come to. */
async function actual({ budgets }: Opened, budget: object): Promise<string> {
  const BudgetName = JSON.stringify(budget).replace(/\W/g, '').slice(0, 90)
  await budgets.createBudget({ AccountId, Budget: { ...Budget, BudgetName, ...budget } as never })
  const { ActualSpend: spend } = (await budgets.describeBudget({ AccountId, BudgetName })).Budget!.CalculatedSpend!
  return `${spend!.Amount} ${spend!.Unit}`
}

function commit({ cloud }: Opened, more: object): void {
  const contract = cloud.core.parts.get(contractId) as Contract
  cloud.core.store.transact(() => contract.buy({
    account: AccountId, region: 'us-east-1', years: 1, payment: 'No Upfront', id: 'c', arn: 'c', offeringId: 'o', ...more,
  } as never))
}

const share = { Amount: '100', Unit: 'PERCENTAGE' }
const Service = ['Amazon Elastic Compute Cloud - Compute']

test('usage is counted in units', async t => {
  const all = await opened(t)
  await all.cloud.clock.advance('10d')
  const usage = { BudgetType: 'USAGE', BudgetLimit: { Amount: '300', Unit: 'Hrs' }, CostFilters: { UsageType: ['BoxUsage:m5.large'] } }
  assert.equal(await actual(all, usage), '240.000 Hrs')
})

test('reservations: how much of them is used, how much of the usage they cover', async t => {
  const all = await opened(t)
  commit(all, { programme: 'ec2', usage: 'BoxUsage:m5.large', operation: 'RunInstances', count: 2, offeringClass: 'standard' })
  await all.cloud.clock.advance('10d')
  const of = (BudgetType: string) => actual(all, { BudgetType, BudgetLimit: share, CostFilters: { Service } })
  assert.deepEqual([await of('RI_UTILIZATION'), await of('RI_COVERAGE')], ['50.000 PERCENTAGE', '100.000 PERCENTAGE'])
})

test('Savings Plans: how much of them is used, how much of the usage they cover; less than so much is told', async t => {
  const all = await opened(t)
  // Half of what an m5.large costs under a Compute plan.
  commit(all, { programme: 'savings-plan', plan: { type: 'Compute', hourly: 35_040_000_000n } })
  const settings = all.cloud.client({ accessKeyId: AccountId })
  const [sns, sqs] = [new SNS(settings), new SQS(settings)]
  const { TopicArn } = await sns.createTopic({ Name: 'alarms', Attributes: { Policy: JSON.stringify({
    Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'budgets.amazonaws.com' }, Action: 'sns:Publish', Resource: '*' }],
  }) } })
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'alarms', Attributes: { Policy: JSON.stringify({
    Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }],
  }) } })
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:us-east-1:${AccountId}:alarms` })
  await all.cloud.clock.advance('1d')
  await all.budgets.createBudget({
    AccountId, Budget: { BudgetName: 'coverage', BudgetType: 'SAVINGS_PLANS_COVERAGE', TimeUnit: 'MONTHLY', BudgetLimit: share },
    NotificationsWithSubscribers: [{
      Notification: { NotificationType: 'ACTUAL', ComparisonOperator: 'LESS_THAN', Threshold: 80 },
      Subscribers: [{ SubscriptionType: 'SNS', Address: TopicArn! }],
    }],
  })
  await all.cloud.clock.advance('1d')
  const of = (BudgetType: string) => actual(all, { BudgetType, BudgetLimit: share })
  assert.deepEqual([await of('SAVINGS_PLANS_UTILIZATION'), await of('SAVINGS_PLANS_COVERAGE')], ['100.000 PERCENTAGE', '50.000 PERCENTAGE'])
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl })
  assert.match((JSON.parse(message!.Body!) as { Message: string }).Message,
    /Budget Type: Savings Plans Coverage[^]*Threshold: < 80%[^]*50\.00%/)
})
