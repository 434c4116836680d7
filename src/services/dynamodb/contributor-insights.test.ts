// The switch of Contributor Insights.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made } from './account.fixture.ts'

test('Contributor Insights are switched', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  assert.equal((await db.describeContributorInsights({ TableName: 'Music' })).ContributorInsightsStatus, 'DISABLED')
  await db.updateContributorInsights({ TableName: 'Music', ContributorInsightsAction: 'ENABLE' })
  await cloud.clock.advance('1m')
  const described = await db.describeContributorInsights({ TableName: 'Music' })
  assert.deepEqual([described.ContributorInsightsStatus, described.ContributorInsightsRuleList!.length], ['ENABLED', 2])
  assert.deepEqual((await db.listContributorInsights({})).ContributorInsightsSummaries!.map(({ TableName }) => TableName), ['Music'])
})
