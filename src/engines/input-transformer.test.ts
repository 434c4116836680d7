// Paths and templates by the examples of the documentation. Source: "Amazon EventBridge input transformation", EventBridge User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPath, transform, valueAt, transformInline } from './input-transformer.ts'
import type { Json } from './input-transformer.ts'

const event = {
  'detail-type': 'EC2 Instance State-change Notification', 'source': 'aws.ec2',
  'detail': { 'instance-id': 'i-0123456789', 'state': 'RUNNING', 'list': ['a', { b: 1 }], 'say': 'a "b"' },
}

const paths: readonly (readonly [string, Json | undefined])[] = [
  ['$.detail.state', 'RUNNING'], ['$.detail-type', event['detail-type']], ['$.detail.list[1].b', 1],
    ['$[\'detail\'][\'instance-id\']', 'i-0123456789'],
  ['$.detail.none', undefined], ['$.detail.list[7]', undefined], ['$.detail.state.deep', undefined], ['detail', undefined],
  ['$.detail.list[*]', ['a', { b: 1 }]],
]
for (const [path, value] of paths) test(`${path} is ${JSON.stringify(value)}`, () => { assert.deepEqual(valueAt(event, path), value) })

test('the whole event', () => { assert.deepEqual([valueAt(event, '$'), readPath('$.a b')], [event, undefined]) })

const names = { instance: '$.detail.instance-id', state: '$.detail.state', say: '$.detail.say', list: '$.detail.list', none: '$.none' }
const reserved = { 'aws.events.rule-name': 'rule' }
const templates: readonly (readonly [template: string, filled: string])[] = [
  ['"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'],
  ['{"instance" : <instance>, "state": "<state>"}', '{"instance" : "i-0123456789", "state": "RUNNING"}'],
  ['{"all": <list>, "said": "it said <say>"}', '{"all": ["a",{"b":1}], "said": "it said a \\"b\\""}'],
  ['plain <state> <list>', 'plain RUNNING ["a",{"b":1}]'], ['{"x": "<none>"}', '{"x": ""}'], ['<unknown> <state>', '<unknown> RUNNING'],
  ['{"rule": <aws.events.rule-name>}', '{"rule": "rule"}'], ['"a \\" <state>"', '"a \\" RUNNING"'],
]
for (const [template, filled] of templates) {
  test(template, () => { assert.equal(transform({ paths: names, template }, event, reserved), filled) })
}

test('a template names its paths in place', () => {
  const event = { body: { id: 7, text: 'a"b' }, list: [{ x: 1 }, { x: 2 }] }
  const filled = (template: string) => transformInline(template, event, { 'aws.name': 'n' })
  assert.equal(filled('{"id": <$.body.id>, "text": "<$.body.text>", "x": <$.list[1].x>, "n": <aws.name>}'),
    '{"id": 7, "text": "a\\"b", "x": 2, "n": "n"}')
  assert.equal(filled('<$.body.text>'), 'a"b')
  assert.equal(filled('Hello <$.none>, <other>'), 'Hello , <other>')
})
