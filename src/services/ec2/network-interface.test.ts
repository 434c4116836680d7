// Network interfaces by themselves: attached to an instance as its second, taken off again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, network, refused, running } from './account.fixture.ts'

test('a second interface comes and goes', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const { subnetId } = await network(ec2)
  const instanceId = await running(cloud, ec2, { SubnetId: subnetId })
  const id = (await ec2.createNetworkInterface({ SubnetId: subnetId, Description: 'second' })).NetworkInterface!.NetworkInterfaceId!
  const place = { NetworkInterfaceId: id, InstanceId: instanceId }
  await refused(ec2.attachNetworkInterface({ ...place, DeviceIndex: 0 }), 'InvalidParameterValue')
  const { AttachmentId: attachment } = await ec2.attachNetworkInterface({ ...place, DeviceIndex: 1 })
  const { Reservations: [reservation] = [] } = await ec2.describeInstances({ InstanceIds: [instanceId] })
  assert.deepEqual(reservation!.Instances![0]!.NetworkInterfaces!.map(each => each.Attachment!.DeviceIndex), [0, 1])
  await refused(ec2.deleteNetworkInterface({ NetworkInterfaceId: id }), 'InvalidParameterValue', /currently in use/)
  await ec2.detachNetworkInterface({ AttachmentId: attachment! })
  const { NetworkInterfaces: [card] = [] } = await ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [id] })
  assert.deepEqual([card!.Status, card!.Attachment, card!.Description], ['available', undefined, 'second'])
  await ec2.deleteNetworkInterface({ NetworkInterfaceId: id })
})

test('a security group of another VPC is refused', async t => {
  const { ec2 } = await freshAccount(t)
  const { subnetId } = await network(ec2)
  const { GroupId: id } = await ec2.createSecurityGroup({ GroupName: 'elsewhere', Description: 'in the default VPC' })
  await refused(ec2.createNetworkInterface({ SubnetId: subnetId, Groups: [id!] }), 'InvalidParameter', /different networks/)
})
