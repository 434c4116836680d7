// Route tables: a VPC's main one and others, their routes, and the subnets that use them. Source: the operations' pages, EC2 API Reference;
// "Route table concepts", Amazon VPC User Guide.

import type { CreateRouteRequest, Ec2, Route, RouteTable as Shown } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { blockText, readBlock } from './cidr.ts'
import { all, change, dependency, described, drop, find, invalid, make, required } from './kind.ts'
import type { TagSpecification } from './kind.ts'
import { Instance, InternetGateway, NatGateway, NetworkInterface, RouteTable, Subnet, Vpc } from './kinds.ts'

export function newRouteTable(vpcId: string, cidr: string, call: Call, isMain: boolean, tags?: readonly TagSpecification[]): Shown {
  const state = { State: 'associated' as const }
  return make(RouteTable, call, id => ({
    RouteTableId: id, VpcId: vpcId, OwnerId: call.account, PropagatingVgws: [],
    Routes: [{ DestinationCidrBlock: cidr, GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' }],
    Associations: isMain
      ? [{ Main: true, RouteTableAssociationId: `rtbassoc-${call.hex(17)}`, RouteTableId: id, AssociationState: state }] : [],
  }), { tags })
}

export function mainTableOf(vpcId: string, call: Call): Shown | undefined {
  for (const [, table] of all(RouteTable, call)) {
    if (table.VpcId === vpcId && table.Associations?.some(({ Main }) => Main === true)) return table
  }
  return undefined
}

export const CreateRouteTable: Ec2['CreateRouteTable'] = ({ VpcId: vpcId, TagSpecifications: tags }, call) => ({
  RouteTable: newRouteTable(vpcId, find(Vpc, vpcId, call).CidrBlock!, call, false, tags),
})

export const DescribeRouteTables: Ec2['DescribeRouteTables'] = function* ({ RouteTableIds: ids, Filters: filters }, call) {
  yield* described(RouteTable, { ids, filters }, call)
}

export const DeleteRouteTable: Ec2['DeleteRouteTable'] = ({ RouteTableId: id }, call) => {
  if (find(RouteTable, id, call).Associations?.length !== 0) throw dependency('routeTable', id)
  drop(RouteTable, id, call)
}

/** Where a route leads, which must be there. */
function targetOf(input: CreateRouteRequest, call: Call): Partial<Route> {
  const { GatewayId: gateway, NatGatewayId: nat, InstanceId: instance, NetworkInterfaceId: card } = input
  if (gateway !== undefined) {
    if (gateway !== 'local') find(InternetGateway, gateway, call)
    return { GatewayId: gateway }
  }
  if (nat !== undefined) {
    find(NatGateway, nat, call)
    return { NatGatewayId: nat }
  }
  if (instance !== undefined) {
    const { NetworkInterfaces: cards } = find(Instance, instance, call)
    return { InstanceId: instance, InstanceOwnerId: call.account, NetworkInterfaceId: cards![0]!.NetworkInterfaceId! }
  }
  if (card === undefined) throw required('gatewayId')
  find(NetworkInterface, card, call)
  return { NetworkInterfaceId: card }
}

function destinationOf(text: string | undefined): string {
  const block = text === undefined ? undefined : readBlock(text)
  if (text === undefined) throw required('destinationCidrBlock')
  if (block === undefined) throw invalid(text, 'destinationCidrBlock', 'This is not a valid CIDR block.')
  return blockText(block)
}

export const CreateRoute: Ec2['CreateRoute'] = (input, call) => {
  const { Routes: routes = [] } = find(RouteTable, input.RouteTableId, call)
  const destination = destinationOf(input.DestinationCidrBlock)
  if (routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === destination)) {
    throw new Fault('RouteAlreadyExists', `The route identified by ${destination} already exists.`)
  }
  const route: Route = { DestinationCidrBlock: destination, ...targetOf(input, call), Origin: 'CreateRoute', State: 'active' }
  change(RouteTable, input.RouteTableId, { Routes: [...routes, route] }, call)
  return { Return: true }
}

function routeIn(tableId: string, destination: string, call: Call): [Route, Route[]] {
  const { Routes: routes = [] } = find(RouteTable, tableId, call)
  const route = routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === destination)
  if (route === undefined) {
    throw new Fault('InvalidRoute.NotFound', `no route with destination-cidr-block ${destination} in route table ${tableId}`)
  }
  return [route, routes.filter(each => each !== route)]
}

