// The language of Select, read without a store: quotes, calls, and what is none of it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadExpression, readQuery } from './expression.ts'

test('outputs, domains, orders and limits are read', () => {
  const read = (text: string) => {
    const { output, domain, order, limit } = readQuery(text)
    return [output, domain, order?.by.name, order?.isDescending, limit]
  }
  assert.deepEqual(read('select * from books'), ['all', 'books', undefined, undefined, undefined])
  assert.deepEqual(read('SELECT itemName() FROM `my-books` LIMIT 5'), ['itemName', 'my-books', undefined, undefined, 5])
  assert.deepEqual(read('select count(*) from books where a = \'1\''), ['count', 'books', undefined, undefined, undefined])
  assert.deepEqual(read('select Title, `x``y` from books where Title > "" order by Title desc'),
    [['Title', 'x`y'], 'books', 'Title', true, undefined])
})

test('a quote is doubled inside its own kind', () => {
  const { where } = readQuery('select * from books where a = \'it\'\'s "so"\'')
  assert.ok(where?.kind === 'test')
  assert.ok(where.holds('it\'s "so"'))
})

test('what is none of the language is refused', () => {
  for (const text of ['', 'select', 'select * books', 'select * from books where', 'select * from books where a = b',
    'select * from books where a ~ \'1\'', 'select * from books limit 2501', 'select * from books limit 0',
    'select * from books where (a = \'1\'', 'select * from books nonsense']) {
    assert.throws(() => readQuery(text), BadExpression, text)
  }
})
