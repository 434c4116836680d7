// The timer of a budget: every day, and whenever it is changed, what was spent and will be is held against its notifications and actions.

import type { Call } from '../../kernel/service.ts'
import { Budget, evaluationMs, spendOf } from './budget.ts'
import { judgeActions } from './execution.ts'
import { judgeNotifications } from './notification.ts'

export async function judge(_: unknown, call: Call, { id: name }: { readonly id: string }): Promise<void> {
  const budget = call.of(Budget).get(name)
  if (budget === undefined) return
  call.setTimer('judge', name, call.now() + evaluationMs)
  const spend = spendOf(budget, call)
  await judgeNotifications(budget, spend, call)
  await judgeActions(budget, spend, call)
}
