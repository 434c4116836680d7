// What actions do: an instance stops and starts again, a policy is attached to an organization's account, a failure is told.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import { Organizations } from '@aws-sdk/client-organizations'
import { AccountId, Action, Budget, opened } from './account.fixture.ts'

test('an instance is stopped when the threshold is passed, started again on demand, and stopped anew next month', async t => {
  const { cloud, budgets } = await opened(t)
  const ec2 = new EC2({ ...cloud.client({ accessKeyId: AccountId }), maxAttempts: 1 })
  const { Images } = await ec2.describeImages({ Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }] })
  const { Instances } = await ec2.runInstances({ ImageId: Images![0]!.ImageId!, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 })
  const id = Instances![0]!.InstanceId!
  const state = async () => (await ec2.describeInstances({ InstanceIds: [id] })).Reservations![0]!.Instances![0]!.State!.Name
  await budgets.createBudget({ AccountId, Budget })
  const { ActionId = '' } = await budgets.createBudgetAction({
    AccountId, BudgetName: 'b', ...Action,
    Definition: { SsmActionDefinition: { ActionSubType: 'STOP_EC2_INSTANCES', Region: 'us-east-1', InstanceIds: [id] } },
  })
  const of = { AccountId, BudgetName: 'b', ActionId }
  const status = async () => (await budgets.describeBudgetAction(of)).Action!.Status
  await cloud.clock.advance('10d')
  assert.deepEqual([await status(), await state()], ['STANDBY', 'running'])
  await cloud.clock.advance('12d')
  assert.deepEqual([await status(), await state()], ['EXECUTION_SUCCESS', 'stopped'])
  await budgets.executeBudgetAction({ ...of, ExecutionType: 'REVERSE_BUDGET_ACTION' })
  await cloud.clock.advance('1m')
  assert.deepEqual([await status(), await state()], ['REVERSE_SUCCESS', 'running'])
  await cloud.clock.advance('10d')
  assert.deepEqual([await status(), await state()], ['STANDBY', 'running'])
  await cloud.clock.advance('25d')
  assert.deepEqual([await status(), await state()], ['EXECUTION_SUCCESS', 'stopped'])
  const { ActionHistories } = await budgets.describeBudgetActionHistories(of)
  assert.deepEqual(ActionHistories!.map(({ EventType, Status }) => `${EventType} ${Status}`).reverse(), [
    'CREATE_ACTION STANDBY', 'SYSTEM EXECUTION_IN_PROGRESS', 'SYSTEM EXECUTION_SUCCESS', 'EXECUTE_ACTION REVERSE_IN_PROGRESS',
    'EXECUTE_ACTION REVERSE_SUCCESS', 'SYSTEM STANDBY', 'SYSTEM EXECUTION_IN_PROGRESS', 'SYSTEM EXECUTION_SUCCESS',
  ])
})

test('an action waits for approval, attaches a policy, and says why it failed', async t => {
  const { cloud, budgets } = await opened(t)
  const organizations = new Organizations({ ...cloud.client({ accessKeyId: AccountId }), maxAttempts: 1 })
  await organizations.createOrganization({ FeatureSet: 'ALL' })
  const { CreateAccountStatus } = await organizations.createAccount({ AccountName: 'a', Email: 'a@example.com' })
  await cloud.clock.advance('1h')
  const made = await organizations.describeCreateAccountStatus({ CreateAccountRequestId: CreateAccountStatus!.Id! })
  const member = made.CreateAccountStatus!.AccountId!
  const rootId = (await organizations.listRoots({})).Roots![0]!.Id!
  await organizations.enablePolicyType({ RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' })
  const { Policy } = await organizations.createPolicy({
    Name: 'no-ec2', Type: 'SERVICE_CONTROL_POLICY', Description: '',
    Content: '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"ec2:RunInstances","Resource":"*"}}',
  })
  await budgets.createBudget({ AccountId, Budget })
  const make = async (policy: string) => (await budgets.createBudgetAction({
    AccountId, BudgetName: 'b', ...Action, ActionType: 'APPLY_SCP_POLICY', ApprovalModel: 'MANUAL',
    Definition: { ScpActionDefinition: { PolicyId: policy, TargetIds: [member] } },
  })).ActionId!
  const ids = [await make(Policy!.PolicySummary!.Id!), await make('p-12345678')]
  await cloud.clock.advance('23d')
  const actions = async () => (await budgets.describeBudgetActionsForBudget({ AccountId, BudgetName: 'b' })).Actions!
  assert.deepEqual((await actions()).map(({ Status }) => Status), ['PENDING', 'PENDING'])
  for (const ActionId of ids) {
    await budgets.executeBudgetAction({ AccountId, BudgetName: 'b', ActionId, ExecutionType: 'APPROVE_BUDGET_ACTION' })
  }
  const byId = Object.fromEntries((await actions()).map(({ ActionId, Status }) => [ActionId, Status]))
  assert.deepEqual(ids.map(id => byId[id]), ['EXECUTION_SUCCESS', 'EXECUTION_FAILURE'])
  const attached = await organizations.listPoliciesForTarget({ TargetId: member, Filter: 'SERVICE_CONTROL_POLICY' })
  assert.ok(attached.Policies!.some(({ Name }) => Name === 'no-ec2'))
  const { ActionHistories } = await budgets.describeBudgetActionHistories({ AccountId, BudgetName: 'b', ActionId: ids[1]! })
  assert.match(ActionHistories![0]!.ActionHistoryDetails!.Message!, /organizations:AttachPolicy: PolicyNotFoundException/)
  await assert.rejects(budgets.executeBudgetAction({ AccountId, BudgetName: 'b', ActionId: ids[0]!,
    ExecutionType: 'APPROVE_BUDGET_ACTION' }),
    { name: 'InvalidParameterException' })
})
