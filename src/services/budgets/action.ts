// Actions of a budget: what is done when a threshold is passed, by itself or when somebody approves; what became of it is kept as its
// history. Source: Action and ExecuteBudgetAction, AWS Budgets API Reference; "Configuring budget actions", AWS Cost Management User Guide.

import type { Action as Shown, Budgets, CreateBudgetActionRequest, Definition, Subscriber } from '../../../generated/aws/budgets.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Budget, own } from './budget.ts'
import type { BudgetsCall } from './budget.ts'

export type Status = Shown['Status']

interface Event { readonly at: number, readonly status: Status, readonly type: string, readonly message: string, readonly action: Shown }

export interface Action {
  readonly budget: string
  readonly id: string
  readonly action: Shown
  readonly history: readonly Event[]
  /** The beginning of the budget's time in which it was done, or is to be done. */
  readonly firedFor?: number
}

export const Action = resource<Action>({
  name: 'BudgetAction', key: ['budget', 'id'], arn: 'arn:{partition}:budgets::{account}:budget/{budget}/action/{id}', tags: 'list',
  notFound: { code: 'NotFoundException', message: ([, id]) => `Unable to find the action ${id}.` },
})

const kinds: Readonly<Record<string, keyof Definition>> = {
  APPLY_IAM_POLICY: 'IamActionDefinition', APPLY_SCP_POLICY: 'ScpActionDefinition', RUN_SSM_DOCUMENTS: 'SsmActionDefinition',
}

const runningStates: readonly Status[] = ['EXECUTION_IN_PROGRESS', 'REVERSE_IN_PROGRESS', 'RESET_IN_PROGRESS']

export const CreateBudgetAction: Budgets['CreateBudgetAction'] = ({ AccountId, ResourceTags: tags = [], ...input }, call) => {
  own(AccountId, call)
  const { BudgetName: budget } = input
  call.of(Budget).require(budget)
  check(input, call)
  const id = call.uuid()
  const action: Shown = {
    ActionId: id, BudgetName: budget, NotificationType: input.NotificationType, ActionType: input.ActionType,
    ActionThreshold: input.ActionThreshold, Definition: input.Definition, ExecutionRoleArn: input.ExecutionRoleArn,
    ApprovalModel: input.ApprovalModel, Status: 'STANDBY', Subscribers: input.Subscribers,
  }
  keep({ budget, id, action, history: [] }, { status: 'STANDBY', type: 'CREATE_ACTION', message: 'The action was created.' }, call)
  if (tags.length > 0) call.tags(Action).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), budget, id)
  call.setTimer('judge', budget, call.now())
  return { AccountId, BudgetName: budget, ActionId: id }
}

export const UpdateBudgetAction: Budgets['UpdateBudgetAction'] = (input, call) => {
  const { AccountId, BudgetName, ActionId } = input
  const before = named(AccountId, BudgetName, ActionId, call)
  isFree(before, call)
  const action: Shown = {
    ...before.action, NotificationType: input.NotificationType ?? before.action.NotificationType,
    ActionThreshold: input.ActionThreshold ?? before.action.ActionThreshold, Definition: input.Definition ?? before.action.Definition,
    ExecutionRoleArn: input.ExecutionRoleArn ?? before.action.ExecutionRoleArn,
    ApprovalModel: input.ApprovalModel ?? before.action.ApprovalModel, Subscribers: input.Subscribers ?? before.action.Subscribers,
    Status: 'STANDBY',
  }
  check(action, call)
  const { firedFor: _, ...rest } = before
  keep({ ...rest, action }, { status: 'STANDBY', type: 'UPDATE_ACTION', message: 'The action was changed.' }, call)
  call.setTimer('judge', BudgetName, call.now())
  return { AccountId, BudgetName, OldAction: before.action, NewAction: action }
}

export const DeleteBudgetAction: Budgets['DeleteBudgetAction'] = ({ AccountId, BudgetName, ActionId }, call) => {
  const { action } = named(AccountId, BudgetName, ActionId, call)
  isFree({ action }, call)
  drop(BudgetName, ActionId, call)
  return { AccountId, BudgetName, Action: action }
}

