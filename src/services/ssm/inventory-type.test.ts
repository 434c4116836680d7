// Types of inventory: AWS's, and those that come with data.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

test('schemas of AWS and of one\'s own', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const InstanceId = await registered({ ssm, cloud })
  const put = async (TypeName: string, Content: Record<string, string>[]) =>
    ssm.putInventory({ InstanceId, Items: [{ TypeName, SchemaVersion: '1.0', CaptureTime: '2026-01-01T00:00:00Z', Content }] })
  await put('Custom:Rack', [{ Row: '1' }, { Shelf: '2' }])
  const names = async (TypeName: string) => (await ssm.getInventorySchema({ TypeName })).Schemas!
    .map(schema => [schema.TypeName, ...schema.Attributes!.map(({ Name }) => Name)])
  assert.deepEqual(await names('Custom:Rack'), [['Custom:Rack', 'Row', 'Shelf']])
  assert.deepEqual((await names('AWS:Tag')), [['AWS:Tag', 'Key', 'Value']])
  assert.ok((await ssm.getInventorySchema({})).Schemas!.length > 10)
  const { Schemas: counted } = await ssm.getInventorySchema({ Aggregator: true })
  assert.deepEqual(counted!.flatMap(({ Attributes }) => Attributes!.map(({ Name }) => Name)),
    ['PlatformName', 'PlatformType', 'PlatformVersion'])
  await refused(put('AWS:Unknown', [{ a: 'b' }]), 'InvalidTypeNameException')
  for (let i = 1; i < 20; i += 1) await put(`Custom:T${i}`, [{ a: 'b' }])
  await refused(put('Custom:T20', [{ a: 'b' }]), 'CustomSchemaCountLimitExceededException')
})
