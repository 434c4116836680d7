// How names are spelled on either side, and what is not there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formation, lowerFirst, nameOf, upperFirst } from './formation.ts'

test('there and back', () => {
  const upper = { RecordingGroup: { ResourceTypes: ['AWS::X'], RecordingStrategy: { UseOnly: 'A' } } }
  assert.deepEqual(lowerFirst(upper), { recordingGroup: { resourceTypes: ['AWS::X'], recordingStrategy: { useOnly: 'A' } } })
  assert.deepEqual(upperFirst(lowerFirst(upper)), upper)
  assert.equal(nameOf({}, 'RuleName', { alphanumeric: () => 'x' } as never), 'Rule-x')
})

test('one of two names, and one that is not there', async () => {
  const handlers = formation({
    type: 'AWS::X::Y', identifier: ['A', 'B'], missing: 'NoSuch', put: async () => 'a|b',
      found: async () => [{ A: 'a', B: 'b', C: undefined }],
    delete: async () => {},
  })
  assert.deepEqual(await handlers.read('a|b', undefined as never), { A: 'a', B: 'b' })
  await assert.rejects(handlers.read('a|c', undefined as never), { code: 'NoSuch' })
})
