// A persistent request whose instance its owner ends is tried again; one that was made once is over.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, imageId } from './account.fixture.ts'

test('what becomes of a request when its instance is terminated', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const ask = async (Type: 'one-time' | 'persistent') => (await ec2.requestSpotInstances({
    Type, LaunchSpecification: { ImageId: await imageId(ec2), InstanceType: 'm5.large' },
  })).SpotInstanceRequests![0]!.SpotInstanceRequestId!
  const ids = [await ask('one-time'), await ask('persistent')]
  const look = async () => (await ec2.describeSpotInstanceRequests({ SpotInstanceRequestIds: ids })).SpotInstanceRequests!
    .sort((a, b) => a.Type! < b.Type! ? -1 : 1)
  await cloud.clock.advance('1m')
  const before = await look()
  await ec2.terminateInstances({ InstanceIds: before.map(({ InstanceId }) => InstanceId!) })
  assert.equal((await look())[0]!.Status!.Code, 'instance-terminated-by-user')
  await cloud.clock.advance('1m')
  const after = await look()
  assert.deepEqual(after.map(({ State }) => State), ['closed', 'active'])
  assert.notEqual(after[1]!.InstanceId, before[1]!.InstanceId)
})
