// Tags of accounts, units, roots and policies, by their ids.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountMade, fresh, organized } from './account.fixture.ts'

test('everything in an organization that has an id can have tags', async t => {
  const all = await fresh(t)
  const { organizations } = all
  const root = await organized(all)
  const account = await accountMade(all, 'web')
  const { OrganizationalUnit: unit } = await organizations.createOrganizationalUnit({ ParentId: root, Name: 'unit' })
  const { Policy: policy } = await organizations.createPolicy({ Name: 'p', Description: '', Type: 'TAG_POLICY', Content: '{"tags":{}}' })
  for (const id of [root, account, unit!.Id!, policy!.PolicySummary!.Id!]) {
    await organizations.tagResource({ ResourceId: id, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] })
    await organizations.untagResource({ ResourceId: id, TagKeys: ['a'] })
    assert.deepEqual((await organizations.listTagsForResource({ ResourceId: id })).Tags, [{ Key: 'b', Value: '2' }], id)
  }
  await assert.rejects(organizations.tagResource({ ResourceId: 'ou-abcd-12345678', Tags: [] }), { name: 'TargetNotFoundException' })
})
