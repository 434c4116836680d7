// Budgets: what was spent and will be, their past, what is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AccountId, Budget, opened } from './account.fixture.ts'

test('spent so far, forecast to the end of the month, and the months before', async t => {
  const { cloud, budgets } = await opened(t)
  await budgets.createBudget({ AccountId, Budget })
  await assert.rejects(budgets.createBudget({ AccountId, Budget }), { name: 'DuplicateRecordException' })
  await cloud.clock.advance('10d')
  const spend = (await budgets.describeBudget({ AccountId, BudgetName: 'b' })).Budget!.CalculatedSpend!
  assert.deepEqual([spend.ActualSpend!.Amount, spend.ForecastedSpend!.Amount], [(240 * 0.096).toFixed(3), (744 * 0.096).toFixed(3)])
  await cloud.clock.advance('2mo')
  const { BudgetPerformanceHistory } = await budgets.describeBudgetPerformanceHistory({ AccountId, BudgetName: 'b' })
  assert.deepEqual(BudgetPerformanceHistory!.BudgetedAndActualAmountsList!.map(({ ActualAmount }) => ActualAmount!.Amount),
    [744, 720, 240].map(hours => (hours * 0.096).toFixed(3)))
  await budgets.updateBudget({ AccountId, NewBudget: { ...Budget, CostFilters: { Service: ['Amazon Simple Queue Service'] } } })
  assert.equal((await budgets.describeBudgets({ AccountId })).Budgets![0]!.CalculatedSpend!.ActualSpend!.Amount, '0.000')
  await budgets.deleteBudget({ AccountId, BudgetName: 'b' })
  await assert.rejects(budgets.describeBudget({ AccountId, BudgetName: 'b' }), { name: 'NotFoundException' })
})

test('what is not judged here is refused', async t => {
  const { budgets } = await opened(t)
  for (const more of [{ BudgetType: 'USAGE' }, { BudgetType: 'RI_UTILIZATION' }, { BudgetType: 'SAVINGS_PLANS_COVERAGE' },
    { BudgetLimit: undefined }, { TimeUnit: 'CUSTOM' }, { PlannedBudgetLimits: { 1: { Amount: '1', Unit: 'USD' } } },
    { BudgetLimit: undefined, PlannedBudgetLimits: { 1: { Amount: '1', Unit: 'USD' } } },
    { BudgetLimit: undefined, AutoAdjustData: { AutoAdjustType: 'HISTORICAL' } },
    { BudgetLimit: { Amount: '-1', Unit: 'USD' } },
    { BudgetLimit: { Amount: '1', Unit: 'EUR' } },
    { BudgetName: 'a:b' }, { CostFilters: { Colour: ['red'] } }]) {
    await assert.rejects(budgets.createBudget({ AccountId, Budget: { ...Budget, ...more } as never }),
      { name: 'InvalidParameterException' })
  }
  await assert.rejects(budgets.createBudget({ AccountId: '999999999999', Budget }), { name: 'AccessDeniedException' })
})
