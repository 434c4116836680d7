// docs/terms.md is what is made of the register, the rules and the tests.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { termsPath, termsText } from '../../tools/coverage.ts'
import { clausesTested, termsPage } from '../../tools/coverage/terms-page.ts'

test('docs/terms.md is what `npm run coverage` writes', async () => {
  assert.ok(readFileSync(termsPath, 'utf8') === await termsText(), 'docs/terms.md is out of date: run `npm run coverage`')
})

test('tests are found by the clauses that they are named by', () => {
  assert.deepEqual(clausesTested('test(\'7#1, 7#2: a domain\'); test(`0#1: x`); { clause: \'54.7.1.b#1\', } test(\'no clause\')'),
    ['7#1', '7#2', '0#1', '54.7.1.b#1'])
})

test('a clause without a test is not carried out, and says why', () => {
  const clause = (id: string, kind: 'ENFORCE' | 'INFO', affected: string[]) => ({
    id, class: kind, affected, services: ['*'], text: `Text of ${id}`, trigger: '-', condition: '-', action: '-',
  })
  const page = termsPage({
    clauses: [clause('1', 'ENFORCE', ['ec2:RunInstances']), clause('2', 'ENFORCE', ['local:beta.enroll']), clause('3', 'INFO', ['-']),
      clause('4', 'ENFORCE', ['sns:Publish'])],
    rules: [{ id: 'a-rule', clauses: ['1', '4'], isPolicy: true }],
    tests: [{ file: 'tests/a.test.ts', clauses: ['4'] }],
  })
  for (const row of [
    '| 1 | Text of 1 | `a-rule` (may be off) |  | not yet: no test, for what its rule acts on is not answered yet |',
      '| 2 | Text of 2 |  |  | not yet: there is no beta.enroll |',
    '| 3 | Text of 3 |  |  | nothing to do |', '| 4 | Text of 4 | `a-rule` (may be off) | tests/a.test.ts | carried out |',
    '| ENFORCE | 3 | 1 |', '| all | 4 | 1 |',
  ]) assert.ok(page.includes(row), `${row} in\n${page}`)
})
