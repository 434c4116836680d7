// Sealed tokens: both encodings, purposes kept apart, and every changed character refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sealer } from './seal.ts'

const { seal, open } = sealer(new Uint8Array(32).fill(7))
const value = { queue: 'orders', number: 12, text: 'ünïcode', list: [1, null, true] }

test('what was sealed opens again, in either encoding', () => {
  assert.deepEqual(open('page', seal('page', value)), value)
  assert.deepEqual(open('page', seal('page', value, 'base64')), value)
  assert.match(seal('page', value), /^[\w-]+$/)
})

test('equal values give equal tokens, and others others', () => {
  assert.equal(seal('page', value), seal('page', value))
  assert.notEqual(seal('page', value), seal('page', { ...value, number: 13 }))
  assert.notEqual(seal('page', value).slice(0, 16), seal('session', value).slice(0, 16))
})

test('a token of another purpose or another cloud is none', () => {
  const token = seal('page', value)
  assert.equal(open('session', token), undefined)
  assert.equal(sealer(new Uint8Array(32).fill(8)).open('page', token), undefined)
})

test('no change of a character, none added and none removed goes unseen', () => {
  for (const token of [seal('page', value), seal('page', value, 'base64')]) {
    for (let i = 0; i < token.length; i += 1) {
      const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1)
      assert.equal(open('page', changed), undefined, `character ${i}`)
      assert.equal(open('page', token.slice(0, i)), undefined, `cut at ${i}`)
    }
    for (const added of ['A', '=', '!', ' ', '\n']) assert.equal(open('page', token + added), undefined)
  }
  for (const nothing of ['', 'AAAA', '!!!!', 'null']) assert.equal(open('page', nothing), undefined)
})
