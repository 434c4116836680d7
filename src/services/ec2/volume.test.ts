// Volumes: AWS's defaults, attached and detached, grown.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused, running } from './account.fixture.ts'

test('a volume has the rates of its type, within its bounds', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const place = { AvailabilityZone: 'us-east-1a' }
  const gp2 = await ec2.createVolume({ ...place, Size: 500 })
  assert.deepEqual([gp2.VolumeType, gp2.Iops, gp2.State], ['gp2', 1_500, 'creating'])
  const gp3 = await ec2.createVolume({ ...place, Size: 8, VolumeType: 'gp3' })
  assert.deepEqual([gp3.Iops, gp3.Throughput], [3_000, 125])
  await refused(ec2.createVolume({ ...place, Size: 1, VolumeType: 'st1' }), 'InvalidParameterValue')
  await refused(ec2.createVolume({ ...place, Size: 8, VolumeType: 'io1' }), 'MissingParameter')
  await refused(ec2.createVolume(place), 'MissingParameter', /size\/snapshot/)
  await cloud.clock.advance('1m')
  const { VolumeModification: change } = await ec2.modifyVolume({ VolumeId: gp3.VolumeId!, Size: 16 })
  assert.deepEqual([change!.OriginalSize, change!.TargetSize], [8, 16])
  const { Volumes: shown } = await ec2.describeVolumes({ Filters: [{ Name: 'size', Values: ['16'] }] })
  assert.deepEqual(shown!.map(({ VolumeId, State }) => [VolumeId, State]), [[gp3.VolumeId, 'available']])
})

test('a volume is attached in its zone, and deleted when it is free', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const instanceId = await running(cloud, ec2, { Placement: { AvailabilityZone: 'us-east-1a' } })
  const [near, far] = await Promise.all(['us-east-1a', 'us-east-1b'].map(async zone =>
    (await ec2.createVolume({ AvailabilityZone: zone, Size: 4 })).VolumeId!))
  await cloud.clock.advance('1m')
  const at = { InstanceId: instanceId, Device: '/dev/sdf' }
  await refused(ec2.attachVolume({ ...at, VolumeId: far! }), 'InvalidVolume.ZoneMismatch')
  assert.equal((await ec2.attachVolume({ ...at, VolumeId: near! })).State, 'attaching')
  await refused(ec2.deleteVolume({ VolumeId: near! }), 'VolumeInUse')
  const { Volumes: [shown] = [] } = await ec2.describeVolumes({ Filters: [{ Name: 'attachment.device', Values: ['/dev/sdf'] }] })
  assert.deepEqual([shown!.State, shown!.Attachments![0]!.InstanceId], ['in-use', instanceId])
  await ec2.detachVolume({ VolumeId: near! })
  await ec2.deleteVolume({ VolumeId: near! })
  await refused(ec2.describeVolumes({ VolumeIds: [near!] }), 'InvalidVolume.NotFound')
})
