// RunInstances: many at once, AWS's defaults, disks, templates, and what is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, imageId, network, refused } from './account.fixture.ts'

test('several instances are launched at once, with an address, a disk and tags each', async t => {
  const { ec2 } = await freshAccount(t)
  const tags = [
    { ResourceType: 'instance' as const, Tags: [{ Key: 'Name', Value: 'web' }] },
    { ResourceType: 'volume' as const, Tags: [{ Key: 'of', Value: 'web' }] },
  ]
  const made = await ec2.runInstances({
    ImageId: await imageId(ec2), InstanceType: 'm5.large', MinCount: 1, MaxCount: 3, TagSpecifications: tags,
  })
  assert.match(made.ReservationId!, /^r-[0-9a-f]{17}$/)
  const instances = made.Instances!
  assert.deepEqual(instances.map(({ AmiLaunchIndex }) => AmiLaunchIndex), [0, 1, 2])
  assert.deepEqual(instances.map(({ PrivateIpAddress }) => PrivateIpAddress), ['172.31.0.4', '172.31.0.5', '172.31.0.6'])
  const [first] = instances
  assert.deepEqual([first!.State, first!.Tags, first!.SecurityGroups![0]!.GroupName], [
    { Code: 0, Name: 'pending' }, [{ Key: 'Name', Value: 'web' }], 'default',
  ])
  assert.equal(first!.PrivateDnsName, 'ip-172-31-0-4.ec2.internal')
  assert.match(first!.PublicIpAddress!, /^198\.1[89]\./)
  const { Volumes: disks } = await ec2.describeVolumes({ Filters: [{ Name: 'tag:of', Values: ['web'] }] })
  assert.deepEqual(disks!.map(({ Size, State, VolumeType }) => [Size, State, VolumeType]), Array(3).fill([8, 'in-use', 'gp3']))
})

test('a launch template gives what the call leaves out', async t => {
  const { ec2 } = await freshAccount(t)
  const { subnetId } = await network(ec2)
  await ec2.createLaunchTemplate({
    LaunchTemplateName: 'web', LaunchTemplateData: { ImageId: await imageId(ec2), InstanceType: 'c5.large' },
  })
  const template = { LaunchTemplateName: 'web' }
  const { Instances: [one] = [] } = await ec2.runInstances({ LaunchTemplate: template, SubnetId: subnetId, MinCount: 1, MaxCount: 1 })
  assert.deepEqual([one!.InstanceType, one!.SubnetId, one!.PublicIpAddress], ['c5.large', subnetId, undefined])
})

test('what cannot be launched says why, and nothing is left of it', async t => {
  const { ec2 } = await freshAccount(t)
  const image = await imageId(ec2)
  const run = (input: object) => ec2.runInstances({ ImageId: image, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, ...input })
  await refused(run({ ImageId: 'ami-12345678' }), 'InvalidAMIID.NotFound')
  await refused(run({ KeyName: 'nobody' }), 'InvalidKeyPair.NotFound')
  await refused(run({ SubnetId: 'subnet-0' }), 'InvalidSubnetID.NotFound')
  await refused(run({ SecurityGroupIds: ['sg-0'] }), 'InvalidGroup.NotFound')
  await refused(run({ InstanceType: 'm7g.medium' }), 'InvalidParameterValue', /architecture/)
  await refused(run({ HibernationOptions: { Configured: true } }), 'NotImplemented', /HibernationOptions/)
  await refused(run({ DryRun: true }), 'DryRunOperation')
  assert.deepEqual((await ec2.describeInstances({})).Reservations, [])
  assert.deepEqual((await ec2.describeNetworkInterfaces({})).NetworkInterfaces, [])
})
