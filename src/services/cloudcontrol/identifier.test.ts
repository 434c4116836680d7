// The forms of identifiers, as tables.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifierIn, propertiesOf, readIdentifier } from './identifier.ts'

const single = ['Name']
const double = ['ApiId', 'StageName']

const cases: readonly [string, readonly string[], string | undefined][] = [
  ['orders', single, 'orders'],
  ['a|b', single, 'a|b'],
  ['{"Name":"orders"}', single, 'orders'],
  ['{"Name":7}', single, '7'],
  ['{"Other":"orders"}', single, undefined],
  ['{"Name":"orders","Other":"x"}', single, undefined],
  ['{"Name":{}}', single, undefined],
  ['{broken', single, undefined],
  ['a1|live', double, 'a1|live'],
  ['a1', double, undefined],
  ['a1|', double, undefined],
  ['a1|live|x', double, undefined],
  ['{"StageName":"live","ApiId":"a1"}', double, 'a1|live'],
  ['{"ApiId":"a1"}', double, undefined],
]

test('text and JSON', () => {
  for (const [text, primary, expected] of cases) assert.equal(readIdentifier(text, primary), expected, text)
})

test('an identifier and its properties', () => {
  assert.deepEqual(propertiesOf('a1|live', double), { ApiId: 'a1', StageName: 'live' })
  assert.deepEqual(propertiesOf('a|b', single), { Name: 'a|b' })
  assert.equal(identifierIn({ StageName: 'live', ApiId: 'a1', x: 1 }, double), 'a1|live')
  assert.equal(identifierIn({ ApiId: 'a1' }, double), undefined)
})
