// AWS's own schemas lie beside the account's.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('the registry of AWS\'s events is read as any other, and not written', async t => {
  const { schemas } = await freshAccount(t)
  const { Schemas: listed } = await schemas.listSchemas({ RegistryName: 'aws.events', SchemaNamePrefix: 'aws.s3@' })
  assert.deepEqual(listed!.map(({ SchemaName: name }) => name), ['aws.s3@ObjectCreated', 'aws.s3@ObjectDeleted'])
  const { Content: content,
    SchemaArn: arn } = await schemas.describeSchema({ RegistryName: 'aws.events', SchemaName: 'aws.s3@ObjectCreated' })
  assert.equal(arn, 'arn:aws:schemas:us-east-1::schema/aws.events/aws.s3@ObjectCreated')
  assert.match(content!, /"x-amazon-events-source":"aws.s3"/)
  await refused(schemas.createSchema({ RegistryName: 'aws.events', SchemaName: 'x', Type: 'OpenApi3', Content: '{}' }),
    'ForbiddenException')
})
