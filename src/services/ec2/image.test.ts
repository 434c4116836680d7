// Images: public ones by name, an account's own of its instances.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, imageId, refused, running } from './account.fixture.ts'

test('public images are there, the same in every cloud', async t => {
  const one = await imageId((await freshAccount(t)).ec2)
  assert.match(one, /^ami-[0-9a-f]{17}$/)
  const { ec2 } = await freshAccount(t)
  assert.equal(await imageId(ec2), one)
  assert.deepEqual((await ec2.describeImages({ Owners: ['self'] })).Images, [])
  await refused(ec2.describeImages({ ImageIds: ['ami-00000000000000000'] }), 'InvalidAMIID.NotFound',
    /^The image id '\[ami-0+\]' does not exist$/)
})

test('an image of an instance has a snapshot for each of its disks', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const instanceId = await running(cloud, ec2)
  const { ImageId: id } = await ec2.createImage({ InstanceId: instanceId, Name: 'mine' })
  await refused(ec2.createImage({ InstanceId: instanceId, Name: 'mine' }), 'InvalidAMIName.Duplicate')
  await cloud.clock.advance('10m')
  const { Images: [image] = [] } = await ec2.describeImages({ Owners: ['self'] })
  assert.deepEqual([image!.ImageId, image!.State, image!.Architecture], [id, 'available', 'x86_64'])
  const snapshot = image!.BlockDeviceMappings![0]!.Ebs!.SnapshotId!
  await refused(ec2.deleteSnapshot({ SnapshotId: snapshot }), 'InvalidSnapshot.InUse')
  await ec2.deregisterImage({ ImageId: id! })
  await ec2.deleteSnapshot({ SnapshotId: snapshot })
})

test('an image is registered of what the caller says', async t => {
  const { ec2 } = await freshAccount(t)
  const { ImageId: id } = await ec2.registerImage({ Name: 'bare', Architecture: 'arm64', RootDeviceName: '/dev/xvda' })
  const { Images: [image] = [] } = await ec2.describeImages({ ImageIds: [id!] })
  assert.deepEqual([image!.Name, image!.Architecture, image!.OwnerId], ['bare', 'arm64', '111122223333'])
})
