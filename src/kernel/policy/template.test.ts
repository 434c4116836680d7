// What is filled into texts of policies, by a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile, matches } from './pattern.ts'
import { readTokens, template } from './template.ts'
import type { Lookup } from './template.ts'

const values: Readonly<Record<string, readonly string[]>> = {
  'aws:username': ['alice'], 'aws:principaltag/team': ['a*'], 'aws:principaltag/cost center': ['12'], 'aws:tagkeys': ['a', 'b'],
    'aws:userid': ['AROA:x'],
}
const lookup: Lookup = key => values[key]

function fits(text: string, value: string, { variables = true, wildcards = true } = {}): boolean | undefined {
  const pattern = template(readTokens(text, { variables, wildcards }), compile)(lookup)
  return pattern === undefined ? undefined : matches(pattern, value)
}

test('what is filled in', () => {
  const table: [text: string, value: string, fits: boolean | undefined][] = [
    ['${aws:username}', 'alice', true], ['${AWS:UserName}', 'alice', true], ['home/${aws:username}/*', 'home/alice/x', true],
    ['home/${aws:username}/*', 'home/bob/x', false], ['${aws:username}${aws:username}', 'alicealice', true],
    ['${aws:PrincipalTag/team}', 'a*', true], ['${aws:PrincipalTag/team}', 'abc', false], ['${aws:PrincipalTag/team}*', 'a*bc', true],
    ['${aws:PrincipalTag/cost center}', '12', true], ['${aws:userid}', 'AROA:x', true],
    ['${aws:PrincipalTag/none}', 'x', undefined], ['${aws:TagKeys}', 'a', undefined],
    ["${aws:PrincipalTag/none, 'all'}", 'all', true], ["${aws:username, 'all'}", 'alice', true],
    ["${aws:PrincipalTag/none,'a b'}", 'a b', true],
    ["x-${aws:PrincipalTag/none, ''}", 'x-', true],
    ['${*}', '*', true], ['${*}', 'x', false], ['a${?}', 'a?', true], ['a${?}', 'ab', false], ['${$}{x}', '${x}', true],
    ['${unclosed', '${unclosed', true], ['$5', '$5', true], ['}${aws:username}{', '}alice{', true],
  ]
  for (const [text, value, expected] of table) assert.equal(fits(text, value), expected, `${text} ~ ${value}`)
})

test('older policies know no variables, equality no wildcards', () => {
  assert.equal(fits('${aws:username}', 'alice', { variables: false }), false)
  assert.equal(fits('${aws:username}', '${aws:username}', { variables: false }), true)
  assert.equal(fits('a*', 'ab', { wildcards: false }), false)
  assert.equal(fits('a*', 'a*', { wildcards: false }), true)
})
