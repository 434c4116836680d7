// Search by words, export in the other form.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, openApi, refused } from './account.fixture.ts'

test('schemas are found by words and exported', async t => {
  const { schemas } = await freshAccount(t)
  await schemas.createRegistry({ RegistryName: 'r' })
  for (const [name, member] of [['one', 'colour'], ['two', 'size']] as const) {
    await schemas.createSchema({ RegistryName: 'r', SchemaName: name, Type: 'OpenApi3',
      Content: openApi(name, { [member]: { type: 'string' } }) })
  }
  const found = async (Keywords: string) =>
    (await schemas.searchSchemas({ RegistryName: 'r', Keywords })).Schemas!.map(({ SchemaName: name }) => name)
  assert.deepEqual([await found('COLOUR'), await found('string'), await found('two size'), await found('colour size')],
    [['one'], ['one', 'two'], ['two'], []])
  const { Content: content } = await schemas.exportSchema({ RegistryName: 'r', SchemaName: 'one', Type: 'JSONSchemaDraft4' })
  assert.deepEqual(JSON.parse(content!),
    { $schema: 'http://json-schema.org/draft-04/schema#', title: 'one', definitions: {}, type: 'object',
    properties: { colour: { type: 'string' } } })
  await refused(schemas.exportSchema({ RegistryName: 'r', SchemaName: 'one', Type: 'OpenApi3' }), 'BadRequestException')
})
