// NAT gateways: their states on the clock, and the address they hold.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, network, refused } from './account.fixture.ts'

test('a gateway holds its address until it is deleted, and is shown for an hour afterwards', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const { subnetId } = await network(ec2)
  const { AllocationId: allocation, PublicIp: ip } = await ec2.allocateAddress({})
  const { NatGateway: made } = await ec2.createNatGateway({ SubnetId: subnetId, AllocationId: allocation! })
  const id = made!.NatGatewayId!
  const state = async () => (await ec2.describeNatGateways({ NatGatewayIds: [id] })).NatGateways![0]!.State
  assert.deepEqual([made!.State, made!.NatGatewayAddresses![0]!.PublicIp], ['pending', ip])
  await cloud.clock.advance('5m')
  assert.equal(await state(), 'available')
  await refused(ec2.releaseAddress({ AllocationId: allocation! }), 'InvalidIPAddress.InUse')
  await ec2.deleteNatGateway({ NatGatewayId: id })
  assert.equal(await state(), 'deleting')
  await ec2.releaseAddress({ AllocationId: allocation! })
  await cloud.clock.advance('5m')
  assert.equal(await state(), 'deleted')
  await cloud.clock.advance('2h')
  await refused(state(), 'NatGatewayNotFound')
})
