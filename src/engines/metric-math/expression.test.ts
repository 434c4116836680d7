// How expressions are read: what binds how, and what is no expression.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readExpression, uses } from './expression.ts'
import type { Expression } from './expression.ts'

/** With all its parentheses. */
function spelt(expression: Expression): string {
  switch (expression.kind) {
    case 'number': return String(expression.value)
    case 'text': return JSON.stringify(expression.value)
    case 'id': return expression.id
    case 'word': return expression.word
    case 'list': return `[${expression.items.map(spelt).join(', ')}]`
    case 'negation': return `-${spelt(expression.of)}`
    case 'operation': return `(${spelt(expression.left)} ${expression.operator} ${spelt(expression.right)})`
    case 'function': return `${expression.name}(${expression.inputs.map(spelt).join(', ')})`
  }
}

const rows: readonly (readonly [text: string, spelt: string])[] = [
  ['1 + 2 * 3', '(1 + (2 * 3))'], ['1 - 2 - 3', '((1 - 2) - 3)'], ['-a^2', '-(a ^ 2)'], ['2^-1', '(2 ^ -1)'], ['a*-b', '(a * -b)'],
  ['a < 1 AND b > 2 OR c', '(((a < 1) && (b > 2)) || c)'], ['a||b&&c', '(a || (b && c))'], ['a+1 >= b', '((a + 1) >= b)'],
  ['F([a,b], WORD, \'x "y"\')', 'F([a, b], WORD, "x \\"y\\"")'], ['.5e2', '50'], ['METRICS ( )', 'METRICS()'],
]
for (const [text, expected] of rows) test(text, () => { assert.equal(spelt(readExpression(text)), expected) })

test('what is no expression', () => {
  for (const text of ['', '1 2', '(', ')', 'F(', 'F(1,)', '[1', 'a $', '\'', '1 +* 2']) assert.throws(() => readExpression(text), Error,
    text)
})

test('uses are found at any depth', () => { assert.equal(uses(readExpression('-[a, 1 + F(G(b))]'), 'G'), true) })
