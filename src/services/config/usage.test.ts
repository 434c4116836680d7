// What Config costs: items by how they are recorded, evaluations, on the bill.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PutConfigRuleCommand } from '@aws-sdk/client-config-service'
import { CostExplorer } from '@aws-sdk/client-cost-explorer'
import { freshAccount, recording } from './account.fixture.ts'

test('items and evaluations are counted and priced', async t => {
  const account = await freshAccount(t)
  const { config, sqs, cloud, settings } = account
  await recording(account, ['AWS::SQS::Queue'])
  for (const QueueName of ['a', 'b', 'c']) await sqs.createQueue({ QueueName })
  await cloud.clock.advance('1s')
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'tags', InputParameters: '{"tag1Key":"a"}',
    Source: { Owner: 'AWS', SourceIdentifier: 'REQUIRED_TAGS' } } }))
  await cloud.clock.advance('2d')
  const { ResultsByTime: [month] = [] } = await new CostExplorer(settings).getCostAndUsage({
    TimePeriod: { Start: '2027-03-01', End: '2027-03-03' }, Granularity: 'MONTHLY', Metrics: ['UsageQuantity', 'UnblendedCost'],
    GroupBy: [{ Type: 'DIMENSION', Key: 'USAGE_TYPE' }], Filter: { Dimensions: { Key: 'SERVICE', Values: ['AWS Config'] } },
  })
  const found = month!.Groups!.map(({ Keys, Metrics }) => [Keys![0], Number(Metrics!.UsageQuantity!.Amount),
    Number(Metrics!.UnblendedCost!.Amount)])
  assert.deepEqual(found.sort(), [['ConfigRuleEvaluations', 3, 0.003], ['ConfigurationItemRecorded', 3, 0.009]])
})
