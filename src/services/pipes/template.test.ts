// Parameters that name a part of an event, and payloads as one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gathered, parameterOf } from './template.ts'

const event = { eventSource: 'aws:sqs', body: '{"id":7,"name":"n"}', messageId: 'm' }

const cases = [['plain', 'plain'], ['$.messageId', 'm'], ['$.body.id', '7'], ['$.body.name', 'n'], ['$.none', ''], ['$no', '$no']] as const

for (const [text, value] of cases) test(`the parameter ${text}`, () => { assert.equal(parameterOf(text, event), value) })

test('payloads are gathered as JSON, whatever they are', () => {
  assert.equal(gathered(['{"a":1}', 'text', '2']), '[{"a":1},"text",2]')
})
