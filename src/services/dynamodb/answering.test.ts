// What the engine refuses is a ValidationException; what is a bug stays one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../kernel/service.ts'
import { answering } from './answering.ts'
import { Invalid } from './engine/invalid.ts'

test('refusals become faults', () => {
  const thrown = (error: Error) => () => { throw error }
  const { refuses, breaks, answers } = answering({ refuses: thrown(new Invalid('no')), breaks: thrown(new Error('assert')),
    answers: () => 1 })
  let userErrors = 0
  const call = { metrics: { emit: () => { userErrors += 1 } } }
  const run = (operation: unknown) => (operation as (input: object, of: object) => unknown)({}, call)
  assert.throws(() => run(refuses), (error: unknown) => error instanceof Fault && error.code === 'ValidationException'
    && error.message === 'no')
  assert.throws(() => run(breaks), /^Error: assert$/)
  assert.equal(run(answers), 1)
  assert.equal(userErrors, 1)
})
