// Internet gateways: one VPC at a time.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, network, refused } from './account.fixture.ts'

test('a gateway serves one VPC, and is deleted when it serves none', async t => {
  const { ec2 } = await freshAccount(t)
  const { vpcId } = await network(ec2)
  const id = (await ec2.createInternetGateway({})).InternetGateway!.InternetGatewayId!
  const place = { InternetGatewayId: id, VpcId: vpcId }
  await ec2.attachInternetGateway(place)
  await refused(ec2.attachInternetGateway(place), 'Resource.AlreadyAssociated')
  const { InternetGateways: shown } = await ec2.describeInternetGateways({ Filters: [{ Name: 'attachment.vpc-id', Values: [vpcId] }] })
  assert.deepEqual(shown!.map(({ InternetGatewayId }) => InternetGatewayId), [id])
  await refused(ec2.deleteInternetGateway({ InternetGatewayId: id }), 'DependencyViolation')
  await ec2.detachInternetGateway(place)
  await refused(ec2.detachInternetGateway(place), 'Gateway.NotAttached')
  await ec2.deleteInternetGateway({ InternetGatewayId: id })
  await refused(ec2.deleteInternetGateway({ InternetGatewayId: id }), 'InvalidInternetGatewayID.NotFound')
})
