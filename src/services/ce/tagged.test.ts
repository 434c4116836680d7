// Tags of what is Cost Explorer's own.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usedAccount } from './account.fixture.ts'

test('tags of a monitor, and of what is not there', async t => {
  const { ce } = await usedAccount(t)
  const { MonitorArn: ResourceArn = '' } = await ce.createAnomalyMonitor({
    AnomalyMonitor: { MonitorName: 'm', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' }, ResourceTags: [{ Key: 'a', Value: '1' }],
  })
  await ce.tagResource({ ResourceArn, ResourceTags: [{ Key: 'b', Value: '2' }] })
  await ce.untagResource({ ResourceArn, ResourceTagKeys: ['a'] })
  assert.deepEqual((await ce.listTagsForResource({ ResourceArn })).ResourceTags, [{ Key: 'b', Value: '2' }])
  await assert.rejects(ce.listTagsForResource({ ResourceArn: `${ResourceArn}x` }), { name: 'ResourceNotFoundException' })
})