/** A budget goes with its actions. */
export const DeleteBudget: Budgets['DeleteBudget'] = ({ AccountId, BudgetName }, call) => {
  own(AccountId, call)
  call.of(Budget).require(BudgetName)
  for (const { id } of actionsOf(BudgetName, call)) drop(BudgetName, id, call)
  call.tags(Budget).clear(BudgetName)
  call.of(Budget).delete(BudgetName)
  call.cancelTimer('judge', BudgetName)
  return {}
}

export const DescribeBudgetAction: Budgets['DescribeBudgetAction'] = ({ AccountId, BudgetName, ActionId }, call) =>
  ({ AccountId, BudgetName, Action: named(AccountId, BudgetName, ActionId, call).action })

export const DescribeBudgetActionsForBudget: Budgets['DescribeBudgetActionsForBudget'] = function* ({ AccountId, BudgetName }, call) {
  own(AccountId, call)
  call.of(Budget).require(BudgetName)
  for (const { action } of actionsOf(BudgetName, call)) yield action
}

export const DescribeBudgetActionsForAccount: Budgets['DescribeBudgetActionsForAccount'] = function* ({ AccountId }, call) {
  own(AccountId, call)
  for (const { action } of call.of(Action).scan()) yield action
}

export const DescribeBudgetActionHistories: Budgets['DescribeBudgetActionHistories'] = function* (input, call) {
  const { history } = named(input.AccountId, input.BudgetName, input.ActionId, call)
  const from = Number(input.TimePeriod?.Start ?? -Infinity)
  const until = Number(input.TimePeriod?.End ?? Infinity)
  for (const { at, status, type, message, action } of history.toReversed()) {
    if (at < from || at > until) continue
    yield { Timestamp: at, Status: status, EventType: type, ActionHistoryDetails: { Message: message, Action: action } }
  }
}

export function actionsOf(budget: string, call: Call): Action[] {
  return [...call.of(Action).scan()].filter(each => each.budget === budget)
}

/** @throws NotFoundException */
export function named(accountId: string, budget: string, id: string, call: BudgetsCall): Action {
  own(accountId, call)
  return call.of(Action).require(budget, id)
}

/** Notes what became of an action. */
export function keep(action: Action, { status, type, message }: Pick<Event, 'status' | 'type' | 'message'>, call: Call): Action {
  const shown = { ...action.action, Status: status }
  const kept = { ...action, action: shown, history: [...action.history, { at: call.now(), status, type, message, action: shown }] }
  call.of(Action).put(kept)
  return kept
}

export function drop(budget: string, id: string, call: Call): void {
  call.tags(Action).clear(budget, id)
  call.of(Action).delete(budget, id)
}

/** @throws ResourceLockedException while it is being done */
function isFree({ action: { Status: status } }: Pick<Action, 'action'>, call: Call<'ResourceLockedException'>): void {
  if (runningStates.includes(status)) throw call.fault('ResourceLockedException', 'The action is being executed.')
}

interface Checked {
  readonly ActionType: string, readonly Definition: Definition, readonly Subscribers: readonly Subscriber[]
  readonly ActionThreshold: CreateBudgetActionRequest['ActionThreshold']
}

/** @throws InvalidParameterException where type and definition do not go together */
function check({ ActionType: type, Definition: definition, Subscribers: subscribers, ActionThreshold: threshold }: Checked,
  call: BudgetsCall) {
  const given = Object.entries(definition).filter(([, value]) => value !== undefined).map(([name]) => name)
  if (given.length !== 1 || given[0] !== kinds[type]) {
    throw call.fault('InvalidParameterException', `An action of type ${type} is defined by ${kinds[type] ?? 'nothing'} alone.`)
  }
  const { Roles: roles = [], Groups: groups = [], Users: users = [] } = definition.IamActionDefinition ?? {}
  if (definition.IamActionDefinition !== undefined && roles.length + groups.length + users.length === 0) {
    throw call.fault('InvalidParameterException', 'The policy must be for at least one user, group or role.')
  }
  if (subscribers.length === 0) throw call.fault('InvalidParameterException', 'An action needs at least one subscriber.')
  if (!(threshold.ActionThresholdValue > 0)) throw call.fault('InvalidParameterException', 'The threshold must be more than 0.')
}
