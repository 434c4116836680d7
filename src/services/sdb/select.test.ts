// Select over the wire: what is found, sorted, shown, counted, and cut into pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('items are found, sorted by an attribute or by name, and limited', async t => {
  const { put, found } = await freshAccount(t)
  await put('a', { year: '1959', title: 'Sirens' })
  await put('b', { year: '1934', title: 'Tropic' })
  await put('c', { year: '1979' })
  assert.deepEqual(await found(''), ['a', 'b', 'c'])
  assert.deepEqual(await found('where year > \'1940\''), ['a', 'c'])
  assert.deepEqual(await found('where year is not null order by year'), ['b', 'a', 'c'])
  assert.deepEqual(await found('where year > \'0\' order by year desc limit 2'), ['c', 'a'])
  assert.deepEqual(await found('where title is null order by itemName() desc'), ['c'])
})

test('an output shows some attributes, names alone, or a count', async t => {
  const { sdb, put } = await freshAccount(t)
  await put('a', { year: '1959', title: 'Sirens' })
  await put('b', { title: 'Tropic' })
  const items = async (SelectExpression: string) => (await sdb.select({ SelectExpression }).promise()).Items
  assert.deepEqual(await items('select year from books'), [{ Name: 'a', Attributes: [{ Name: 'year', Value: '1959' }] }])
  assert.deepEqual((await items('select itemName() from books'))!.map(({ Name }) => Name), ['a', 'b'])
  assert.deepEqual(await items('select count(*) from books where title > \'T\''),
    [{ Name: 'Domain', Attributes: [{ Name: 'Count', Value: '1' }] }])
})

test('pages go on where the last one ended, under the same expression', async t => {
  const { sdb, put } = await freshAccount(t)
  for (const name of ['a', 'b', 'c']) await put(name, { n: name })
  const SelectExpression = 'select * from books where n > \'\' order by n desc limit 2'
  const { Items: first, NextToken } = await sdb.select({ SelectExpression }).promise()
  const { Items: second, NextToken: none } = await sdb.select({ SelectExpression, NextToken: NextToken! }).promise()
  assert.deepEqual([first!.map(({ Name }) => Name), second!.map(({ Name }) => Name), none], [['c', 'b'], ['a'], undefined])
  await refused(sdb.select({ SelectExpression: 'select * from books', NextToken: NextToken! }).promise(), 'InvalidNextToken', 400)
})

test('faults of expressions', async t => {
  const { sdb } = await freshAccount(t)
  const ask = (SelectExpression: string) => sdb.select({ SelectExpression }).promise()
  await refused(ask('select from books'), 'InvalidQueryExpression', 400, /expression syntax is not valid/)
  await refused(ask('select * from nowhere'), 'NoSuchDomain', 400)
  await refused(ask('select * from books order by n'), 'InvalidSortExpression', 400, /sort attribute must be present/)
})
