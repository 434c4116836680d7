// Where statements stand in texts of several forms.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statementSpan } from './statement-span.ts'

test('statements are found by their number', () => {
  const first = '{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":{"Bool":{"k":"}"}}}'
  const text = `{\n  "Version": "2012-10-17",\n  "Statement": [${first},\n    {"Effect":"Deny"}]\n}`
  assert.deepEqual(statementSpan(text, 0), { from: { Line: 3, Column: 17 }, to: { Line: 3, Column: 17 + first.length } })
  assert.deepEqual(statementSpan(text, 1), { from: { Line: 4, Column: 5 }, to: { Line: 4, Column: 22 } })
  assert.deepEqual(statementSpan('{"Statement":{"Sid":"a\\"b{"}}', 0), { from: { Line: 1, Column: 14 }, to: { Line: 1, Column: 29 } })
})
