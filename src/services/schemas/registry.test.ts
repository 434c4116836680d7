// Registries: the account's own, AWS's, and what is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, openApi, refused } from './account.fixture.ts'

test('registries are made, listed, changed, removed', async t => {
  const { schemas } = await freshAccount(t)
  const { RegistryArn: arn } = await schemas.createRegistry({ RegistryName: 'r', Description: 'd', Tags: { a: 'b' } })
  assert.equal(arn, 'arn:aws:schemas:us-east-1:111122223333:registry/r')
  await refused(schemas.createRegistry({ RegistryName: 'r' }), 'ConflictException')
  await refused(schemas.createRegistry({ RegistryName: 'aws.mine' }), 'ForbiddenException')
  const names = async (input: object) => (await schemas.listRegistries(input)).Registries!.map(({ RegistryName: name }) => name)
  assert.deepEqual([await names({}), await names({ Scope: 'LOCAL' }), await names({ Scope: 'AWS' }),
    await names({ RegistryNamePrefix: 'r' })],
    [['aws.events', 'r'], ['r'], ['aws.events'], ['r']])
  const { RegistryArn: aws } = await schemas.describeRegistry({ RegistryName: 'aws.events' })
  assert.equal(aws, 'arn:aws:schemas:us-east-1::registry/aws.events')
  await schemas.updateRegistry({ RegistryName: 'r', Description: 'e' })
  assert.equal((await schemas.describeRegistry({ RegistryName: 'r' })).Description, 'e')
  await schemas.createSchema({ RegistryName: 'r', SchemaName: 's', Type: 'OpenApi3', Content: openApi('S') })
  await refused(schemas.deleteRegistry({ RegistryName: 'r' }), 'BadRequestException')
  await schemas.deleteSchema({ RegistryName: 'r', SchemaName: 's' })
  await schemas.deleteRegistry({ RegistryName: 'r' })
  await refused(schemas.describeRegistry({ RegistryName: 'r' }), 'NotFoundException')
})
