// Related items and events of OpsItems.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('items are related once, and no more', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const { OpsItemId = '' } = await ssm.createOpsItem({ Title: 'a', Source: 'fleet', Description: 'x' })
  const relate = async (more: object = {}) => ssm.associateOpsItemRelatedItem({ OpsItemId, AssociationType: 'RelatesTo',
    ResourceType: 'AWS::SSM::Document', ResourceUri: 'arn:aws:ssm:us-east-1:111122223333:document/x', ...more })
  const { AssociationId = '' } = await relate()
  await refused(relate(), 'OpsItemRelatedItemAlreadyExistsException')
  await refused(relate({ AssociationType: 'Loves', ResourceUri: 'other' }), 'OpsItemInvalidParameterException')
  await refused(relate({ OpsItemId: 'oi-000000000000' }), 'OpsItemNotFoundException')
  const { Summaries: [related, ...others] = [] } = await ssm.listOpsItemRelatedItems({ OpsItemId,
    Filters: [{ Key: 'ResourceType', Operator: 'Equal', Values: ['AWS::SSM::Document'] }] })
  assert.deepEqual([related!.AssociationId, related!.AssociationType, others.length], [AssociationId, 'RelatesTo', 0])
  await ssm.disassociateOpsItemRelatedItem({ OpsItemId, AssociationId })
  await refused(ssm.disassociateOpsItemRelatedItem({ OpsItemId, AssociationId }), 'OpsItemRelatedItemAssociationNotFoundException')
  await cloud.clock.advance('1m')
  await ssm.updateOpsItem({ OpsItemId, Status: 'Resolved' })
  const { Summaries: events } = await ssm.listOpsItemEvents({ Filters: [{ Key: 'OpsItemId', Operator: 'Equal', Values: [OpsItemId] }] })
  assert.deepEqual(events!.map(({ DetailType, Detail }) => [DetailType, (JSON.parse(Detail!) as { status: string }).status]),
    [['OpsItem Create', 'Open'], ['OpsItem Update', 'Resolved']])
})
