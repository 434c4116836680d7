// AWS Budgets over the ledger: cost budgets and their notifications. The manifest.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import {
  Budget, CreateBudget, DeleteBudget, DescribeBudget, DescribeBudgetPerformanceHistory, DescribeBudgets, UpdateBudget,
} from './budget.ts'
import {
  CreateNotification, CreateSubscriber, DeleteNotification, DeleteSubscriber, DescribeNotificationsForBudget,
  DescribeSubscribersForNotification, judge, UpdateNotification, UpdateSubscriber,
} from './notification.ts'

const actions = 'Actions of budgets (policies attached, instances stopped) are not carried out.'

export const budgets = service({
  id: 'budgets',
  scope: 'account',
  resources: [Budget],
  operations: {
    CreateBudget, CreateNotification, CreateSubscriber, DeleteBudget, DeleteNotification, DeleteSubscriber, DescribeBudget,
    DescribeBudgetPerformanceHistory, DescribeBudgets, DescribeNotificationsForBudget, DescribeSubscribersForNotification, UpdateBudget,
    UpdateNotification, UpdateSubscriber,
  },
  refuses: {
    CreateBudgetAction: actions, DeleteBudgetAction: actions, DescribeBudgetAction: actions, DescribeBudgetActionHistories: actions,
    DescribeBudgetActionsForAccount: actions, DescribeBudgetActionsForBudget: actions, ExecuteBudgetAction: actions,
      UpdateBudgetAction: actions,
  },
  tagging: {
    resource: Budget, tag: 'TagResource', untag: 'UntagResource', list: 'ListTagsForResource', invalid: 'InvalidParameterException',
    identify: ({ ResourceARN }: { readonly ResourceARN: string }) => [ResourceARN.split('/').slice(1).join('/')],
  },
  timers: { judge },
  invalid: (violations: readonly Violation[]) => new Fault('InvalidParameterException', coralMessage(violations), 400),
})
