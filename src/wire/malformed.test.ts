// Smithy's malformed requests (191 cases, each expanded by its parameters) against rest-json: the codec refuses those that are not
// well-formed with the demanded code and status, and reads the well-formed ones that only break a constraint, which
// a validator refuses elsewhere.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { malformedCases, malformedModel } from './malformed-models.fixture.ts'
import { MalformedRequest } from './message.ts'
import { protocolNamed } from './protocols.ts'
import { vectorsMissing } from './vectors.fixture.ts'

const skip = vectorsMissing
// lib/protocol/rest_json.js of aws-sdk 2.1693.0: `populateBody` builds a document for every input.
const needlessBody = 'the AWS SDK for JavaScript v2 sends `{}` as application/json for an input without body members, and AWS reads it'

const leftOut: Readonly<Record<string, string>> = {
  RestJsonWithoutBodyExpectsEmptyContentType: needlessBody,
  RestJsonWithoutBodyEmptyInputExpectsEmptyContentType: needlessBody,
}

test('malformed requests are refused by the codec', { skip }, async t => {
  const model = malformedModel()
  for (const each of malformedCases()) {
    if (each.demandsValidation) continue
    await t.test(each.title, { skip: leftOut[each.title] ?? false }, () => {
      const operation = model.operation(each.operation)
      assert.ok(operation, each.operation)
      assert.throws(() => protocolNamed('rest-json').decodeRequest(operation, each.request), error => {
        assert.ok(error instanceof MalformedRequest, String(error))
        assert.deepEqual([error.code, error.status], [each.code, each.status])
        return true
      })
    })
  }
})

test('requests that break a constraint are well-formed', { skip }, async t => {
  const model = malformedModel()
  for (const each of malformedCases()) {
    if (!each.demandsValidation) continue
    await t.test(each.title, () => {
      const operation = model.operation(each.operation)
      assert.ok(operation, each.operation)
      assert.ok(each.answer !== undefined)
      assert.doesNotThrow(() => protocolNamed('rest-json').decodeRequest(operation, each.request))
    })
  }
})

test('all 191 cases are there', { skip }, () => {
  const ids = new Set(malformedCases().map(each => each.title.split(' ')[0]))
  assert.equal(ids.size, 191)
})
