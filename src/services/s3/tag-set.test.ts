// Tags as S3 takes them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTaggingHeader, readTags, writeTags } from './tag-set.ts'

test('tags are read and written in order', () => {
  assert.deepEqual(readTags([{ Key: 'b', Value: '1' }, { Key: 'a', Value: '' }], 'object'), { b: '1', a: '' })
  assert.deepEqual(writeTags({ b: '1', a: '' }), [{ Key: 'a', Value: '' }, { Key: 'b', Value: '1' }])
  assert.deepEqual(readTaggingHeader('a=1&b+c=%2F'), { 'a': '1', 'b c': '/' })
  assert.equal(readTaggingHeader(''), undefined)
})

test('tags that cannot be', () => {
  const one = (Key: string, Value: string) => () => readTags([{ Key, Value }], 'object')
  for (const bad of [one('', 'x'), one('k'.repeat(129), 'x'), one('k', 'v'.repeat(257)), one('aws:k', 'v'), one('k<', 'v'),
    one('k', 'v\n')]) {
    assert.throws(bad, { code: 'InvalidTag' })
  }
  const many = (count: number) => Array.from({ length: count }, (_, i) => ({ Key: `k${i}`, Value: '' }))
  assert.throws(() => readTags(many(11), 'object'), { code: 'BadRequest' })
  assert.throws(() => readTags(many(51), 'bucket'), { code: 'BadRequest' })
  assert.equal(Object.keys(readTags(many(50), 'bucket')).length, 50)
})
