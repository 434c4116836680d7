// Domains: made, listed in pages, counted, deleted with what is in them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a domain is made and deleted as often as one likes', async t => {
  const { sdb } = await freshAccount(t)
  await sdb.createDomain({ DomainName: 'books' }).promise()
  await sdb.createDomain({ DomainName: 'films' }).promise()
  const { DomainNames: [first], NextToken: token } = await sdb.listDomains({ MaxNumberOfDomains: 1 }).promise() as
    { DomainNames: string[], NextToken: string }
  const { DomainNames: rest } = await sdb.listDomains({ NextToken: token }).promise()
  assert.deepEqual([first, rest], ['books', ['films']])
  await sdb.deleteDomain({ DomainName: 'films' }).promise()
  await sdb.deleteDomain({ DomainName: 'films' }).promise()
  assert.deepEqual((await sdb.listDomains().promise()).DomainNames, ['books'])
  await refused(sdb.createDomain({ DomainName: 'a b' }).promise(), 'InvalidParameterValue', 400, /DomainName/)
})

test('what is in a domain is counted, each name of an attribute once; it goes with the domain', async t => {
  const { sdb, put } = await freshAccount(t)
  await put('one', { year: '1959', keyword: ['book', 'hardcover'] })
  await put('two', { year: '1979' })
  const { ItemCount, ItemNamesSizeBytes, AttributeNameCount, AttributeNamesSizeBytes, AttributeValueCount, AttributeValuesSizeBytes } =
    await sdb.domainMetadata({ DomainName: 'books' }).promise()
  assert.deepEqual([ItemCount, ItemNamesSizeBytes, AttributeNameCount, AttributeNamesSizeBytes, AttributeValueCount,
    AttributeValuesSizeBytes], [2, 6, 2, 11, 4, 21])
  await sdb.deleteDomain({ DomainName: 'books' }).promise()
  await refused(sdb.domainMetadata({ DomainName: 'books' }).promise(), 'NoSuchDomain', 400, /The specified domain does not exist/)
  await sdb.createDomain({ DomainName: 'books' }).promise()
  assert.equal((await sdb.domainMetadata({ DomainName: 'books' }).promise()).ItemCount, 0)
})
