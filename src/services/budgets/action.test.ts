// Actions: made, changed, shown, gone with their budget; refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AccountId, Action, Budget, opened } from './account.fixture.ts'

test('made, changed, listed, with a history, and deleted with the budget', async t => {
  const { budgets } = await opened(t)
  await budgets.createBudget({ AccountId, Budget })
  const { ActionId = '' } = await budgets.createBudgetAction({ AccountId, BudgetName: 'b', ...Action })
  const of = { AccountId, BudgetName: 'b', ActionId }
  assert.equal((await budgets.describeBudgetAction(of)).Action!.Status, 'STANDBY')
  const { NewAction } = await budgets.updateBudgetAction({ ...of, ApprovalModel: 'MANUAL' })
  assert.equal(NewAction!.ApprovalModel, 'MANUAL')
  assert.equal((await budgets.describeBudgetActionsForAccount({ AccountId })).Actions!.length, 1)
  const { ActionHistories } = await budgets.describeBudgetActionHistories(of)
  assert.deepEqual(ActionHistories!.map(({ EventType }) => EventType), ['UPDATE_ACTION', 'CREATE_ACTION'])
  await budgets.deleteBudget({ AccountId, BudgetName: 'b' })
  await assert.rejects(budgets.describeBudgetAction(of), { name: 'NotFoundException' })
})

test('what does not go together is refused', async t => {
  const { budgets } = await opened(t)
  await budgets.createBudget({ AccountId, Budget })
  for (const more of [{ ActionType: 'APPLY_IAM_POLICY' }, { Subscribers: [] }, { Definition: {} },
    { ActionThreshold: { ActionThresholdValue: 0, ActionThresholdType: 'PERCENTAGE' } }]) {
    await assert.rejects(budgets.createBudgetAction({ AccountId, BudgetName: 'b', ...Action, ...more } as never),
      { name: 'InvalidParameterException' })
  }
  const { ActionId = '' } = await budgets.createBudgetAction({ AccountId, BudgetName: 'b', ...Action })
  await budgets.deleteBudgetAction({ AccountId, BudgetName: 'b', ActionId })
  assert.deepEqual((await budgets.describeBudgetActionsForBudget({ AccountId, BudgetName: 'b' })).Actions, [])
})
