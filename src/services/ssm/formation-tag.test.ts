// Tags of CloudFormation's types.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, throughCloudControl } from './account.fixture.ts'

test('tags come with a resource, change and go', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const { create, patch, read } = throughCloudControl(cloud, 'AWS::SSM::PatchBaseline')
  const id = await create({ Name: 'mine', Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] })
  await patch(id, [{ op: 'replace', path: '/Tags', value: [{ Key: 'b', Value: '3' }] }])
  assert.deepEqual((await read(id)).Tags, [{ Key: 'b', Value: '3' }])
  assert.deepEqual((await ssm.listTagsForResource({ ResourceType: 'PatchBaseline', ResourceId: id })).TagList, [{ Key: 'b', Value: '3' }])
})
