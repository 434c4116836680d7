// Metrics that are found by searches and put together by queries.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put } from './account.fixture.ts'

const hour = { StartTime: new Date('2027-01-01T00:00:00Z'), EndTime: new Date('2027-01-01T01:00:00Z') }

test('searches find metrics by their words, queries group them', async t => {
  const { watch } = await freshAccount(t)
  for (const [city, shop, value] of [['north', 'a', 1], ['north', 'b', 2], ['south', 'c', 10]] as const) {
    await put(watch, value, { Dimensions: [{ Name: 'city', Value: city }, { Name: 'shop', Value: shop }] })
  }
  await put(watch, 100)
  const ask = async (Expression: string) => {
    const { MetricDataResults: found } = await watch.getMetricData({ ...hour, MetricDataQueries: [{ Id: 'e', Period: 60, Expression }] })
    return found!.map(({ Label, Values }) => [Label, ...Values!])
  }
  assert.deepEqual((await ask('SEARCH(\'{shop,city,shop} MetricName="orders" NOT south\', \'Sum\', 60)')).sort(), [['a', 1], ['b', 2]])
  assert.deepEqual(await ask('SUM(SEARCH(\'{shop,city,shop}\', \'Sum\', 60))'), [['e', 13]])
  assert.deepEqual(await ask('SELECT SUM(orders) FROM shop'), [['orders', 113]])
  assert.deepEqual(await ask('SELECT SUM(orders) FROM SCHEMA(shop, city, shop) GROUP BY city ORDER BY SUM() DESC'),
    [['south', 10], ['north', 3]])
  assert.deepEqual(await ask('SELECT MAX(orders) FROM shop GROUP BY city LIMIT 2'), [['Other', 100], ['north', 2]])
  assert.deepEqual(await ask('SELECT AVG(orders) FROM shop WHERE city = \'north\' AND shop != \'b\''), [['orders', 1]])
})

test('queries see three hours', async t => {
  const { watch, cloud } = await freshAccount(t)
  await put(watch, 1)
  await cloud.clock.advance('4h')
  const { MetricDataResults: [found] = [] } = await watch.getMetricData({ StartTime: hour.StartTime,
    EndTime: new Date('2027-01-01T05:00:00Z'),
    MetricDataQueries: [{ Id: 'e', Period: 60, Expression: 'SELECT SUM(orders) FROM shop' }] })
  assert.deepEqual(found!.Values, [])
})
