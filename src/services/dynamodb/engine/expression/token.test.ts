// Tokens and the neighbours of the unexpected one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntaxError, tokensOf } from './token.ts'

test('tokens and their kinds', () => {
  const tokens = tokensOf('#a.b[0]<>:v AND x<=1 $')
  assert.deepEqual(tokens.map(({ kind, text }) => [kind, text]), [
    ['name', '#a'], ['symbol', '.'], ['word', 'b'], ['symbol', '['], ['number', '0'], ['symbol', ']'], ['symbol', '<>'], ['value', ':v'],
    ['word', 'AND'], ['word', 'x'], ['symbol', '<='], ['number', '1'], ['other', '$'], ['end', '<EOF>'],
  ])
  assert.deepEqual(tokens.map(({ start, end }) => '#a.b[0]<>:v AND x<=1 $'.slice(start, end)).slice(0, -1),
    tokens.map(({ text }) => text).slice(0, -1))
})

test('an unexpected token is shown with its neighbours', () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ['a - b', 1, 'token: "-", near: "a - b"'], ['a-b', 1, 'token: "-", near: "a-b"'], ['x y', 0, 'token: "x", near: "x y"'],
    ['a =', 2, 'token: "<EOF>", near: "="'], ['f()', 2, 'token: ")", near: "()"'],
  ]
  for (const [text, index, shown] of cases) {
    assert.equal(syntaxError('FilterExpression', text, tokensOf(text), index).message, `Invalid FilterExpression: Syntax error; ${shown}`)
  }
})
