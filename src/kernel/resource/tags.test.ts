// Tags: their limits, the forms they have on the wire, and what they are of: one resource, and gone with it.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readModel } from '../../model/reader.ts'
import type { Member, OperationModel } from '../../model/shape.ts'
import { openStore } from '../store/open.ts'
import { readTags, tagLimit, tagNamesMember, tagProblem, tagsMember, tagTable, writeTags } from './tags.ts'

const many = (count: number, prefix = 'k'): Record<string,
  string> => Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, '']))

// "Tag naming limits and requirements", AWS General Reference.
describe('limits', () => {
  const good: readonly Record<string, string>[] = [
    {}, { k: '' }, { ['k'.repeat(128)]: 'v'.repeat(256) }, { 'a b_.:/=+-@': 'ÄÖ 日本 _.:/=+-@' }, { 'my:aws:tag': 'aws:x' }, { awsome: 'x' },
    { ['𠮷'.repeat(128)]: '𠮷'.repeat(256) }, many(tagLimit),
  ]
  for (const tags of good) test(`${JSON.stringify(tags).slice(0, 40)} is good`, () => { assert.equal(tagProblem({}, tags), undefined) })

  const bad: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ '': 'v' }, /between 1 and 128/], [{ ['k'.repeat(129)]: '' }, /between 1 and 128/], [{ k: 'v'.repeat(257) }, /between 0 and 256/],
    [{ ['𠮷'.repeat(129)]: '' }, /between 1 and 128/], [{ 'aws:k': 'v' }, /reserved/], [{ 'AwS:k': 'v' }, /reserved/],
      [{ 'k!': 'v' }, /letters, digits/],
    [{ k: 'line\nfeed' }, /letters, digits/], [{ k: '🜚' }, /letters, digits/], [{ fine: 'x', 'a,b': '' }, /letters, digits/],
  ]
  for (const [tags, words] of bad) {
    test(`${JSON.stringify(tags).slice(0, 40)} is not`, () => {
      const problem = tagProblem({}, tags)
      assert.equal(problem?.kind, 'invalid')
      assert.match(problem!.message, words)
    })
  }

  test('are fifty in all, those overwritten counted once', () => {
    assert.equal(tagProblem(many(49), { new: '' }), undefined)
    assert.equal(tagProblem(many(50), { k0: 'again', k49: 'again' }), undefined)
    assert.deepEqual(tagProblem(many(50), { k0: '', new: '' }), {
      kind: 'too-many', message: 'A resource can have at most 50 tags; this would make 51.',
    })
    assert.equal(tagProblem({}, many(51))?.kind, 'too-many')
  })
})

describe('dialects', () => {
  const pair = (name: string, value: string): object =>
    ({ type: 'structure', members: { [name]: { type: 'string' }, [value]: { type: 'string' } } })
  const operationOf = (shape: object, names: object = { type: 'list', member: { type: 'string' } }): OperationModel => readModel({
    metadata: { protocol: 'json' },
    operations: { Tag: { name: 'Tag', input: { type: 'structure', members: { Arn: { type: 'string' }, Labels: shape, Names: names } } } },
    shapes: {},
  } as never).operation('Tag')!
  const tags = { b: '2', a: '1', '': '' }
  const dialects: readonly (readonly [string, object, unknown])[] = [
    ['a map', { type: 'map', key: { type: 'string' }, value: { type: 'string' } }, { '': '', a: '1', b: '2' }],
    ['a list', { type: 'list', member: pair('Key', 'Value') },
      [{ Key: '', Value: '' }, { Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }]],
    ['a list in lower case', { type: 'list', member: pair('key', 'value') },
      [{ key: '', value: '' }, { key: 'a', value: '1' }, { key: 'b', value: '2' }]],
    ['a list of KMS\'s', { type: 'list', member: pair('TagKey', 'TagValue') },
      [{ TagKey: '', TagValue: '' }, { TagKey: 'a', TagValue: '1' }, { TagKey: 'b', TagValue: '2' }]],
  ]
  for (const [dialect, shape, onTheWire] of dialects) {
    test(`${dialect} is found, written in order, and read back`, () => {
      const operation = operationOf(shape)
      const member: Member = tagsMember(operation, operation.input)
      assert.equal(member.name, 'Labels')
      assert.deepEqual(writeTags(member, tags), onTheWire)
      assert.deepEqual(readTags(member, onTheWire), tags)
      assert.equal(tagNamesMember(operation, operation.input).name, 'Names')
    })
  }

  test('a key without a value has an empty one', () => {
    const operation = operationOf(dialects[1]![1])
    assert.deepEqual(readTags(tagsMember(operation, operation.input), [{ Key: 'a' }]), { a: '' })
  })

  test('an operation without tags or names of them is a mistake of ours', () => {
    const operation = operationOf({ type: 'list', member: { type: 'integer' } }, { type: 'string' })
    assert.throws(() => tagsMember(operation, operation.input), /assert: Tag is no tag operation/)
    assert.throws(() => tagNamesMember(operation, operation.input), /assert: Tag is no tag operation/)
    const odd = operationOf({ type: 'list', member: pair('Left', 'Right') })
    assert.throws(() => readTags(tagsMember(odd, odd.input), []), /assert: Labels holds no keys and values/)
  })
})

test('every cell has one table of them', async () => {
  const store = await openStore()
  store.transact(() => tagTable(store.cell('1/r')).put('arn', { a: '1' }))
  assert.deepEqual([tagTable(store.cell('1/r')).get('arn'), tagTable(store.cell('1/q')).get('arn')], [{ a: '1' }, undefined])
})
