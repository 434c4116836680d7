// The validator against Smithy's malformed requests that break constraints, and against sentences that AWS's services say.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { readModel } from '../model/reader.ts'
import { malformedCases, malformedModel } from '../wire/malformed-models.fixture.ts'
import { protocolNamed } from '../wire/protocols.ts'
import { vectorsMissing } from '../wire/vectors.fixture.ts'
import { readPattern, Validator } from './validate.ts'
import { coralMessage, smithyMessage } from './validation-fault.ts'

// As the composition root sets it; one of the cases is a pattern that backtracks for ever.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')

test('requests that break a constraint are refused in Smithy\'s words', { skip: vectorsMissing }, async t => {
  const model = malformedModel()
  const validator = new Validator()
  for (const each of malformedCases()) {
    if (!each.demandsValidation) continue
    await t.test(each.title, () => {
      const operation = model.operation(each.operation)!
      const input = protocolNamed('rest-json').decodeRequest(operation, each.request)
      const violations = validator.violations(operation.input, input)
      const answer = each.answer as { message: string, fieldList: { path: string, message: string }[] }
      // One case without parameters still writes a dollar sign twice, as its template language does.
      assert.equal(smithyMessage(violations), answer.message.replace(/\$+$/, '$$'))
      assert.deepEqual(violations.map(({ pointer }) => pointer), answer.fieldList.map(({ path }) => path))
    })
  }
})

const model = readModel({
  metadata: { protocol: 'json', jsonVersion: '1.1', targetPrefix: 'T', apiVersion: '1', endpointPrefix: 't', serviceId: 'T' },
  operations: { Put: { name: 'Put', http: { method: 'POST', requestUri: '/' }, input: { shape: 'PutInput' } } },
  shapes: {
    PutInput: {
      type: 'structure', required: ['Name'],
      members: {
        Name: { shape: 'Name' }, Limit: { shape: 'Limit' }, Kind: { shape: 'Kind' }, Entries: { shape: 'Entries' }, Data: { shape: 'Data' },
      },
    },
    Name: { type: 'string', min: 3, max: 8, pattern: '[a-z]+' },
    Limit: { type: 'integer', min: 1, max: 10 },
    Kind: { type: 'string', enum: ['A', 'B'] },
    Entries: { type: 'list', member: { shape: 'Entry' }, max: 2 },
    Entry: { type: 'structure', required: ['Id'], members: { Id: { shape: 'Name' }, Child: { shape: 'Entry' } } },
    Data: { type: 'blob', max: 2 },
  },
} as never)

const cases: readonly (readonly [string, Record<string, unknown>, string])[] = [
  ['nothing is wrong', { Name: 'abcd', Limit: 10, Kind: 'B', Entries: [{ Id: 'abc' }], Data: new Uint8Array(2) }, ''],
  ['a missing member', {}, '1 validation error detected: Value null at \'name\' failed to satisfy constraint: Member must not be null'],
  ['a range', { Name: 'abc', Limit: 0 },
    '1 validation error detected: Value \'0\' at \'limit\' failed to satisfy constraint: ' +
    'Member must have value greater than or equal to 1'],
  ['an enumeration', { Name: 'abc', Kind: 'C' },
    '1 validation error detected: Value \'C\' at \'kind\' failed to satisfy constraint: Member must satisfy enum value set: [A, B]'],
  ['length and pattern together', { Name: 'A1' },
    '2 validation errors detected: Value \'A1\' at \'name\' failed to satisfy constraint: ' +
    'Member must have length greater than or equal to 3; ' +
    'Value \'A1\' at \'name\' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+'],
  ['inside lists and recursive structures', { Name: 'abc', Entries: [{ Id: 'abc', Child: {} }] },
    '1 validation error detected: Value null at \'entries.1.member.child.id\' failed to satisfy constraint: Member must not be null'],
  ['a blob', { Name: 'abc', Data: new Uint8Array(3) },
    '1 validation error detected: Value \'java.nio.HeapByteBuffer[pos=0 lim=3 cap=3]\' at \'data\' failed to satisfy constraint: ' +
    'Member must have length less than or equal to 2'],
  ['characters beyond the basic plane count once', { Name: '𝒶𝒷' },
    '2 validation errors detected: Value \'𝒶𝒷\' at \'name\' failed to satisfy constraint: ' +
    'Member must have length greater than or equal to 3; ' +
    'Value \'𝒶𝒷\' at \'name\' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+'],
]

test('violations in Coral\'s words', async t => {
  const validator = new Validator()
  for (const [name, input, expected] of cases) {
    await t.test(name, () => {
      const violations = validator.violations(model.operation('Put')!.input, input)
      assert.equal(violations.length === 0 ? '' : coralMessage(violations), expected)
    })
  }
})

test('a pattern that JavaScript cannot read is not checked', () => {
  assert.equal(readPattern('[a-z]++'), null)
  assert.ok(readPattern('[\\w+=,.@-]*')!.test('a@b'))
  assert.ok(!readPattern('a|b')!.test('ab'))
  assert.ok(readPattern('\\\\+[1-9]\\\\d{1,14}$')!.test('+14155550100'), 'escaped twice')
})
