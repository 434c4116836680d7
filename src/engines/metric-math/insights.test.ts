// Queries by the examples of the documentation. Source: "Metrics Insights query components and syntax", CloudWatch User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInsightsQuery, readInsightsQuery } from './insights.ts'

const balanced = { namespace: 'AWS/ApplicationELB', name: 'RequestCount', dimensions: [
  { Name: 'AvailabilityZone', Value: 'a' }, { Name: 'LoadBalancer', Value: 'app/load-balancer-1' },
] }

test('all clauses', () => {
  const query = readInsightsQuery(`SELECT SUM(RequestCount)
    FROM SCHEMA("AWS/ApplicationELB", LoadBalancer, AvailabilityZone)
    WHERE LoadBalancer = 'app/load-balancer-1' AND AvailabilityZone != 'b'
    GROUP BY AvailabilityZone ORDER BY MAX() DESC LIMIT 5`)
  const { matches, ...rest } = query
  assert.deepEqual(rest, {
    figure: 'SUM', metric: 'RequestCount', groupBy: ['AvailabilityZone'], orderBy: { figure: 'MAX', descending: true }, limit: 5,
  })
  assert.equal(matches(balanced), true)
  assert.equal(matches({ ...balanced, name: 'x' }), false)
  assert.equal(matches({ ...balanced, dimensions: balanced.dimensions.slice(1) }), false)
})

const rows: readonly (readonly [query: string, found: boolean])[] = [
  ['SELECT AVG(RequestCount) FROM "AWS/ApplicationELB"', true], ['select avg("RequestCount") from "AWS/ApplicationELB" limit 1', true],
  ['SELECT AVG(RequestCount) FROM SCHEMA("AWS/ApplicationELB")', false], ['SELECT AVG(RequestCount) FROM AWS', false],
  ['SELECT AVG(RequestCount) FROM "AWS/ApplicationELB" WHERE (AvailabilityZone = \'b\')', false],
]
for (const [query, found] of rows) test(query, () => { assert.equal(readInsightsQuery(query).matches(balanced), found) })

test('what is no query', () => {
  for (const text of ['SELECT', 'SELECT MEDIAN(x) FROM y', 'SELECT AVG(x) FROM y WHERE a = b', 'SELECT AVG(x) FROM y LIMIT 501',
    'SELECT AVG(x) FROM y z',
    'SELECT AVG(x) FROM y GROUP a', 'SELECT AVG(x) FROM y WHERE a ~ \'b\'']) assert.throws(() => readInsightsQuery(text), Error, text)
  assert.deepEqual([isInsightsQuery('SELECT AVG(x)'), isInsightsQuery('SELECTED')], [true, false])
})
