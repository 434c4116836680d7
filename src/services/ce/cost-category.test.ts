// Cost categories: made, used to group, changed, gone.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CostCategoryRule } from '@aws-sdk/client-cost-explorer'
import { ireland, period, queue, red, usedAccount } from './account.fixture.ts'

test('lines are sorted by the first rule that fits, the rest is the default', async t => {
  const { ce } = await usedAccount(t)
  const rules: CostCategoryRule[] = [{ Value: 'europe', Rule: { Dimensions: { Key: 'REGION', Values: ['eu-west-1'] } } }]
  const made = { Name: 'continent', RuleVersion: 'CostCategoryExpression.v1' as const, Rules: rules, DefaultValue: 'elsewhere' }
  const { CostCategoryArn } = await ce.createCostCategoryDefinition(made)
  await assert.rejects(ce.createCostCategoryDefinition(made), /already exists/)
  const grouped = async () => (await ce.getCostAndUsage({
    TimePeriod: period, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'], GroupBy: [{ Type: 'COST_CATEGORY', Key: 'continent' }],
  })).ResultsByTime![0]!.Groups!.map(({ Keys, Metrics }) => [Keys![0], Number(Metrics!['UnblendedCost']!.Amount).toFixed(4)])
  assert.deepEqual(await grouped(), [['continent$elsewhere', (red + queue).toFixed(4)], ['continent$europe', ireland.toFixed(4)]])
  assert.deepEqual((await ce.getCostCategories({ TimePeriod: period, CostCategoryName: 'continent' })).CostCategoryValues,
    ['elsewhere', 'europe'])
  assert.equal((await ce.describeCostCategoryDefinition({ CostCategoryArn })).CostCategory?.DefaultValue, 'elsewhere')
  await ce.updateCostCategoryDefinition({ CostCategoryArn, RuleVersion: 'CostCategoryExpression.v1', Rules: rules })
  assert.deepEqual((await grouped())[0], ['continent$', (red + queue).toFixed(4)])
  await ce.deleteCostCategoryDefinition({ CostCategoryArn })
  await assert.rejects(grouped(), /does not exist/)
})
