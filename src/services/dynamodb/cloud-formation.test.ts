// AWS::DynamoDB::Table by Cloud Control: made, read, changed and deleted by its properties, on a clock that runs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { updates } from './cloud-formation.ts'
import { controlled } from './control.fixture.ts'

const TypeName = 'AWS::DynamoDB::Table'

test('a table by properties', async t => {
  const { db, control, create, update, remove, read } = await controlled(t, TypeName)
  const properties = {
    TableName: 'Music', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' }, TimeToLiveSpecification: { Enabled: true, AttributeName: 'ends' },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, Tags: [{ Key: 'team', Value: 'a' }],
  }
  assert.equal(await create(properties), 'Music')
  const made = await read('Music')
  assert.deepEqual({ ...made, ...properties }, made)
  assert.match(String(made.StreamArn), /table\/Music\/stream\//)
  const patch = [
    { op: 'add', path: '/AttributeDefinitions/1', value: { AttributeName: 'genre', AttributeType: 'S' } },
    { op: 'add', path: '/GlobalSecondaryIndexes', value: [{ IndexName: 'byGenre', KeySchema: [{ AttributeName: 'genre', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' } }] },
    { op: 'replace', path: '/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled', value: false },
    { op: 'replace', path: '/Tags/0/Value', value: 'b' },
    { op: 'replace', path: '/DeletionProtectionEnabled', value: true },
  ]
  await update('Music', patch)
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  assert.deepEqual([table!.GlobalSecondaryIndexes![0]!.IndexName, table!.DeletionProtectionEnabled], ['byGenre', true])
  const changed = await read('Music')
  assert.deepEqual([changed.Tags, changed.PointInTimeRecoverySpecification],
    [[{ Key: 'team', Value: 'b' }], { PointInTimeRecoveryEnabled: false }])
  assert.deepEqual((await control.listResources({ TypeName })).ResourceDescriptions!.map(({ Identifier: name }) => name), ['Music'])
  await update('Music', [{ op: 'replace', path: '/DeletionProtectionEnabled', value: false }])
  await remove('Music')
})

test('each kind of change has a call of its own', () => {
  const index = (name: string, units?: number) => ({ IndexName: name, ...(units !== undefined && {
    ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units } }) })
  const rows: [object, object, object[]][] = [
    [{}, {}, []],
    [{ TableClass: 'STANDARD' }, { TableClass: 'STANDARD' }, []],
    [{ BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 1 } }, { BillingMode: 'PAY_PER_REQUEST' },
      [{ BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 1 } }]],
    [{ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }, { StreamSpecification: { StreamViewType: 'KEYS_ONLY' } },
      [{ StreamSpecification: { StreamEnabled: false } }, { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }]],
    [{ GlobalSecondaryIndexes: [index('b'), index('c', 2)] }, { GlobalSecondaryIndexes: [index('a'), index('c', 1)] }, [
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'a' } }] },
      { AttributeDefinitions: undefined, GlobalSecondaryIndexUpdates: [{ Create: index('b') }] },
      { GlobalSecondaryIndexUpdates: [{ Update: index('c', 2) }] },
    ]],
  ]
  for (const [wanted, before, expected] of rows) {
    assert.deepEqual(updates('T', wanted as never, before as never), expected.map(each => ({ TableName: 'T', ...each })))
  }
})
