// What is sampled matches the pattern it was sampled from, for the kinds of patterns that identifiers have.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampler } from './pattern-sample.ts'

const patterns = [
  '[a-z]{4,7}', '^fs-[0-9a-f]{8,40}$', '[a-zA-Z0-9-_]+', '(abc|def)-\\d{12}', '^(?!aws:)[\\w+=,.@-]{1,20}$', '.*', '[^\\s]+', 'a?b+c*',
  '(arn:aws[a-z-]*:[a-z]+:[a-z0-9-]*:[0-9]{12}:thing/)?[A-Z]{3}', '[\\p{L}\\p{N}]+', '\\S(?:.*\\S)?', '\\u0061\\x62',
]

test('samples match their patterns, short and long, whatever chance says', () => {
  for (const pattern of patterns) {
    const sample = sampler(pattern)
    assert.ok(sample, pattern)
    for (const extra of [0, 1, 8]) {
      for (const chance of [0, 0.3, 0.99]) {
        const text = sample(extra, count => Math.floor(chance * count))
        assert.match(text, new RegExp(`^(?:${pattern})$`, /\\p\{/.test(pattern) ? 'u' : ''))
      }
    }
  }
})

test('the length grows with what is asked for, up to what the pattern allows', () => {
  const first = (): number => 0
  assert.equal(sampler('[a-z]{2,5}')!(0, first), 'aa')
  assert.equal(sampler('[a-z]{2,5}')!(9, first), 'aaaaa')
})

test('a pattern that is none gives no sampler', () => {
  assert.equal(sampler('(a'), undefined)
  assert.equal(sampler('a)'), undefined)
})
