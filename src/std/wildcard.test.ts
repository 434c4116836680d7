// Wildcards: a table, and agreement with a matcher that tries everything.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitsWildcard, readWildcard } from './wildcard.ts'
import type { Wildcard } from './wildcard.ts'

const cases: readonly (readonly [pattern: string, text: string, fits: boolean])[] = [
  ['', '', true], ['', 'a', false], ['*', '', true], ['*', 'abc', true], ['a*', 'a', true], ['a*', 'ba', false], ['*c', 'abc', true],
  ['a*c', 'ac', true], ['a*c', 'abcd', false], ['ab*ba', 'aba', false], ['a*b*c', 'a-b-c', true], ['a*b*b', 'ab', false],
  ['*.png', 'dir/b.png', true], ['dir/*/x', 'dir/a/b/x', true], ['a\\*b', 'a*b', true], ['a\\*b', 'axb', false], ['a\\\\*', 'a\\z', true],
]
for (const [pattern, text, fits] of cases) {
  test(`${pattern} ${fits ? 'fits' : 'does not fit'} ${text}`, () => {
    assert.equal(fitsWildcard(readWildcard(pattern) as Wildcard, text), fits)
  })
}

test('what is wrong with a pattern', () => {
  assert.deepEqual(readWildcard('a**'), { problem: 'consecutive', at: 1 })
  assert.deepEqual(readWildcard('a\\b'), { problem: 'escape', at: 1 })
  assert.deepEqual(readWildcard('a\\'), { problem: 'escape', at: 1 })
})

/** Tries every way to spend the star. */
function slow(pattern: string, text: string): boolean {
  if (pattern === '') return text === ''
  if (pattern[0] !== '*') return text !== '' && text[0] === pattern[0] && slow(pattern.slice(1), text.slice(1))
  return slow(pattern.slice(1), text) || (text !== '' && slow(pattern, text.slice(1)))
}

function * words(alphabet: string, lengthMax: number): Generator<string> {
  yield ''
  if (lengthMax === 0) return
  for (const rest of words(alphabet, lengthMax - 1)) if (rest.length === lengthMax - 1) for (const letter of alphabet) yield letter + rest
  yield * words(alphabet, lengthMax - 1)
}

test('all short patterns against all short texts agree with trying everything', () => {
  const texts = [...new Set(words('ab', 5))]
  for (const pattern of new Set(words('ab*', 5))) {
    const read = readWildcard(pattern)
    if ('problem' in read) continue
    for (const text of texts) assert.equal(fitsWildcard(read, text), slow(pattern, text), `${pattern} ${text}`)
  }
})
