// Lists to their end, differences, documents as objects and as texts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../kernel/service.ts'
import { allOf, difference, documentOf, given, ifThere, listed, textOf } from './formation.ts'

test('a list is read to its end', async () => {
  const pages = [{ items: [1, 2], Marker: 'a' }, { items: [3], Marker: 'b' }, { items: [] }]
  const asked: (string | undefined)[] = []
  const read = ({ Marker }: { readonly Marker?: string }): Promise<{ readonly items: number[], readonly Marker?: string }> => {
    asked.push(Marker)
    return Promise.resolve(pages[asked.length - 1]!)
  }
  assert.deepEqual(await allOf(listed(read, ({ items }) => items)), [1, 2, 3])
  assert.deepEqual(asked, [undefined, 'a', 'b'])
})

test('small things', async () => {
  assert.deepEqual(difference(['a', 'b'], ['b', 'c']), { added: ['a'], gone: ['c'] })
  assert.deepEqual([textOf('{}'), textOf({ a: 1 }), documentOf('%7B%22a%22%3A1%7D')], ['{}', '{"a":1}', { a: 1 }])
  assert.deepEqual(given({ a: 1, b: undefined, c: 3 }, ['a', 'b']), { a: 1 })
  await ifThere(Promise.reject(new Fault('NoSuchEntityException', 'gone')))
  await assert.rejects(ifThere(Promise.reject(new Fault('Other', 'x'))), { code: 'Other' })
})
