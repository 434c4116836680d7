// Selectors by a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { select } from './property-path.ts'

const answer = { Reservations: [
  { Instances: [{ InstanceId: 'i-1', State: { Name: 'running' }, Tags: [{ Key: 'Name', Value: 'a' }, { Key: 'x', Value: 'y' }] }] },
  { Instances: [{ InstanceId: 'i-2', State: { Name: 'stopped' } }] },
] }

for (const [selector, expected] of [
  ['$.Reservations[0].Instances[0].State.Name', 'running'],
  ['$.Reservations[-1].Instances[0].InstanceId', 'i-2'],
  ['$.Reservations[*].Instances[*].InstanceId', ['i-1', 'i-2']],
  ['$.Reservations..InstanceId', ['i-1', 'i-2']],
  ['$..State', [{ Name: 'running' }, { Name: 'stopped' }]],
  ['$.Reservations[0].Instances[0].Tags[?(@.Key == \'Name\')].Value', ['a']],
  ['$.Reservations[:1].Instances[0].InstanceId', ['i-1']],
  ['$[\'Reservations\'][1].Instances[0].InstanceId', 'i-2'],
  ['$.None.Such', undefined],
] as const) {
  test(selector, () => { assert.deepEqual(select(answer, selector), expected) })
}

test('what is no selector', () => {
  assert.throws(() => select({}, 'Reservations'), RangeError)
  assert.throws(() => select({ a: [{ b: 'x' }] }, '$.a[?(@.b =~ /(/)]'), RangeError)
})
