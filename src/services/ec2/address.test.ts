// Elastic addresses: given to instances, taken back, released.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused, running } from './account.fixture.ts'

test('an address goes to an instance and stays with it when it stops', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const instanceId = await running(cloud, ec2)
  const { AllocationId: id, PublicIp: ip } = await ec2.allocateAddress({})
  const { AssociationId: association } = await ec2.associateAddress({ AllocationId: id!, InstanceId: instanceId })
  const shown = async () => (await ec2.describeInstances({ InstanceIds: [instanceId] })).Reservations![0]!.Instances![0]!
  assert.equal((await shown()).PublicIpAddress, ip)
  await ec2.stopInstances({ InstanceIds: [instanceId] })
  assert.equal((await shown()).PublicIpAddress, ip)
  await refused(ec2.releaseAddress({ AllocationId: id! }), 'InvalidIPAddress.InUse')
  await ec2.disassociateAddress({ AssociationId: association! })
  assert.equal((await shown()).PublicIpAddress, undefined)
  const { Addresses: [address] = [] } = await ec2.describeAddresses({ AllocationIds: [id!] })
  assert.deepEqual([address!.InstanceId, address!.Domain], [undefined, 'vpc'])
  await ec2.releaseAddress({ AllocationId: id! })
  await refused(ec2.describeAddresses({ AllocationIds: [id!] }), 'InvalidAllocationID.NotFound')
  await refused(ec2.describeAddresses({ PublicIps: [ip!] }), 'InvalidAddress.NotFound')
})
