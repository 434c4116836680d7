// Windows by properties.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused, throughCloudControl } from './account.fixture.ts'
import { atHalfPast } from './window.fixture.ts'

test('a window by properties', async t => {
  const { ssm, cloud } = await atHalfPast(t)
  const { create, patch, read, remove } = throughCloudControl(cloud, 'AWS::SSM::MaintenanceWindow')
  const wanted = { Name: 'nightly', Schedule: 'rate(1 day)', Duration: 3, Cutoff: 1, AllowUnassociatedTargets: false }
  const WindowId = await create({ ...wanted, Tags: [{ Key: 'a', Value: 'b' }] })
  assert.deepEqual(await read(WindowId), { WindowId, ...wanted, Tags: [{ Key: 'a', Value: 'b' }] })
  await patch(WindowId, [{ op: 'replace', path: '/Duration', value: 4 }, { op: 'add', path: '/Description', value: 'long' }])
  assert.deepEqual([(await read(WindowId)).Duration, (await read(WindowId)).Description], [4, 'long'])
  await remove(WindowId)
  await refused(ssm.getMaintenanceWindow({ WindowId }), 'DoesNotExistException')
})