export const ReplaceRoute: Ec2['ReplaceRoute'] = (input, call) => {
  const destination = destinationOf(input.DestinationCidrBlock)
  const [{ Origin: origin }, others] = routeIn(input.RouteTableId, destination, call)
  const route = { DestinationCidrBlock: destination, ...targetOf(input, call), Origin: origin!, State: 'active' as const }
  change(RouteTable, input.RouteTableId, { Routes: [...others, route] }, call)
}

export const DeleteRoute: Ec2['DeleteRoute'] = ({ RouteTableId: id, DestinationCidrBlock: text }, call) => {
  const destination = destinationOf(text)
  const [route, others] = routeIn(id, destination, call)
  if (route.GatewayId === 'local') {
    throw new Fault('InvalidParameterValue', `cannot remove local route ${destination} in route table ${id}`)
  }
  change(RouteTable, id, { Routes: others }, call)
}

export const AssociateRouteTable: Ec2['AssociateRouteTable'] = ({ RouteTableId: id, SubnetId: subnetId }, call) => {
  const { Associations: associations = [] } = find(RouteTable, id, call)
  find(Subnet, subnetId, call)
  for (const [, { Associations }] of all(RouteTable, call)) {
    const other = Associations?.find(({ SubnetId }) => SubnetId === subnetId)
    if (other === undefined) continue
    throw new Fault('Resource.AlreadyAssociated',
      `the specified association for route table ${id} conflicts with an existing association ${other.RouteTableAssociationId}`)
  }
  const association = {
    Main: false, RouteTableAssociationId: `rtbassoc-${call.hex(17)}`, RouteTableId: id, SubnetId: subnetId!,
    AssociationState: { State: 'associated' as const },
  }
  change(RouteTable, id, { Associations: [...associations, association] }, call)
  return { AssociationId: association.RouteTableAssociationId, AssociationState: association.AssociationState }
}

function holderOf(associationId: string, call: Call): readonly [string, Shown] {
  for (const [id, table] of all(RouteTable, call)) {
    if (table.Associations?.some(({ RouteTableAssociationId }) => RouteTableAssociationId === associationId)) return [id, table]
  }
  throw new Fault('InvalidAssociationID.NotFound', `The association ID '${associationId}' does not exist`)
}

export const DisassociateRouteTable: Ec2['DisassociateRouteTable'] = ({ AssociationId: associationId }, call) => {
  const [id, { Associations: associations = [] }] = holderOf(associationId, call)
  const association = associations.find(({ RouteTableAssociationId }) => RouteTableAssociationId === associationId)!
  if (association.Main === true) {
    throw new Fault('InvalidParameterValue', `cannot disassociate the main route table association ${associationId}`)
  }
  change(RouteTable, id, { Associations: associations.filter(each => each !== association) }, call)
}

export const ReplaceRouteTableAssociation: Ec2['ReplaceRouteTableAssociation'] = ({ AssociationId: from, RouteTableId: to }, call) => {
  const [id, { Associations: associations = [] }] = holderOf(from, call)
  find(RouteTable, to, call)
  const association = associations.find(({ RouteTableAssociationId }) => RouteTableAssociationId === from)!
  const moved = { ...association, RouteTableAssociationId: `rtbassoc-${call.hex(17)}`, RouteTableId: to }
  change(RouteTable, id, { Associations: associations.filter(each => each !== association) }, call)
  change(RouteTable, to, { Associations: [...find(RouteTable, to, call).Associations ?? [], moved] }, call)
  return { NewAssociationId: moved.RouteTableAssociationId, AssociationState: moved.AssociationState! }
}
