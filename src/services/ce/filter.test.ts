// Filter expressions, through the API.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Expression } from '@aws-sdk/client-cost-explorer'
import { ireland, period, queue, red, usedAccount } from './account.fixture.ts'

test('operators, dimensions, tags and match options', async t => {
  const { ce } = await usedAccount(t)
  const region = (...Values: string[]): Expression => ({ Dimensions: { Key: 'REGION', Values } })
  const cases: readonly (readonly [Expression, number])[] = [
    [region('eu-west-1'), ireland], [{ Not: region('eu-west-1') }, red + queue], [region('eu-west-1', 'us-east-1'), red + ireland + queue],
    [{ Tags: { Key: 'team', Values: ['red'] } }, red], [{ Tags: { Key: 'team', MatchOptions: ['ABSENT'] } }, ireland + queue],
    [{ And: [region('us-east-1'), { Dimensions: { Key: 'USAGE_TYPE', Values: ['BoxUsage'], MatchOptions: ['STARTS_WITH'] } }] }, red],
    [{ Or: [region('eu-west-1'), { Dimensions: { Key: 'OPERATION', Values: ['sendmessage'], MatchOptions: ['CASE_INSENSITIVE'] } }] },
      ireland + queue],
  ]
  for (const [Filter, expected] of cases) {
    const { ResultsByTime } = await ce.getCostAndUsage({ TimePeriod: period, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'], Filter })
    assert.equal(Number(ResultsByTime![0]!.Total!['UnblendedCost']!.Amount).toFixed(4), expected.toFixed(4), JSON.stringify(Filter))
  }
  const both = { ...region('x'), Not: region('y') }
  await assert.rejects(ce.getCostAndUsage({ TimePeriod: period, Granularity: 'MONTHLY', Metrics: ['UnblendedCost'], Filter: both }),
    /not 2 of them/)
})
