// AttributeUpdates and AttributesToGet, and mixing them with expressions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '../invalid.ts'
import type { Item } from '../value.ts'
import { checkUnmixed, legacyProjection, legacyUpdate, type LegacyUpdate } from './update.ts'

const item: Item = { pk: { S: 'p' }, n: { N: '5' }, ss: { SS: ['a', 'b'] }, l: { L: [{ N: '1' }] } }
const parameters = 'One or more parameter values were invalid: '
const refuses = (run: () => unknown, message: string) => assert.throws(run, new Invalid(message), message)

test('PUT, ADD and DELETE', () => {
  const update = legacyUpdate({
    n: { Action: 'ADD', Value: { N: '1' } }, a: { Value: { S: 'x' } }, ss: { Action: 'DELETE', Value: { SS: ['a'] } },
    l: { Action: 'ADD', Value: { L: [{ N: '2' }] } }, gone: { Action: 'DELETE' },
  })
  const after = { pk: { S: 'p' }, n: { N: '6' }, ss: { SS: ['b'] }, l: { L: [{ N: '1' }, { N: '2' }] }, a: { S: 'x' } }
  assert.deepEqual(update.apply(item), after)
  assert.deepEqual(update.updatedOld(item), { n: { N: '5' }, ss: { SS: ['a', 'b'] }, l: { L: [{ N: '1' }] } })
  refuses(() => legacyUpdate({ pk: { Value: { S: 'q' } } }).checkKeyUntouched(['pk']),
    `${parameters}Cannot update attribute pk. This attribute is part of the key`)
})

test('refusals, in DynamoDB\'s words', () => {
  const cases: readonly (readonly [LegacyUpdate, string])[] = [
    [{ Action: 'PUT' }, `${parameters}Only DELETE action is allowed when no attribute value is specified`],
    [{ Action: 'ADD' }, `${parameters}Only DELETE action is allowed when no attribute value is specified`],
    [{ Action: 'ADD', Value: { S: 'x' } }, `${parameters}ADD action is not supported for the type S`],
    [{ Action: 'DELETE', Value: { N: '1' } }, `${parameters}DELETE action with value is not supported for the type N`],
    [{ Value: { SS: [] } }, `${parameters}An string set  may not be empty`],
  ]
  for (const [update, message] of cases) refuses(() => legacyUpdate({ a: update }), message)
  refuses(() => legacyUpdate({ pk: { Action: 'ADD', Value: { N: '1' } } }).apply(item), 'Type mismatch for attribute to update')
})

test('AttributesToGet names top-level attributes, each once', () => {
  assert.deepEqual(legacyProjection(['n', 'x.y']).project({ ...item, 'x.y': { S: 'dotted' } }), { n: { N: '5' }, 'x.y': { S: 'dotted' } })
  refuses(() => legacyProjection(['n', 'ss', 'n']), `${parameters}Duplicate value in attribute name: n`)
})

test('old and new parameters do not mix', () => {
  checkUnmixed({ Expected: {}, AttributeUpdates: {} })
  checkUnmixed({ UpdateExpression: 'SET a = b' })
  refuses(() => checkUnmixed({ ConditionExpression: 'a', Expected: {}, AttributesToGet: [], UpdateExpression: 'b' }),
    'Can not use both expression and non-expression parameters in the same request: '
    + 'Non-expression parameters: {AttributesToGet, Expected} Expression parameters: {UpdateExpression, ConditionExpression}')
})
