// Schemas and their versions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, openApi, refused } from './account.fixture.ts'

test('each change of content is a version', async t => {
  const { schemas } = await freshAccount(t)
  await schemas.createRegistry({ RegistryName: 'r' })
  const place = { RegistryName: 'r', SchemaName: 'shop@Order' }
  const made = await schemas.createSchema({ ...place, Type: 'OpenApi3', Content: openApi('Order') })
  assert.deepEqual([made.SchemaVersion, made.SchemaArn], ['1', 'arn:aws:schemas:us-east-1:111122223333:schema/r/shop@Order'])
  assert.equal((await schemas.updateSchema({ ...place, Content: openApi('Order'), Type: 'OpenApi3' })).SchemaVersion, '1')
  assert.equal((await schemas.updateSchema({ ...place, Content: openApi('Order', { a: {} }), Type: 'OpenApi3' })).SchemaVersion, '2')
  const versions = async () => (await schemas.listSchemaVersions(place)).SchemaVersions!.map(({ SchemaVersion: version }) => version)
  assert.deepEqual(await versions(), ['1', '2'])
  assert.equal((await schemas.describeSchema({ ...place, SchemaVersion: '1' })).Content, openApi('Order'))
  assert.equal((await schemas.listSchemas({ RegistryName: 'r' })).Schemas![0]!.VersionCount, 2)
  await schemas.deleteSchemaVersion({ ...place, SchemaVersion: '2' })
  assert.equal((await schemas.describeSchema(place)).SchemaVersion, '1')
  await refused(schemas.deleteSchemaVersion({ ...place, SchemaVersion: '1' }), 'BadRequestException')
  await refused(schemas.createSchema({ ...place, SchemaName: 'x', Type: 'OpenApi3', Content: '{}' }), 'BadRequestException', /openapi/)
  await refused(schemas.createSchema({ ...place, SchemaName: 'x', Type: 'OpenApi3', Content: 'no' }), 'BadRequestException', /JSON/)
  await refused(schemas.describeSchema({ ...place, SchemaName: 'x' }), 'NotFoundException')
})
