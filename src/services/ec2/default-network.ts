// The network that a region has before anybody makes one: a default VPC of 172.31.0.0/16, a /20 subnet in each zone, an internet gateway,
// the main route table and the default security group. Laid once per account and region, when EC2 is first called there.
// Source: "Default VPCs" and "Default subnets", Amazon VPC User Guide.

import type { Ec2 } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { addressAt, blockText, readBlock } from './cidr.ts'
import { attach } from './internet-gateway.ts'
import { all, change, find, make } from './kind.ts'
import { InternetGateway, RouteTable, Subnet, Vpc } from './kinds.ts'
import { mainTableOf } from './route-table.ts'
import { newSubnet } from './subnet.ts'
import { newVpc, shownOf } from './vpc.ts'
import { defaultVpc } from './vpc-default.ts'
import { checkZone, zoneNames } from './zone.ts'

const range = '172.31.0.0/16'
const subnetSize = 4_096

export function layDefaultNetwork(call: Call): void {
  const laid = call.table<true>('default-network')
  if (laid.has('laid')) return
  laid.put('laid', true)
  layDefaultVpc(call)
}

/** @returns the VPC's id */
export function layDefaultVpc(call: Call): string {
  const vpcId = newVpc({ CidrBlock: range }, call, true).VpcId!
  const gateway = make(InternetGateway, call, id => ({ InternetGatewayId: id, OwnerId: call.account, Attachments: [] })).InternetGatewayId!
  attach(gateway, vpcId, call)
  const table = mainTableOf(vpcId, call)!
  const route = { DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway, Origin: 'CreateRoute', State: 'active' as const }
  change(RouteTable, table.RouteTableId!, { Routes: [...table.Routes ?? [], route] }, call)
  zoneNames(call.region).forEach((zone, at) => layDefaultSubnet(vpcId, zone, at, call))
  return vpcId
}

export function layDefaultSubnet(vpcId: string, zone: string, at: number, call: Call): string {
  const first = addressAt(readBlock(range)!, at * subnetSize)
  const block = blockText(readBlock(`${first}/20`)!)
  return newSubnet({ vpcId, zone, block, isDefault: true }, call).SubnetId!
}

export const CreateDefaultVpc: Ec2['CreateDefaultVpc'] = (_, call) => {
  if (defaultVpc(call) !== undefined) {
    throw new Fault('DefaultVpcAlreadyExists', 'A Default VPC already exists for this account in this region.')
  }
  return { Vpc: shownOf(find(Vpc, layDefaultVpc(call), call)) }
}

export const CreateDefaultSubnet: Ec2['CreateDefaultSubnet'] = ({ AvailabilityZone: name }, call) => {
  const zone = checkZone(name, call)
  const vpc = defaultVpc(call)
  if (vpc === undefined) throw new Fault('DefaultVpcDoesNotExist', 'There is no default VPC in this region.')
  for (const [, subnet] of all(Subnet, call)) {
    if (subnet.DefaultForAz !== true || subnet.AvailabilityZone !== zone) continue
    throw new Fault('DefaultSubnetAlreadyExistsInAvailabilityZone', `'${subnet.SubnetId}' is already the default subnet in ${zone}.`)
  }
  return { Subnet: find(Subnet, layDefaultSubnet(vpc.VpcId!, zone, zoneNames(call.region).indexOf(zone), call), call) }
}
