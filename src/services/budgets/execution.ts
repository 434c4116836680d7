// How actions are done and undone: policies attached and detached, instances stopped and started, by real calls as the action's role. What
// the called service refuses is the action's failure, and stands in its history.

import type { Action as ShownAction, Budgets, Definition } from '../../../generated/aws/budgets.ts'
import { assumedRolePrincipal, Fault, parseArn } from '../../kernel/service.ts'
import type { Call, CallTarget, Principal } from '../../kernel/service.ts'
import { Action, actionsOf, keep, named } from './action.ts'
import type { Status } from './action.ts'
import { limitAt } from './limit.ts'
import { periodAt } from './period.ts'
import type { Budget, Spend } from './budget.ts'
import { isPassed, publish } from './notification.ts'

interface Step { readonly service: string, readonly operation: string, readonly input: Readonly<Record<string, unknown>>,
  readonly region?: string }

type Direction = 'forward' | 'back'

/** What an execution type does, and from which states it may. */
const executions: Readonly<Record<string, { readonly from: readonly Status[], readonly direction?: Direction }>> = {
  APPROVE_BUDGET_ACTION: { from: ['PENDING'], direction: 'forward' },
  RETRY_BUDGET_ACTION: { from: ['EXECUTION_FAILURE', 'REVERSE_FAILURE'], direction: 'forward' },
  REVERSE_BUDGET_ACTION: { from: ['EXECUTION_SUCCESS', 'REVERSE_FAILURE'], direction: 'back' },
  RESET_BUDGET_ACTION: { from: ['REVERSE_SUCCESS', 'EXECUTION_SUCCESS', 'RESET_FAILURE'] },
}

export const ExecuteBudgetAction: Budgets['ExecuteBudgetAction'] = async ({ AccountId, BudgetName, ActionId, ExecutionType: type },
  call) => {
  const action = named(AccountId, BudgetName, ActionId, call)
  const execution = executions[type]
  const { Status: status } = action.action
  if (execution === undefined || !execution.from.includes(status)) {
    throw call.fault('InvalidParameterException', `${type} cannot be done while the action is ${status}.`)
  }
  const answer = { AccountId, BudgetName, ActionId, ExecutionType: type }
  if (execution.direction === undefined) {
    const { firedFor: _, ...rest } = action
    keep(rest, { status: 'STANDBY', type: 'EXECUTE_ACTION', message: 'The action was reset.' }, call)
    call.setTimer('judge', BudgetName, call.now())
    return answer
  }
  const direction = status === 'REVERSE_FAILURE' && type === 'RETRY_BUDGET_ACTION' ? 'back' : execution.direction
  await execute(action, direction, 'EXECUTE_ACTION', call)
  return answer
}

/** What a budget's judging means for its actions. */
export async function judgeActions(budget: Budget, spend: Spend, call: Call): Promise<void> {
  const { fromAt } = periodAt(budget.budget, call.now())
  for (const stored of actionsOf(budget.name, call)) {
    let action = stored
    if (action.firedFor !== undefined && action.firedFor < fromAt) {
      const { firedFor: _, ...rest } = action
      action = call.transact(() => keep(rest, { status: 'STANDBY', type: 'SYSTEM', message: 'The budget began anew.' }, call))
    }
    const { ActionThreshold: threshold, NotificationType, ApprovalModel, Status: status, Subscribers } = action.action
    const passed = isPassed({
      NotificationType, ComparisonOperator: 'GREATER_THAN', Threshold: threshold.ActionThresholdValue,
      ThresholdType: threshold.ActionThresholdType,
    }, spend, limitAt(budget.budget, call.now(), call))
    if (!passed || status !== 'STANDBY' || action.firedFor !== undefined) continue
    const fired = { ...action, firedFor: fromAt }
    if (ApprovalModel === 'MANUAL') {
      const message = 'The threshold was passed: the action waits for approval.'
      call.transact(() => keep(fired, { status: 'PENDING', type: 'SYSTEM', message }, call))
    } else {
      await execute(fired, 'forward', 'SYSTEM', call)
    }
    const subject = `AWS Budgets: action for ${budget.name}`
    const text = `The threshold of the action ${action.id} of budget ${budget.name} was passed in account ${call.account}.`
    for (const { SubscriptionType, Address } of Subscribers) {
      if (SubscriptionType === 'SNS') await publish(Address, subject, text, call)
    }
  }
}

async function execute(action: Action, direction: Direction, type: string, call: Call): Promise<void> {
  const word = direction === 'forward' ? 'EXECUTION' : 'REVERSE'
  const begun = call.transact(() => keep(action, { status: `${word}_IN_PROGRESS`, type, message: 'The action is executed.' }, call))
  const problem = await run(begun.action, direction, call)
  call.transact(() => {
    keep(begun, { status: `${word}_${problem === undefined ? 'SUCCESS' : 'FAILURE'}`, type,
      message: problem ?? 'The action was executed.' }, call)
  })
}

/** @returns why it could not be done */
async function run({ Definition: definition, ExecutionRoleArn: role }: ShownAction, direction: Direction,
  call: Call): Promise<string | undefined> {
  const principal = roleOf(role, call)
  if (principal === undefined) return `${role} is no role.`
  for (const { service, operation, input, region } of stepsOf(definition, direction)) {
    const target: CallTarget = { principal, region: region ?? 'us-east-1' }
    try {
      await call.invoke(service, operation, input, target)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return `${service}:${operation}: ${error.code}: ${error.message}`
    }
  }
  return undefined
}

function stepsOf({ IamActionDefinition: iam, ScpActionDefinition: scp, SsmActionDefinition: ssm }: Definition,
  direction: Direction): Step[] {
  const attach = direction === 'forward' ? 'Attach' : 'Detach'
  if (iam !== undefined) {
    const { PolicyArn, Users = [], Groups = [], Roles = [] } = iam
    const of = (kind: string, names: readonly string[]) =>
      names.map((name): Step => ({ service: 'iam', operation: `${attach}${kind}Policy`, input: { [`${kind}Name`]: name, PolicyArn } }))
    return [...of('User', Users), ...of('Group', Groups), ...of('Role', Roles)]
  }
  if (scp !== undefined) {
    const { PolicyId, TargetIds } = scp
    return TargetIds.map(TargetId => ({ service: 'organizations', operation: `${attach}Policy`, input: { PolicyId, TargetId } }))
  }
  const { ActionSubType: kind, Region: region, InstanceIds: ids } = ssm!
  const word = direction === 'forward' ? 'Stop' : 'Start'
  if (kind === 'STOP_EC2_INSTANCES') return [{ service: 'ec2', operation: `${word}Instances`, input: { InstanceIds: ids }, region }]
  return ids.map(id => ({ service: 'rds', operation: `${word}DBInstance`, input: { DBInstanceIdentifier: id }, region }))
}

function roleOf(arn: string, call: Call): Principal | undefined {
  const place = parseArn(arn)
  const path = /^role(\/(?:.*\/)?)([^/]+)$/.exec(place?.resource ?? '')
  if (place === undefined || path === null) return undefined
  const [, prefix = '/', roleName = ''] = path
  const { account } = place
  return assumedRolePrincipal({
    account, partition: call.partition, path: prefix, roleName, sessionName: 'budgets',
    roleId: call.identity.uniqueIdFor('AROA', account, roleName),
  })
}
