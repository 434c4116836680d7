// AWS::DynamoDB::Table by Cloud Control: made, read, changed and deleted by its properties, on a clock that runs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { Cloud } from '../../index.ts'
import { clientOf } from './account.fixture.ts'
import { updates } from './cloud-formation.ts'

const TypeName = 'AWS::DynamoDB::Table'

test('a table by properties', async t => {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const db = clientOf(cloud, '111122223333')
  /** The identifier, once the request has been carried out. */
  const done = async ({ ProgressEvent: event }: { readonly ProgressEvent?: { readonly RequestToken?: string | undefined } }) => {
    for (;;) {
      // The service works on in turns of its own.
      await new Promise(resolve => { setImmediate(resolve) })
      const { ProgressEvent: now } = await control.getResourceRequestStatus({ RequestToken: event!.RequestToken })
      assert.notEqual(now!.OperationStatus, 'FAILED', now!.StatusMessage)
      if (now!.OperationStatus === 'SUCCESS') return now!.Identifier!
    }
  }
  const read = async () => {
    const { ResourceDescription: description } = await control.getResource({ TypeName, Identifier: 'Music' })
    return JSON.parse(description!.Properties!) as Record<string, unknown>
  }
  const properties = {
    TableName: 'Music', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' }, TimeToLiveSpecification: { Enabled: true, AttributeName: 'ends' },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, Tags: [{ Key: 'team', Value: 'a' }],
  }
  assert.equal(await done(await control.createResource({ TypeName, DesiredState: JSON.stringify(properties) })), 'Music')
  const made = await read()
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
  await done(await control.updateResource({ TypeName, Identifier: 'Music', PatchDocument: JSON.stringify(patch) }))
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  assert.deepEqual([table!.GlobalSecondaryIndexes![0]!.IndexName, table!.DeletionProtectionEnabled], ['byGenre', true])
  const changed = await read()
  assert.deepEqual([changed.Tags, changed.PointInTimeRecoverySpecification],
    [[{ Key: 'team', Value: 'b' }], { PointInTimeRecoveryEnabled: false }])
  assert.deepEqual((await control.listResources({ TypeName })).ResourceDescriptions!.map(({ Identifier: name }) => name), ['Music'])
  await done(await control.updateResource({ TypeName, Identifier: 'Music',
    PatchDocument: JSON.stringify([{ op: 'replace', path: '/DeletionProtectionEnabled', value: false }]) }))
  await done(await control.deleteResource({ TypeName, Identifier: 'Music' }))
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
