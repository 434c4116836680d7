// Subnets: a part of a VPC's addresses in one zone. How many addresses are free follows from the network interfaces that are there; the
// first four and the last are AWS's own. Source: "Subnet sizing", Amazon VPC User Guide; CreateSubnet, EC2 API Reference.

import type { Ec2, Subnet as Shown } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { addressAt, blockText, holds, overlap, readBlock, sizeOf } from './cidr.ts'
import { all, change, dependency, described, drop, find, invalid, make, required } from './kind.ts'
import type { TagSpecification } from './kind.ts'
import { NetworkInterface, RouteTable, Subnet, Vpc } from './kinds.ts'
import { joinDefaultAcl, leaveAcl } from './network-acl.ts'
import { checkZone, zoneId, zoneNames } from './zone.ts'

const ownAddresses = 5
const firstHost = 4

interface NewSubnet {
  readonly vpcId: string
  readonly zone: string
  readonly block: string
  readonly isDefault?: boolean
  readonly tags?: readonly TagSpecification[] | undefined
}

export function newSubnet({ vpcId, zone, block, isDefault = false, tags }: NewSubnet, call: Call): Shown {
  const subnet = make(Subnet, call, id => ({
    SubnetId: id, SubnetArn: call.arn(Subnet.type, { id, shown: {} }), VpcId: vpcId, CidrBlock: block, State: 'available',
    OwnerId: call.account, AvailabilityZone: zone, AvailabilityZoneId: zoneId(zone),
    AvailableIpAddressCount: sizeOf(readBlock(block)!) - ownAddresses, DefaultForAz: isDefault, MapPublicIpOnLaunch: isDefault,
    AssignIpv6AddressOnCreation: false, Ipv6CidrBlockAssociationSet: [], EnableDns64: false, Ipv6Native: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name', EnableResourceNameDnsARecord: false, EnableResourceNameDnsAAAARecord: false,
    },
  }), { tags })
  joinDefaultAcl(vpcId, subnet.SubnetId!, call)
  return subnet
}

export const CreateSubnet: Ec2['CreateSubnet'] = (input, call) => {
  const vpc = find(Vpc, input.VpcId, call)
  if (input.CidrBlock === undefined) throw required('cidrBlock')
  const block = readBlock(input.CidrBlock)
  if (block === undefined) throw invalid(input.CidrBlock, 'cidrBlock', 'This is not a valid CIDR block.')
  const isWithin = vpc.CidrBlockAssociationSet!.some(({ CidrBlock: text }) => holds(readBlock(text!)!, block))
  if (!isWithin || block.bits > 28) throw new Fault('InvalidSubnet.Range', `The CIDR '${input.CidrBlock}' is invalid.`)
  for (const [, { VpcId: id, CidrBlock: text }] of all(Subnet, call)) {
    if (id !== input.VpcId || !overlap(readBlock(text!)!, block)) continue
    throw new Fault('InvalidSubnet.Conflict', `The CIDR '${input.CidrBlock}' conflicts with another subnet`)
  }
  const zone = input.AvailabilityZoneId === undefined ? input.AvailabilityZone ?? zoneNames(call.region)[0]
    : zoneNames(call.region).find(name => zoneId(name) === input.AvailabilityZoneId)
  return {
    Subnet: newSubnet({ vpcId: input.VpcId, zone: checkZone(zone, call), block: blockText(block), tags: input.TagSpecifications }, call),
  }
}

export const DescribeSubnets: Ec2['DescribeSubnets'] = function* ({ SubnetIds: ids, Filters: filters }, call) {
  yield* described(Subnet, { ids, filters }, call)
}

export const ModifySubnetAttribute: Ec2['ModifySubnetAttribute'] = (input, call) => {
  const { MapPublicIpOnLaunch: map, EnableDns64: dns64 } = input
  change(Subnet, input.SubnetId, {
    ...(map?.Value !== undefined && { MapPublicIpOnLaunch: map.Value }), ...(dns64?.Value !== undefined && { EnableDns64: dns64.Value }),
  }, call)
}

export const DeleteSubnet: Ec2['DeleteSubnet'] = ({ SubnetId: id }, call) => {
  find(Subnet, id, call)
  for (const [, { SubnetId }] of all(NetworkInterface, call)) if (SubnetId === id) throw dependency('subnet', id)
  for (const [table, { Associations: associations = [] }] of all(RouteTable, call)) {
    const left = associations.filter(({ SubnetId }) => SubnetId !== id)
    if (left.length < associations.length) change(RouteTable, table, { Associations: left }, call)
  }
  leaveAcl(id, call)
  drop(Subnet, id, call)
}

/** Takes an address of the subnet, the wanted one or the first that is free. @throws InvalidIPAddress.InUse,
 * InsufficientFreeAddressesInSubnet */
export function takeAddress(subnetId: string, wanted: string | undefined, call: Call): string {
  const subnet = find(Subnet, subnetId, call)
  const block = readBlock(subnet.CidrBlock!)!
  const taken = new Set<string>()
  for (const [, { SubnetId, PrivateIpAddresses }] of all(NetworkInterface, call)) {
    if (SubnetId === subnetId) for (const { PrivateIpAddress } of PrivateIpAddresses ?? []) taken.add(PrivateIpAddress!)
  }
  if (wanted !== undefined && taken.has(wanted)) throw new Fault('InvalidIPAddress.InUse', `Address ${wanted} is in use.`)
  if (wanted !== undefined && !holds(block, { ...readBlock(`${wanted}/32`)! })) {
    throw invalid(wanted, 'address', `Address does not fall within the subnet's address range`)
  }
  let address = wanted
  for (let place = firstHost; address === undefined && place < sizeOf(block) - 1; place += 1) {
    if (!taken.has(addressAt(block, place))) address = addressAt(block, place)
  }
  if (address === undefined) {
    throw new Fault('InsufficientFreeAddressesInSubnet',
      `There are not enough free addresses in subnet '${subnetId}' to satisfy the request.`)
  }
  change(Subnet, subnetId, { AvailableIpAddressCount: subnet.AvailableIpAddressCount! - 1 }, call)
  return address
}

/** Gives addresses back. */
export function giveAddresses(subnetId: string, count: number, call: Call): void {
  const subnet = find(Subnet, subnetId, call)
  change(Subnet, subnetId, { AvailableIpAddressCount: subnet.AvailableIpAddressCount! + count }, call)
}
