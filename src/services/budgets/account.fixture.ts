// What the tests of this folder share: an account in which an instance runs, and a client of Budgets.

import type { TestContext } from 'node:test'
import { Budgets } from '@aws-sdk/client-budgets'
import type { CreateBudgetActionCommandInput } from '@aws-sdk/client-budgets'
import { Cloud } from '../../index.ts'

export const AccountId = '111122223333'

export const Budget = { BudgetName: 'b', BudgetLimit: { Amount: '50', Unit: 'USD' }, TimeUnit: 'MONTHLY', BudgetType: 'COST' } as const

/** An instance of 0.096 an hour runs. */
export async function opened(t: TestContext): Promise<{ cloud: Cloud, budgets: Budgets }> {
  const cloud = await Cloud.open({ now: '2027-02-28T23:00:00Z', seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set('2027-03-01')
  const { store, meter, clock } = cloud.core
  const of = { service: 'ec2', usageType: 'BoxUsage:m5.large', operation: 'RunInstances', resource: 'i' }
  store.transact(() => { meter.stand(store.cell(`${AccountId}/us-east-1`), of, clock.now(), 1) })
  return { cloud, budgets: new Budgets({ ...cloud.client({ accessKeyId: AccountId }), maxAttempts: 1 }) }
}

export const Action: Omit<CreateBudgetActionCommandInput, 'AccountId' | 'BudgetName'> = {
  NotificationType: 'ACTUAL', ActionType: 'RUN_SSM_DOCUMENTS',
    ActionThreshold: { ActionThresholdValue: 80, ActionThresholdType: 'PERCENTAGE' },
  Definition: { SsmActionDefinition: { ActionSubType: 'STOP_EC2_INSTANCES', Region: 'us-east-1', InstanceIds: ['i-12345678901234567'] } },
  ExecutionRoleArn: 'arn:aws:iam::111122223333:role/budgets', ApprovalModel: 'AUTOMATIC',
  Subscribers: [{ SubscriptionType: 'SNS', Address: 'arn:aws:sns:us-east-1:111122223333:alarms' }],
}
