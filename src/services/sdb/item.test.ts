// Items: several values of a name, replacing, conditions, deletions of parts, batches and their limits.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account } from './account.fixture.ts'
import { freshAccount, refused } from './account.fixture.ts'

const shown = async ({ sdb }: Account, name: string, names?: string[]): Promise<string[]> => {
  const { Attributes: pairs = [] } = await sdb.getAttributes({ DomainName: 'books', ItemName: name,
    ...(names && { AttributeNames: names }) })
    .promise()
  return pairs.map(({ Name, Value }) => `${Name}=${Value}`)
}

test('a name has several values, each once; replacing takes the others away', async t => {
  const account = await freshAccount(t)
  const { sdb, put } = account
  await put('one', { keyword: ['book', 'hardcover'], year: '1959' })
  await put('one', { keyword: ['book', 'paperback'] })
  assert.deepEqual(await shown(account, 'one'), ['keyword=book', 'keyword=hardcover', 'year=1959', 'keyword=paperback'])
  await sdb.putAttributes({ DomainName: 'books', ItemName: 'one', Attributes: [{ Name: 'keyword', Value: 'cd', Replace: true }] }).promise()
  assert.deepEqual(await shown(account, 'one', ['keyword']), ['keyword=cd'])
  assert.deepEqual(await shown(account, 'none'), [])
})

test('pairs are taken away by value, by name, or all with the item', async t => {
  const account = await freshAccount(t)
  const { sdb, put } = account
  await put('one', { keyword: ['book', 'hardcover'], year: '1959', pages: '336' })
  const take = (Attributes?: { Name: string, Value?: string }[]) =>
    sdb.deleteAttributes({ DomainName: 'books', ItemName: 'one', ...(Attributes && { Attributes: Attributes as never }) }).promise()
  await take([{ Name: 'keyword', Value: 'book' }, { Name: 'pages', Value: '1' }])
  assert.deepEqual(await shown(account, 'one'), ['keyword=hardcover', 'year=1959', 'pages=336'])
  await take()
  await take()
  assert.equal((await sdb.domainMetadata({ DomainName: 'books' }).promise()).ItemCount, 0)
})

test('a condition asks for a value, or that there is none', async t => {
  const { sdb, put } = await freshAccount(t)
  await put('one', { state: 'in', keyword: ['a', 'b'] })
  const when = (Expected: AWS.SimpleDB.UpdateCondition) => sdb.putAttributes({ DomainName: 'books', ItemName: 'one',
    Attributes: [{ Name: 'state', Value: 'out', Replace: true }], Expected }).promise()
  await refused(when({ Name: 'state', Value: 'gone' }), 'ConditionalCheckFailed', 409, /value is \(in\) but was expected \(gone\)/)
  await refused(when({ Name: 'state', Exists: false }), 'ConditionalCheckFailed', 409, /Attribute \(state\) value exists/)
  await refused(when({ Name: 'owner', Value: 'x' }), 'AttributeDoesNotExist', 404, /Attribute \(owner\) does not exist/)
  await refused(when({ Name: 'keyword', Value: 'a' }), 'MultiValuedAttribute', 409)
  await refused(when({ Name: 'state', Exists: false, Value: 'x' }), 'ExistsAndExpectedValue', 400)
  await refused(when({ Name: 'state', Exists: true }), 'IncompleteExpectedExpression', 400)
  await when({ Name: 'state', Value: 'in', Exists: true })
  await when({ Name: 'owner', Exists: false })
  const Expected = { Name: 'state', Value: 'in' }
  await refused(sdb.deleteAttributes({ DomainName: 'books', ItemName: 'one', Expected }).promise(), 'ConditionalCheckFailed', 409)
})

test('batches put and delete up to 25 items, none twice', async t => {
  const account = await freshAccount(t)
  const { sdb } = account
  const items = (count: number) => Array.from({ length: count },
    (_, i) => ({ Name: `item${i}`, Attributes: [{ Name: 'n', Value: `${i}` }] }))
  await sdb.batchPutAttributes({ DomainName: 'books', Items: items(25) }).promise()
  assert.equal((await sdb.domainMetadata({ DomainName: 'books' }).promise()).ItemCount, 25)
  await refused(sdb.batchPutAttributes({ DomainName: 'books', Items: items(26) }).promise(), 'NumberSubmittedItemsExceeded', 409)
  await refused(sdb.batchPutAttributes({ DomainName: 'books', Items: [...items(1), ...items(1)] }).promise(), 'DuplicateItemName', 400,
    /item0/)
  await sdb.batchDeleteAttributes({ DomainName: 'books', Items: [{ Name: 'item0' }, { Name: 'item1', Attributes: [{ Name: 'n',
    Value: '9' }] }] }).promise()
  assert.equal((await sdb.domainMetadata({ DomainName: 'books' }).promise()).ItemCount, 24)
  assert.deepEqual(await shown(account, 'item1'), ['n=1'])
})

test('an item has 256 pairs at most, and texts 1,024 bytes', async t => {
  const { put } = await freshAccount(t)
  await put('one', { n: Array.from({ length: 256 }, (_, i) => String(i)) })
  await refused(put('one', { n: 'more' }), 'NumberItemAttributesExceeded', 409, /Too many attributes in this item/)
  await refused(put('two', { n: 'x'.repeat(1025) }), 'InvalidParameterValue', 400, /1024/)
})
