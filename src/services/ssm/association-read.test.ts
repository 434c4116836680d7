// Lists by filters, and what applies to a node.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandDocument, freshAccount, refused } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

test('associations by filters, and those of a node', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const node = await registered({ cloud, ssm }, {}, { team: 'x' })
  await commandDocument(ssm, 'one', ['a'])
  await commandDocument(ssm, 'two', ['b'])
  const make = async (Name: string, Key: string, Values: string[], AssociationName: string) =>
    (await ssm.createAssociation({ Name, Targets: [{ Key, Values }], AssociationName })).AssociationDescription!.AssociationId!
  const byTag = await make('one', 'tag:team', ['x'], 'by-tag')
  const byId = await make('two', 'InstanceIds', [node], 'by-id')
  await make('two', 'tag:team', ['y'], 'other')
  const ids = async (key: string, value: string) =>
    (await ssm.listAssociations({ AssociationFilterList: [{ key: key as 'Name', value }] })).Associations!.map(each => each.AssociationId)
  assert.deepEqual([await ids('Name', 'one'), await ids('AssociationName', 'by-id'), await ids('InstanceId', node)],
    [[byTag], [byId], [byId]])
  assert.equal((await ids('AssociationStatusName', 'Pending')).length, 3)
  const { Associations: applied } = await ssm.describeEffectiveInstanceAssociations({ InstanceId: node, MaxResults: 5 })
  assert.deepEqual(applied!.map(each => each.AssociationId).toSorted(), [byTag, byId].toSorted())
  assert.equal(JSON.parse(applied![0]!.Content!).schemaVersion, '2.2')
  await refused(ssm.describeEffectiveInstanceAssociations({ InstanceId: 'i-0123456789abcdef0' }), 'InvalidInstanceId')
  await refused(ssm.describeAssociationExecutionTargets({ AssociationId: byTag, ExecutionId: '01234567-89ab-cdef-0123-456789abcdef' }),
    'AssociationExecutionDoesNotExist')
  const page = await ssm.listAssociations({ MaxResults: 2 })
  assert.deepEqual([page.Associations!.length, (await ssm.listAssociations({ NextToken: page.NextToken! })).Associations!.length], [2, 1])
})
