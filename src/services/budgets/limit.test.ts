// Limits: planned month by month, and adjusted to the months before.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AccountId, Budget, opened } from './account.fixture.ts'

const { BudgetLimit: _, ...open } = Budget

test('planned limits take turns; after the last it goes on', async t => {
  const { cloud, budgets } = await opened(t)
  const PlannedBudgetLimits = Object.fromEntries(Array.from({ length: 12 }, (_each, i) =>
    [String(Date.UTC(2027, 2 + i, 1) / 1000), { Amount: String(10 + i), Unit: 'USD' }]))
  await budgets.createBudget({ AccountId, Budget: { ...open, PlannedBudgetLimits } })
  const limit = async () => (await budgets.describeBudget({ AccountId, BudgetName: 'b' })).Budget!.BudgetLimit!.Amount
  assert.equal(await limit(), '10.000')
  await cloud.clock.advance('1mo')
  assert.equal(await limit(), '11.000')
  await cloud.clock.advance('2y')
  assert.equal(await limit(), '21.000')
})

test('adjusting limits are what the periods before came to, or the last one', async t => {
  const { cloud, budgets } = await opened(t)
  await cloud.clock.set('2027-06-01T00:00:00Z')
  const adjusting = async (BudgetName: string, AutoAdjustData: object) => {
    await budgets.createBudget({ AccountId, Budget: { ...open, BudgetName, AutoAdjustData } as never })
    const { BudgetLimit: limit, AutoAdjustData: data } = (await budgets.describeBudget({ AccountId, BudgetName })).Budget!
    return [limit!.Amount, data!.LastAutoAdjustTime!.toISOString().slice(0, 10)]
  }
  // March, April and May.
  const mean = (744 + 720 + 744) * 0.096 / 3
  const historical = { AutoAdjustType: 'HISTORICAL', HistoricalOptions: { BudgetAdjustmentPeriod: 3 } }
  assert.deepEqual(await adjusting('mean', historical), [mean.toFixed(3), '2027-06-01'])
  assert.deepEqual(await adjusting('last', { AutoAdjustType: 'FORECAST' }), [(744 * 0.096).toFixed(3), '2027-06-01'])
})
