// Bodies and data are read where they are JSON, bytes become Base64.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openView, plainJson } from './item.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

const cases = [
  [{ eventSource: 'aws:sqs', body: '{"a":1}' }, { eventSource: 'aws:sqs', body: { a: 1 } }],
  [{ eventSource: 'aws:sqs', body: '{"a":' }, { eventSource: 'aws:sqs', body: '{"a":' }],
  [{ eventSource: 'aws:sqs', body: '17' }, { eventSource: 'aws:sqs', body: '17' }],
  [{ eventSource: 'aws:kinesis', data: base64('[1]') }, { eventSource: 'aws:kinesis', data: [1] }],
  [{ eventSource: 'aws:kinesis', data: base64('text') }, { eventSource: 'aws:kinesis', data: 'text' }],
  ['whatever', 'whatever'],
] as const

for (const [event, view] of cases) test(`a view of ${JSON.stringify(event)}`, () => { assert.deepEqual(openView(event), view) })

test('bytes are written as Base64', () => {
  assert.deepEqual(plainJson({ a: [Buffer.from('x')], b: undefined, c: null }), { a: ['eA=='], c: null })
})
