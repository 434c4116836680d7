// Rules of Contributor Insights: kept, switched, removed, refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

const definition = {
  Schema: { Name: 'CloudWatchLogRule', Version: 1 }, LogGroupNames: ['shop'], LogFormat: 'JSON',
    Contribution: { Keys: ['$.ip'], Filters: [] },
  AggregateOn: 'Count',
}

test('a rule is put, switched, listed in pages and removed', async t => {
  const { watch } = await freshAccount(t)
  for (const RuleName of ['a', 'b']) await watch.putInsightRule({ RuleName, RuleDefinition: JSON.stringify(definition),
    Tags: [{ Key: 'k', Value: 'v' }] })
  const { Failures: failures } = await watch.disableInsightRules({ RuleNames: ['a', 'none'] })
  assert.deepEqual(failures!.map(({ FailureResource }) => FailureResource), ['none'])
  const first = await watch.describeInsightRules({ MaxResults: 1 })
  const second = await watch.describeInsightRules({ MaxResults: 1, NextToken: first.NextToken! })
  assert.deepEqual([first, second].map(({ InsightRules }) => InsightRules!.map(({ Name, State }) => [Name, State])),
    [[['a', 'DISABLED']], [['b', 'ENABLED']]])
  const arn = 'arn:aws:cloudwatch:us-east-1:111122223333:insight-rule/a'
  assert.deepEqual((await watch.listTagsForResource({ ResourceARN: arn })).Tags, [{ Key: 'k', Value: 'v' }])
  await watch.enableInsightRules({ RuleNames: ['a'] })
  await watch.deleteInsightRules({ RuleNames: ['a', 'b'] })
  assert.deepEqual((await watch.describeInsightRules({})).InsightRules, [])
})

const rows: readonly (readonly [change: object, text: RegExp])[] = [
  [{ Schema: { Name: 'x' } }, /Schema/], [{ LogGroupNames: undefined }, /LogGroupNames/], [{ LogFormat: 'XML' }, /LogFormat/],
  [{ Contribution: { Keys: [] } }, /1 to 4 Keys/], [{ AggregateOn: 'Mean' }, /AggregateOn/],
]
for (const [change, text] of rows) {
  test(`${JSON.stringify(change)} is refused`, async t => {
    const { watch } = await freshAccount(t)
    await refused(watch.putInsightRule({ RuleName: 'a', RuleDefinition: JSON.stringify({ ...definition, ...change }) }),
      'InvalidParameterValueException', text)
  })
}
