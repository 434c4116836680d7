// The registry of declared resources: found by ARN, tagged by ARN, listed by their tags, for one account and region at a time.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/face.ts'
import { Pager } from './page.ts'
import { ResourceRegistry } from './registry.ts'
import type { RegisteredType } from './registry.ts'
import { resource } from './resource.ts'
import type { CloudFormationHandlers } from './resource.ts'
import { key } from '../../std/key.ts'

interface Named { readonly name: string }
interface Page { readonly book: string, readonly label: string }

const handlers = { type: 'AWS::Library::Book' } as CloudFormationHandlers
const Book = resource<Named>({ name: 'Book', key: 'name', arn: 'arn:{partition}:library:{region}:{account}:book/{name}', notFound: 'No',
  cloudFormation: handlers })
const Leaf = resource<Page>({ name: 'Leaf', key: ['book', 'label'], arn: 'arn:{partition}:library:{region}:{account}:leaf/{book}/{label}',
  notFound: 'No' })
const Reader = resource<Named>({ name: 'Reader', key: 'name', arn: 'arn:{partition}:club::{account}:reader/{name}', notFound: 'No' })

const types = [
  { service: 'library', scope: 'region', type: Book }, { service: 'library', scope: 'region', type: Leaf },
  { service: 'club', scope: 'account', type: Reader },
] as unknown as readonly RegisteredType[]

const book = 'arn:aws:library:eu-west-1:111122223333:book/it'
const reader = 'arn:aws:club::111122223333:reader/ann'

async function registered(pager?: Pager): Promise<{ store: Store, registry: ResourceRegistry }> {
  const store = await openStore()
  store.transact(() => {
    store.cell('111122223333/eu-west-1').table('library/Book').put(key('it'), { name: 'it' })
    store.cell('111122223333/global').table('club/Reader').put(key('ann'), { name: 'ann' })
  })
  const context = { store, partition: 'aws', account: '111122223333', region: 'eu-west-1', pager }
  return { store, registry: new ResourceRegistry(types, context) }
}

describe('an ARN names', () => {
  const cases: readonly (readonly [string, string | undefined, readonly unknown[], boolean])[] = [
    [book, 'Book', ['it'], true],
    [`${book}s`, 'Book', ['its'], false],
    ['arn:aws:library:eu-west-1:111122223333:leaf/it/1/a:b', 'Leaf', ['it', '1/a:b'], false],
    ['arn:aws:library:us-east-1:111122223333:book/it', 'Book', ['it'], false],
    [reader, 'Reader', ['ann'], true],
    ['arn:aws:library:eu-west-1:111122223333:scroll/it', undefined, [], false],
    ['arn:aws:library', undefined, [], false],
    ['', undefined, [], false],
  ]
  for (const [arn, typeName, parts, isThere] of cases) {
    test(`${arn || 'nothing'}: ${typeName ?? 'nothing'}${isThere ? ', which is there' : ''}`, async () => {
      const { registry } = await registered()
      const named = registry.named(arn)
      assert.equal(named?.type.name, typeName)
      if (named === undefined) return
      assert.deepEqual(named.key, parts)
      assert.equal(registry.exists(named), isThere)
    })
  }
})

test('tags are added, read and removed by ARN, and bad ones change nothing', async () => {
  const { store, registry } = await registered()
  for (const arn of [book, reader]) {
    const named = registry.named(arn)!
    store.transact(() => {
      assert.equal(registry.addTags(named, { a: '1', b: '2' }), undefined)
      assert.equal(registry.addTags(named, { b: '3' }), undefined)
      assert.equal(registry.addTags(named, { c: '4', 'aws:x': '' })?.kind, 'invalid')
      registry.removeTags(named, ['a', 'never'])
    })
    assert.deepEqual(registry.tagsOf(named), { b: '3' })
  }
})

test('another account\'s resources are out of reach', async () => {
  const { store, registry } = await registered()
  const foreign = registry.named('arn:aws:library:eu-west-1:444455556666:book/it')!
  assert.equal(foreign.account, '444455556666')
  const attempts = [
    () => registry.exists(foreign), () => registry.tagsOf(foreign), () => registry.addTags(foreign, { a: '' }),
      () => registry.removeTags(foreign, ['a']),
  ]
  for (const attempt of attempts) {
    assert.throws(() => store.transact(attempt), /assert: a resource of 444455556666 was looked for on behalf of 111122223333/)
  }
})

test('tagged resources of the region and those without one come in order of their ARNs', async () => {
  const { store, registry } = await registered()
  store.transact(() => {
    for (const name of ['c', 'a', 'b']) registry.addTags(registry.named(`arn:aws:library:eu-west-1:111122223333:book/${name}`)!,
      { n: name })
    for (const name of ['y', 'x']) registry.addTags(registry.named(`arn:aws:club::111122223333:reader/${name}`)!, { n: name })
    registry.addTags(registry.named('arn:aws:library:us-east-1:111122223333:book/elsewhere')!, { n: 'elsewhere' })
  })
  assert.deepEqual([...registry.tagged()].map(({ tags }) => tags['n']), ['x', 'y', 'a', 'b', 'c'])
  const resumed = new ResourceRegistry(types, {
    store, partition: 'aws', account: '111122223333', region: 'eu-west-1',
      pager: new Pager({ after: 'arn:aws:library:eu-west-1:111122223333:book/a', skip: 0 }),
  })
  assert.deepEqual([...resumed.tagged()].map(({ tags }) => tags['n']), ['b', 'c'])
})

test('handlers are found by the name of a CloudFormation type', async () => {
  const { registry } = await registered()
  assert.deepEqual(['AWS::Library::Book', 'AWS::Library::Leaf', 'Reader', ''].map(name => registry.cloudFormation(name)),
    [handlers, undefined, undefined, undefined])
})

test('all that is there, in order of ARNs, page by page', async () => {
  const { registry } = await registered(new Pager({ after: reader, skip: 0 }))
  const found = registry.present(['eu-west-1'])
  assert.deepEqual(found, [
    { service: 'club', type: 'Reader', arn: reader, key: ['ann'], region: 'global', tags: {} },
    { service: 'library', type: 'Book', arn: book, key: ['it'], region: 'eu-west-1', tags: {} },
  ])
  assert.deepEqual(registry.present(['us-east-1']).map(({ arn }) => arn), [reader])
  assert.deepEqual([...registry.paged(found)].map(({ arn }) => arn), [book])
})
