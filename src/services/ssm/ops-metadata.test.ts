// OpsMetadata of applications.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, refused } from './account.fixture.ts'

test('made, changed, paged, tagged and deleted', async t => {
  const { ssm } = await freshAccount(t)
  const { OpsMetadataArn = '' } = await ssm.createOpsMetadata({ ResourceId: 'shop', Metadata: { a: { Value: '1' }, b: { Value: '2' } } })
  assert.equal(OpsMetadataArn, `arn:aws:ssm:us-east-1:${account}:opsmetadata/aws/ssm/shop/appmanager`)
  await refused(ssm.createOpsMetadata({ ResourceId: 'shop' }), 'OpsMetadataAlreadyExistsException')
  await ssm.updateOpsMetadata({ OpsMetadataArn, MetadataToUpdate: { c: { Value: '3' } }, KeysToDelete: ['a'] })
  const { Metadata: first, NextToken } = await ssm.getOpsMetadata({ OpsMetadataArn, MaxResults: 1 })
  const { Metadata: rest, ResourceId } = await ssm.getOpsMetadata({ OpsMetadataArn, MaxResults: 1, NextToken })
  assert.deepEqual([first, rest, ResourceId], [{ b: { Value: '2' } }, { c: { Value: '3' } }, 'shop'])
  await ssm.addTagsToResource({ ResourceType: 'OpsMetadata', ResourceId: OpsMetadataArn, Tags: [{ Key: 'x', Value: 'y' }] })
  const { TagList: tags } = await ssm.listTagsForResource({ ResourceType: 'OpsMetadata', ResourceId: OpsMetadataArn })
  assert.deepEqual(tags, [{ Key: 'x', Value: 'y' }])
  const { OpsMetadataList: list } = await ssm.listOpsMetadata({ Filters: [{ Key: 'ResourceId', Values: ['shop'] }] })
  assert.deepEqual(list!.map(each => each.OpsMetadataArn), [OpsMetadataArn])
  await refused(ssm.updateOpsMetadata({ OpsMetadataArn, MetadataToUpdate: { c: { Value: '3' } }, KeysToDelete: ['c'] }),
    'OpsMetadataInvalidArgumentException')
  await ssm.deleteOpsMetadata({ OpsMetadataArn })
  await refused(ssm.getOpsMetadata({ OpsMetadataArn }), 'OpsMetadataNotFoundException')
})
