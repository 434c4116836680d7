// Split charges: what each value of a category costs before and after them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CostExplorer } from '@aws-sdk/client-cost-explorer'
import { openBooks, payer } from '../../../tests/money/books.ts'

test('kept and shown; Cost Explorer stays as it is, the control tells what each value costs afterwards', async t => {
  const books = await openBooks(t)
  const ce = new CostExplorer({ ...books.cloud.client({ accessKeyId: payer }), maxAttempts: 1 })
  books.instances('m5.large', 1, { account: payer })
  books.instances('c5.large', 1, { account: payer, region: 'eu-west-1', id: 'b' })
  const regional = (Value: string, region: string) => ({ Value, Rule: { Dimensions: { Key: 'REGION' as const, Values: [region] } } })
  const { CostCategoryArn } = await ce.createCostCategoryDefinition({
    Name: 'team', RuleVersion: 'CostCategoryExpression.v1', DefaultValue: 'none',
      Rules: [regional('web', 'us-east-1'), regional('shared', 'eu-west-1')],
    SplitChargeRules: [{ Source: 'shared', Targets: ['web', 'data'], Method: 'EVEN' }],
  })
  const { CostCategory: shown } = await ce.describeCostCategoryDefinition({ CostCategoryArn })
  assert.deepEqual(shown!.SplitChargeRules, [{ Source: 'shared', Targets: ['web', 'data'], Method: 'EVEN' }])
  await books.cloud.clock.advance('10h')
  const { values } = await books.post<{ values: Record<string, string>[] }>(`services/ce/${payer}/us-east-1/splitcharges`,
    { category: 'team' })
  const of = (name: string) => values.find(({ value }) => value === name)!
  const [web, source, data] = [of('web'), of('shared'), of('data')]
  const half = Number(source['cost']) / 2
  assert.equal(Number(web['totalCost']).toFixed(6), (Number(web['cost']) + half).toFixed(6))
  assert.deepEqual([Number(source['totalCost']), Number(data['totalCost']).toFixed(6)], [0, half.toFixed(6)])
  const { ResultsByTime: [result] = [] } = await ce.getCostAndUsage({
    TimePeriod: { Start: '2027-03-01', End: '2027-03-02' }, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'],
    GroupBy: [{ Type: 'COST_CATEGORY', Key: 'team' }],
  })
  assert.deepEqual(result!.Groups!.map(({ Keys: [name] = [] }) => name), ['team$shared', 'team$web'])
  await ce.updateCostCategoryDefinition({ CostCategoryArn, RuleVersion: 'CostCategoryExpression.v1',
    Rules: [regional('web', 'us-east-1')] })
  assert.equal((await ce.describeCostCategoryDefinition({ CostCategoryArn })).CostCategory!.SplitChargeRules, undefined)
})
