// Plain documents as inputs, through the automation of a service that takes them from its users.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Member, Shape, StructureShape } from '../model/shape.ts'
import type { Core } from './core.ts'
import { callPlainly } from './plain-call.ts'

const member = (name: string, shape: object): Member => ({ name, wireName: name, required: false, shape: { name: '', ...shape } as Shape })
const structure = (...members: Member[]): StructureShape =>
  ({ kind: 'structure', name: '', members, memberByName: new Map(members.map(each => [each.name, each])) })
const shape = structure(
  member('Text', { kind: 'string' }), member('Count', { kind: 'integer' }), member('On', { kind: 'boolean' }),
    member('At', { kind: 'timestamp' }),
  member('Bytes', { kind: 'blob' }), member('List', { kind: 'list', element: member('member', { kind: 'string' }) }),
  member('Map', { kind: 'map', key: member('key', { kind: 'string' }), value: member('value', { kind: 'integer' }) }),
  member('Inner', structure(member('Text', { kind: 'string' }))),
)
const core = {
  catalogue: { entry: (id: string) => id === 'x' ? {} : undefined, operationNames: () => ['Do'] },
  services: { load: () => ({ operation: () => ({ model: { input: shape, output: shape } }) }) },
} as unknown as Core

test('values become what the model says, and come back plain', async () => {
  const document = { text: 3, Count: '4', On: 'True', At: '2027-01-01T00:00:00Z', Bytes: 'b', List: ['x', 1], Map: { a: '5' },
    Inner: { Text: 'y' } }
  let asked: unknown
  const answer = await callPlainly(core, 'x', 'Do', document, async input => (asked = input, await Promise.resolve(input)))
  assert.deepEqual(asked,
    { Text: '3', Count: 4, On: true, At: Date.parse('2027-01-01T00:00:00Z'), Bytes: Buffer.from('b'), List: ['x', '1'], Map: { a: 5 },
    Inner: { Text: 'y' } })
  assert.deepEqual(answer,
    { Text: '3', Count: 4, On: true, At: '2027-01-01T00:00:00.000Z', Bytes: 'b', List: ['x', '1'], Map: { a: 5 }, Inner: { Text: 'y' } })
})

for (const [document, text] of [
  [{ Count: 'many' }, 'Invalid type for parameter Count, value: many, valid type: number'],
  [{ List: 'x' }, 'Invalid type for parameter List, value: x, valid type: list'],
  [{ Inner: { Other: 1 } }, 'Unknown parameter in Inner: "Other", must be one of: Text'],
  [{ Text: {} }, 'Invalid type for parameter Text, value: {}, valid type: string'],
  [{ On: 'perhaps' }, 'Invalid type for parameter On, value: perhaps, valid type: boolean'],
] as const) {
  test(text, async () => {
    await assert.rejects(callPlainly(core, 'x', 'Do', document, input => Promise.resolve(input)),
      { code: 'ValidationException', message: text })
  })
}

test('an operation that is none', async () => {
  await assert.rejects(callPlainly(core, 'y', 'Do', {}, input => Promise.resolve(input)), { code: 'UnknownOperationException' })
})
