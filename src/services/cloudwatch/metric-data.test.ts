// Many metrics at once: order, labels, pages, and what is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

const hour = { StartTime: new Date('2027-01-01T00:00:00Z'), EndTime: new Date('2027-01-01T01:00:00Z') }
const stat = { Metric: { Namespace: 'shop', MetricName: 'orders' }, Period: 60, Stat: 'Average' }

async function threeMinutes(t: TestContext) {
  const { watch, cloud } = await freshAccount(t)
  for (const value of [1, 5, 3]) {
    await put(watch, value)
    await cloud.clock.advance('1m')
  }
  return watch
}

test('newest first, or oldest', async t => {
  const watch = await threeMinutes(t)
  const ask = async (ScanBy: 'TimestampAscending' | undefined) =>
    (await watch.getMetricData({ ...hour, ScanBy, MetricDataQueries: [{ Id: 'a', MetricStat: stat }] })).MetricDataResults![0]!
  const { Values: values, StatusCode: code, Label: label } = await ask(undefined)
  assert.deepEqual([values, code, label, (await ask('TimestampAscending')).Values], [[3, 5, 1], 'Complete', 'orders', [1, 5, 3]])
})

test('math, with labels that say values', async t => {
  const watch = await threeMinutes(t)
  const { MetricDataResults: results } = await watch.getMetricData({ ...hour, MetricDataQueries: [
    { Id: 'm', MetricStat: stat, ReturnData: false }, { Id: 'e', Expression: 'm * 10', Label: '[max: ${MAX}] tens' },
    { Id: 'f', Expression: 'METRICS() / 2', Label: 'half' }, { Id: 'g', Expression: 'm - AVG(m)' },
  ] })
  assert.deepEqual(results!.map(({ Id, Label, Values }) => [Id, Label, Values]),
    [['e', '[max: 50] tens', [30, 50, 10]], ['f', 'half orders', [1.5, 2.5, 0.5]], ['g', 'g', [0, 2, -2]]])
})

test('pages of datapoints', async t => {
  const watch = await threeMinutes(t)
  const queries = { ...hour, MaxDatapoints: 2, MetricDataQueries: [
    { Id: 'a', MetricStat: stat }, { Id: 'b', MetricStat: { ...stat, Stat: 'Maximum' } },
  ] }
  const pages = []
  let token: string | undefined
  do {
    const page = await watch.getMetricData({ ...queries, ...(token !== undefined && { NextToken: token }) })
    pages.push(page.MetricDataResults!.map(({ Id, Values, StatusCode }) => [Id, Values, StatusCode]))
    token = page.NextToken
  } while (token !== undefined)
  assert.deepEqual(pages, [
    [['a', [3, 5], 'PartialData'], ['b', [], 'PartialData']], [['a', [1], 'Complete'], ['b', [3], 'PartialData']],
      [['b', [5, 1], 'Complete']],
  ])
  await refused(watch.getMetricData({ ...queries, NextToken: 'x' }), 'InvalidNextToken')
})

const problems: readonly (readonly [queries: readonly object[], text: RegExp])[] = [
  [[{ Id: 'a' }], /MetricDataQueries\.member\.1\.MetricStat is required/], [[{ Id: 'A', MetricStat: stat }], /expected pattern/],
  [[{ Id: 'a', MetricStat: stat }, { Id: 'a', MetricStat: stat }], /not unique/],
  [[{ Id: 'a', MetricStat: stat, Expression: '1' }], /mutually exclusive/],
    [[{ Id: 'a', MetricStat: { ...stat, Stat: 'Median' } }], /Median/],
  [[{ Id: 'a', Expression: '1 + 1' }], /^Error in expression 'a'.*time series/], [[{ Id: 'a', Expression: 'b' }], /Unresolved id 'b'/],
  [[{ Id: 'a', MetricStat: stat, AccountId: '999999999999' }], /999999999999/],
  [['a', 'b'].map(Id => ({ Id, Period: 60, Expression: 'SELECT SUM(x) FROM y' })), /Only one Metrics Insights query/],
]
for (const [queries, text] of problems) {
  test(`${JSON.stringify(queries).slice(0, 60)} is refused`, async t => {
    const { watch } = await freshAccount(t)
    await refused(watch.getMetricData({ ...hour, MetricDataQueries: queries as { Id: string }[] }), 'ValidationException', text)
  })
}
