// Snapshots: of a volume, copied, shown to their owner.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a snapshot is pending, then complete, and makes volumes of at least its size', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const place = { AvailabilityZone: 'us-east-1a' }
  const { VolumeId: volume } = await ec2.createVolume({ ...place, Size: 20, VolumeType: 'gp3' })
  const made = await ec2.createSnapshot({ VolumeId: volume!, Description: 'nightly' })
  assert.deepEqual([made.State, made.VolumeSize, made.Description], ['pending', 20, 'nightly'])
  await cloud.clock.advance('5m')
  const { Snapshots: [shown] = [] } = await ec2.describeSnapshots({ OwnerIds: ['self'] })
  assert.deepEqual([shown!.State, shown!.Progress], ['completed', '100%'])
  await refused(ec2.createVolume({ ...place, SnapshotId: made.SnapshotId!, Size: 10 }), 'InvalidParameterValue', /smaller than snapshot/)
  assert.equal((await ec2.createVolume({ ...place, SnapshotId: made.SnapshotId! })).Size, 20)
  await ec2.deleteSnapshot({ SnapshotId: made.SnapshotId! })
  await refused(ec2.deleteSnapshot({ SnapshotId: made.SnapshotId! }), 'InvalidSnapshot.NotFound')
})
