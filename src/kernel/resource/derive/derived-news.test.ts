// What is told of a derived resource, and when.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { derivedNews } from './derived-news.ts'
import type { DerivedRecord } from './record.ts'

const record = (more: Partial<DerivedRecord> = {}): DerivedRecord =>
  ({ key: ['a'], values: { arn: 'arn:a', id: 'a' }, createdAt: 0, updatedAt: 0, settledAt: 5, ...more })
const occasion = { at: 0, requestId: 'r', partition: 'aws', account: '1', region: 'us-east-1' }

test('once it is there, and when it is gone', () => {
  const tell = derivedNews({ source: 'aws.shop', detailType: 'Shop', made: { of: '{arn}', tags: ['{id}'], at: '{at}' },
    gone: { gone: true } })
  assert.equal(tell(undefined, record(), occasion), undefined, 'it is being made')
  assert.deepEqual(tell(record(), record({ told: true }), occasion),
    { source: 'aws.shop', detailType: 'Shop', detail: { of: 'arn:a', tags: ['a'], at: '1970-01-01T00:00:00.000Z' } })
  assert.equal(tell(record({ told: true }), record({ told: true, updatedAt: 9 }), occasion), undefined)
  assert.notEqual(tell(undefined, record({ settledAt: 0 }), occasion), undefined, 'it was there at once')
  assert.deepEqual(tell(record({ told: true }), undefined, occasion)!.detail, { gone: true })
  assert.equal(derivedNews({ source: 'a', detailType: 'b' })(record(), undefined, occasion), undefined)
})
