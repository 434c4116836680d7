// Images of metrics: PNG files, the same for the same metrics.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

test('a graph of metrics and math is a PNG file, always the same', async t => {
  const { watch, cloud } = await freshAccount(t)
  for (const value of [3, 8, 5]) {
    await put(watch, value)
    await cloud.clock.advance('5m')
  }
  const image = async (more: object) => Buffer.from((await watch.getMetricWidgetImage({ MetricWidget: JSON.stringify({
    metrics: [['shop', 'orders', { id: 'm1', stat: 'Sum' }], [{ expression: 'm1 * 2', label: 'twice' }]], start: '-PT1H', title: 'Orders',
      ...more,
  }) })).MetricWidgetImage!)
  const first = await image({})
  assert.deepEqual([first.subarray(1, 4).toString(), first.readUInt32BE(16), first.readUInt32BE(20)], ['PNG', 600, 400])
  assert.deepEqual(await image({}), first)
  for (const view of ['bar', 'pie', 'singleValue']) assert.notDeepEqual(await image({ view }), first)
  assert.notDeepEqual(await image({ stacked: true }), first)
})

const rows: readonly (readonly [widget: string, text: RegExp])[] = [
  ['no', /JSON object/], ['{}', /"metrics"/], ['{"metrics":[["a"]]}', /namespace, a name/],
    ['{"metrics":[["a","b"]],"view":"gauge"}', /"gauge"/],
  ['{"metrics":[["a","b"]],"start":"soon"}', /"soon" is no time/], ['{"metrics":[[{"expression":"SUM("}]]}', /Unexpected end/],
]
for (const [widget, text] of rows) {
  test(`${widget} is refused`, async t => {
    const { watch } = await freshAccount(t)
    await refused(watch.getMetricWidgetImage({ MetricWidget: widget }), 'ValidationException', text)
  })
}
