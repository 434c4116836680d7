// Bodies of dashboards, and where they are wrong.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flawsOf } from './dashboard-body.ts'

const metric = { type: 'metric', x: 0, y: 0, width: 24, height: 6,
  properties: { region: 'us-east-1', metrics: [['AWS/EC2', 'CPUUtilization', { stat: 'Sum' }]] } }
const rows: readonly (readonly [name: string, body: unknown, ...flaws: string[]])[] = [
  ['a whole one', { widgets: [metric, { type: 'text', properties: { markdown: '# x' } }], start: '-PT3H', periodOverride: 'auto' }],
    ['an empty one', { widgets: [] }],
  ['a list', [], ' The dashboard body must be a JSON object'], ['no widgets', {}, ' Should have required property \'widgets\''],
  ['widgets that are none', { widgets: 1 }, '/widgets Should be array'],
    ['a widget that is none', { widgets: [1] }, '/widgets/0 Should be object'],
  ['a strange type', { widgets: [{ type: 'x', properties: {} }] }, '/widgets/0/type Should be equal to one of the allowed values'],
  ['too wide', { widgets: [{ ...metric, width: 25 }] }, '/widgets/0/width Should be <= 24'],
  ['no region', { widgets: [{ ...metric, properties: { metrics: [] } }] },
    '/widgets/0/properties Should have required property \'region\''],
  ['no metrics', { widgets: [{ ...metric, properties: { region: 'x' } }] },
    '/widgets/0/properties Should have required property \'metrics\''],
  ['a metric that is none', { widgets: [{ ...metric, properties: { region: 'x', metrics: [['a', 1]] } }] },
    '/widgets/0/properties/metrics/0/1 Should be string'],
  ['a text without text', { widgets: [{ type: 'text', properties: {} }] },
    '/widgets/0/properties Should have required property \'markdown\''],
]
for (const [name, body, ...flaws] of rows) {
  test(name, () => { assert.deepEqual(flawsOf(JSON.stringify(body)).map(({ DataPath, Message }) => `${DataPath} ${Message}`), flaws) })
}
