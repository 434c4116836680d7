// An item as reads, batches and messages show it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isThere, shown, shownBase, written } from './item.ts'
import { itemOf } from './item.fixture.ts'

test('configurations are text in answers, objects in messages', () => {
  const item = { ...itemOf('AWS::X::Y', { a: 1 }, { s: { b: 2 } }, { t: 'v' }),
    relationships: [{ resourceId: 'r', relationshipName: 'Is in' }] }
  const call = { account: '111122223333' } as never
  assert.deepEqual([shownBase(item, call).configuration, shownBase(item, call).supplementaryConfiguration], ['{"a":1}', { s: '{"b":2}' }])
  assert.deepEqual([shown(item, call).tags, shown(item, call).configurationItemMD5Hash], [{ t: 'v' }, ''])
  const message = written(item, call)
  assert.deepEqual([message['configuration'], message['configurationItemCaptureTime'], message['relationships'], message['ARN']],
    [{ a: 1 }, '1970-01-01T00:00:00.000Z', [{ resourceId: 'r', name: 'Is in' }], 'arn:it'])
  assert.deepEqual([isThere(item), isThere({ ...item, status: 'ResourceDeleted' })], [true, false])
})
