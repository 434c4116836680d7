// Route tables: routes to what is there, and the subnets that use a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, network, refused } from './account.fixture.ts'

test('a route leads to what is there, once', async t => {
  const { ec2 } = await freshAccount(t)
  const { vpcId } = await network(ec2)
  const id = (await ec2.createRouteTable({ VpcId: vpcId })).RouteTable!.RouteTableId!
  const gateway = (await ec2.createInternetGateway({})).InternetGateway!.InternetGatewayId!
  const route = { RouteTableId: id, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway }
  await ec2.createRoute(route)
  await refused(ec2.createRoute(route), 'RouteAlreadyExists')
  await refused(ec2.createRoute({ ...route, DestinationCidrBlock: '10.9.0.0/16', GatewayId: 'igw-0' }), 'InvalidInternetGatewayID.NotFound')
  await ec2.deleteRoute({ RouteTableId: id, DestinationCidrBlock: '0.0.0.0/0' })
  await refused(ec2.deleteRoute({ RouteTableId: id, DestinationCidrBlock: '0.0.0.0/0' }), 'InvalidRoute.NotFound')
})

test('a subnet uses one table, which stays while it does', async t => {
  const { ec2 } = await freshAccount(t)
  const { vpcId, subnetId } = await network(ec2)
  const tables = [await ec2.createRouteTable({ VpcId: vpcId }), await ec2.createRouteTable({ VpcId: vpcId })]
  const [first, second] = tables.map(({ RouteTable }) => RouteTable!.RouteTableId!)
  const { AssociationId: id } = await ec2.associateRouteTable({ RouteTableId: first!, SubnetId: subnetId })
  await refused(ec2.associateRouteTable({ RouteTableId: second!, SubnetId: subnetId }), 'Resource.AlreadyAssociated')
  await refused(ec2.deleteRouteTable({ RouteTableId: first! }), 'DependencyViolation')
  const { NewAssociationId: moved } = await ec2.replaceRouteTableAssociation({ AssociationId: id!, RouteTableId: second! })
  await ec2.deleteRouteTable({ RouteTableId: first! })
  const { RouteTables: [shown] = [] } = await ec2.describeRouteTables({ Filters: [{ Name: 'association.subnet-id', Values: [subnetId] }] })
  assert.equal(shown!.RouteTableId, second)
  await ec2.disassociateRouteTable({ AssociationId: moved! })
  await ec2.deleteRouteTable({ RouteTableId: second! })
})
