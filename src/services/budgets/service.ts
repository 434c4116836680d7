// AWS Budgets over the ledger: cost budgets, their notifications and their actions. The manifest.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import {
  Action, CreateBudgetAction, DeleteBudget, DeleteBudgetAction, DescribeBudgetAction, DescribeBudgetActionHistories,
    DescribeBudgetActionsForAccount,
  DescribeBudgetActionsForBudget, UpdateBudgetAction,
} from './action.ts'
import {
  Budget, CreateBudget, DescribeBudget, DescribeBudgetPerformanceHistory, DescribeBudgets, UpdateBudget,
} from './budget.ts'
import { ExecuteBudgetAction } from './execution.ts'
import { judge } from './judging.ts'
import {
  CreateNotification, CreateSubscriber, DeleteNotification, DeleteSubscriber, DescribeBudgetNotificationsForAccount,
  DescribeNotificationsForBudget, DescribeSubscribersForNotification, UpdateNotification, UpdateSubscriber,
} from './notification.ts'

export const budgets = service({
  id: 'budgets',
  scope: 'account',
  resources: [Budget, Action],
  operations: {
    CreateBudget, CreateBudgetAction, CreateNotification, CreateSubscriber, DeleteBudget, DeleteBudgetAction, DeleteNotification,
    DeleteSubscriber, DescribeBudget, DescribeBudgetAction, DescribeBudgetActionHistories, DescribeBudgetActionsForAccount,
    DescribeBudgetActionsForBudget, DescribeBudgetNotificationsForAccount, DescribeBudgetPerformanceHistory, DescribeBudgets,
    DescribeNotificationsForBudget, DescribeSubscribersForNotification, ExecuteBudgetAction, UpdateBudget, UpdateBudgetAction,
    UpdateNotification, UpdateSubscriber,
  },
  tagging: {
    resource: Budget, tag: 'TagResource', untag: 'UntagResource', list: 'ListTagsForResource', invalid: 'InvalidParameterException',
    identify: ({ ResourceARN }: { readonly ResourceARN: string }) => [ResourceARN.split('/').slice(1).join('/')],
  },
  timers: { judge },
  invalid: (violations: readonly Violation[]) => new Fault('InvalidParameterException', coralMessage(violations), 400),
})
