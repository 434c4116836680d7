// The table of services: declarations joined with their models, every operation answered in exactly one way, and mistakes told at loading.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Book, catalogueOf, library, libraryCatalogue, libraryModel, sampleCloud } from './sample.fixture.ts'
import { ServiceTable } from './services.ts'
import type { LoadedService, ServiceLoaders } from './services.ts'
import type { ServiceDeclaration } from './service.ts'

function tableOf(declaration: ServiceDeclaration): ServiceTable {
  return new ServiceTable(libraryCatalogue, { library: () => Promise.resolve(declaration) })
}

test('every operation of the model has exactly one label, and a reason', async () => {
  const coverage = (await tableOf(library).coverage('library'))!
  assert.deepEqual(coverage.map(({ operation }) => operation), libraryModel.operationNames)
  const refused = coverage.filter(({ label }) => label === 'refuses')
  assert.deepEqual(refused.map(({ operation, reason }) => [operation, reason]), [
    ['PulpBook', 'Books are kept.'], ['RebindBook', 'Orrery does not answer library RebindBook yet.'],
  ])
  assert.deepEqual(coverage.find(({ operation }) => operation === 'TagResource'), {
    operation: 'TagResource', label: 'behaves', reason: 'Derived from the declaration of Book in services/library.',
  })
  assert.equal(coverage.find(({ operation }) => operation === 'GetBook')!.reason, 'Written by hand in services/library.')
  assert.ok(coverage.every(({ label }) => label === 'behaves' || label === 'refuses'))
})

test('an operation is bound once, with its handler where it behaves', async () => {
  const service = await tableOf(library).load('library') as LoadedService
  for (const name of libraryModel.operationNames) {
    const bound = service.operation(name)!
    assert.equal(bound, service.operation(name))
    assert.equal(bound.run !== undefined, bound.label !== 'refuses', name)
    assert.equal(bound.dataEvent, name === 'GetBook')
  }
  assert.deepEqual([service.operation('getbook'), service.operation('toString'), service.operation('')], [undefined, undefined, undefined])
})

test('tag operations written by hand win over derived ones', async () => {
  const ListTagsForResource = (): object => ({ Tags: [] })
  const service = await tableOf({ ...library, operations: { ...library.operations, ListTagsForResource } }).load('library')
  assert.equal(service!.operation('ListTagsForResource')!.run, ListTagsForResource)
})

describe('a declaration that contradicts its model is a mistake of ours', () => {
  const cases: readonly (readonly [Partial<ServiceDeclaration>, RegExp])[] = [
    [{ operations: { EatBook: () => {} } }, /^Error: assert: library has no operation EatBook$/],
    [{ refuses: { EatBook: 'no' } }, /^Error: assert: library has no operation EatBook$/],
    [{ tagging: { ...library.tagging!, untag: 'Untag' } }, /^Error: assert: library has no operation Untag$/],
    [{ refuses: { GetBook: 'no' } }, /^Error: assert: library GetBook is both written and refused$/],
  ]
  for (const [wrong, words] of cases) {
    test(JSON.stringify(Object.keys(wrong)) + words.source, async () => {
      await assert.rejects(async () => tableOf({ ...library, ...wrong }).load('library'), words)
    })
  }
})

describe('loading', () => {
  test('happens once, on first use, for all who ask meanwhile', async () => {
    let loads = 0
    const table = new ServiceTable(libraryCatalogue, { library: async () => { loads += 1; return library } })
    const [one, other] = await Promise.all([table.load('library'), table.load('library')])
    assert.deepEqual([one === other, table.load('library') === one, loads], [true, true, 1])
  })

  test('of an API without a folder gives one that refuses everything, at once', async () => {
    const table = new ServiceTable(libraryCatalogue, {})
    const service = table.load('library') as LoadedService
    assert.equal(service.operation('GetBook')!.label, 'refuses')
    assert.deepEqual([...new Set((await table.coverage('library'))!.map(({ label }) => label))], ['refuses'])
    assert.deepEqual(table.writtenIds, [])
  })

  test('of what is no API gives nothing', async () => {
    const table = tableOf(library)
    for (const id of ['museum', 'toString', '__proto__', '']) assert.equal(await table.load(id), undefined, id)
    assert.equal(await table.coverage('museum'), undefined)
  })

  test('of a folder without a model is a mistake of ours', async () => {
    const loaders: ServiceLoaders = { museum: () => Promise.resolve({ ...library, id: 'museum' }) }
    await assert.rejects(async () => new ServiceTable(catalogueOf(libraryModel), loaders).load('museum'),
      /assert: the models have no service museum/)
  })
})

test('the resource types of all services are known, with where they live', async () => {
  assert.deepEqual(await tableOf(library).resourceTypes(), [{ service: 'library', scope: 'region', type: Book }])
  assert.deepEqual(await tableOf({ ...library, scope: 'account' }).resourceTypes(), [{ service: 'library', scope: 'account', type: Book }])
  const { resources: _, ...bare } = library
  assert.deepEqual(await tableOf(bare).resourceTypes(), [])
})

test('what a service caches is its cloud\'s own', async t => {
  let made = 0
  const OpenDoors = (_: object, call: { cache: <T>(name: string, make: () => T) => T }): object =>
    ({ Welcome: call.cache('greeting', () => { made += 1; return `Welcome ${made}` }) })
  const declaration = { ...library, operations: { ...library.operations, OpenDoors } }
  const [one, other] = [await sampleCloud(t, { declaration }), await sampleCloud(t, { declaration })]
  const said = async ({ ask }: typeof one) => (await ask('OpenDoors')).output['Welcome']
  assert.deepEqual([await said(one), await said(one), await said(other), await said(one)],
    ['Welcome 1', 'Welcome 1', 'Welcome 2', 'Welcome 1'])
})
