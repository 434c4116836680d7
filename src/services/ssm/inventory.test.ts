// Reports of nodes: put, put again, told by their hash, and listed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

const TypeName = 'AWS:Application'
const report = { TypeName, SchemaVersion: '1.1', CaptureTime: '2026-01-01T00:00:00Z' }

test('the newest report of a type stands', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const InstanceId = await registered({ ssm, cloud })
  const content = ['nginx', 'node', 'zsh'].map(Name => ({ Name, Version: '1' }))
  await ssm.putInventory({ InstanceId, Items: [{ ...report, ContentHash: 'one', Content: content }] })
  const later = '2026-01-02T00:00:00Z'
  await ssm.putInventory({ InstanceId, Items: [{ ...report, CaptureTime: later, ContentHash: 'one' }] })
  const first = await ssm.listInventoryEntries({ InstanceId, TypeName, MaxResults: 2 })
  assert.deepEqual([first.Entries, first.CaptureTime, first.SchemaVersion], [content.slice(0, 2), later, '1.1'])
  const rest = await ssm.listInventoryEntries({ InstanceId, TypeName, MaxResults: 2, NextToken: first.NextToken })
  assert.deepEqual([rest.Entries, rest.NextToken], [content.slice(2), undefined])
  const { Entries: found } = await ssm.listInventoryEntries({ InstanceId, TypeName,
    Filters: [{ Key: 'AWS:Application.Name', Values: ['n'], Type: 'BeginWith' }] })
  assert.deepEqual(found!.map(({ Name }) => Name), ['nginx', 'node'])
  await refused(ssm.putInventory({ InstanceId, Items: [{ ...report, ContentHash: 'other' }] }), 'ItemContentMismatchException')
  await refused(ssm.listInventoryEntries({ InstanceId, TypeName: 'Custom:None' }), 'InvalidTypeNameException')
  await refused(ssm.putInventory({ InstanceId: 'mi-0123456789abcdef0', Items: [report] }), 'InvalidInstanceId')
})

test('what is too large, and what an agent says of itself', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const InstanceId = await registered({ ssm, cloud }, { computerName: 'rack-1' }, { team: 'till' })
  const Content = Array.from({ length: 60 }, (_, i) => ({ Name: String(i), Summary: 'x'.repeat(4000) }))
  await refused(ssm.putInventory({ InstanceId, Items: [{ ...report, Content }] }), 'ItemSizeLimitExceededException')
  const { Entries: [own] = [] } = await ssm.listInventoryEntries({ InstanceId, TypeName: 'AWS:InstanceInformation' })
  assert.deepEqual([own!.ComputerName, own!.InstanceStatus], ['rack-1', 'Active'])
  assert.deepEqual((await ssm.listInventoryEntries({ InstanceId, TypeName: 'AWS:Tag' })).Entries, [{ Key: 'team', Value: 'till' }])
})
