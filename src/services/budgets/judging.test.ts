// A budget is judged every day as long as it is there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AccountId, Budget, opened } from './account.fixture.ts'

test('the timer goes on from day to day and ends with the budget', async t => {
  const { cloud, budgets } = await opened(t)
  await budgets.createBudget({ AccountId, Budget })
  const cell = cloud.core.store.cellIds().filter(id => id.startsWith(AccountId)).map(id => cloud.core.store.cell(id))
  const dueAt = () => cell.map(each => cloud.core.timers.dueAt(each, 'budgets', 'judge', 'b')).find(at => at !== undefined)
  await cloud.clock.advance('1h')
  const first = dueAt()!
  await cloud.clock.advance('1d')
  assert.equal(dueAt()! - first, 86_400_000)
  await budgets.deleteBudget({ AccountId, BudgetName: 'b' })
  assert.equal(dueAt(), undefined)
})
