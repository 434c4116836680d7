// Virtual private clouds: making, showing, attributes and deletion. A VPC comes with its main route table, its default security group and
// its
// default network ACL, and goes with them. IPv6 and IPAM are not here. Source: CreateVpc and DeleteVpc, EC2 API Reference.

import type { CreateVpcRequest, Ec2, Vpc as Shown } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { blockText, readBlock } from './cidr.ts'
import { all, change, dependency, described, drop, find, invalid, make, required } from './kind.ts'
import { InternetGateway, NetworkAcl, RouteTable, SecurityGroup, Subnet, Vpc } from './kinds.ts'
import type { StoredVpc } from './kinds.ts'
import { newAcl } from './network-acl.ts'
import { newRouteTable } from './route-table.ts'
import { newGroup } from './security-group.ts'

/** Makes a VPC and what comes with it. */
export function newVpc({ CidrBlock: text, InstanceTenancy, TagSpecifications }: CreateVpcRequest, call: Call, isDefault = false): Shown {
  if (text === undefined) throw required('cidrBlock')
  const block = readBlock(text)
  if (block === undefined) throw invalid(text, 'cidrBlock', 'This is not a valid CIDR block.')
  if (block.bits < 16 || block.bits > 28) throw new Fault('InvalidVpc.Range', `The CIDR '${text}' is invalid.`)
  const cidr = blockText(block)
  const vpc = make(Vpc, call, id => ({
    VpcId: id, CidrBlock: cidr, State: isDefault ? 'available' : 'pending', OwnerId: call.account, DhcpOptionsId: 'default',
    InstanceTenancy: InstanceTenancy ?? 'default', IsDefault: isDefault,
    CidrBlockAssociationSet: [
      { AssociationId: `vpc-cidr-assoc-${call.hex(17)}`, CidrBlock: cidr, CidrBlockState: { State: 'associated' } },
    ],
    attributes: { dnsSupport: true, dnsHostnames: isDefault, usageMetrics: false },
  }), { tags: TagSpecifications, next: { at: call.now() + call.lifecycleMs(1_000), patch: { State: 'available' } } })
  const id = vpc.VpcId!
  newRouteTable(id, cidr, call, true)
  newAcl(id, call, true)
  newGroup({ GroupName: 'default', Description: 'default VPC security group' }, id, call)
  return shownOf(vpc)
}

export function shownOf({ attributes: _, ...shown }: StoredVpc): Shown {
  return shown
}

export const CreateVpc: Ec2['CreateVpc'] = (input, call) => ({ Vpc: newVpc(input, call) })

export const DescribeVpcs: Ec2['DescribeVpcs'] = function* ({ VpcIds: ids, Filters: filters }, call) {
  for (const vpc of described(Vpc, { ids, filters }, call)) yield shownOf(vpc)
}

export const DescribeVpcAttribute: Ec2['DescribeVpcAttribute'] = ({ VpcId: id, Attribute: attribute }, call) => {
  const { attributes } = find(Vpc, id, call)
  switch (attribute) {
    case 'enableDnsSupport': return { VpcId: id, EnableDnsSupport: { Value: attributes.dnsSupport } }
    case 'enableDnsHostnames': return { VpcId: id, EnableDnsHostnames: { Value: attributes.dnsHostnames } }
    case 'enableNetworkAddressUsageMetrics': return { VpcId: id, EnableNetworkAddressUsageMetrics: { Value: attributes.usageMetrics } }
    default: throw invalid(attribute, 'attribute', '')
  }
}

export const ModifyVpcAttribute: Ec2['ModifyVpcAttribute'] = (input, call) => {
  const before = find(Vpc, input.VpcId, call).attributes
  const attributes = {
    dnsSupport: input.EnableDnsSupport?.Value ?? before.dnsSupport,
    dnsHostnames: input.EnableDnsHostnames?.Value ?? before.dnsHostnames,
    usageMetrics: input.EnableNetworkAddressUsageMetrics?.Value ?? before.usageMetrics,
  }
  change(Vpc, input.VpcId, { attributes }, call)
}

export const DeleteVpc: Ec2['DeleteVpc'] = ({ VpcId: id }, call) => {
  find(Vpc, id, call)
  const isIn = ({ VpcId }: { readonly VpcId?: string }): boolean => VpcId === id
  const tables = [...all(RouteTable, call)].filter(([, table]) => isIn(table))
  const groups = [...all(SecurityGroup, call)].filter(([, group]) => isIn(group))
  const acls = [...all(NetworkAcl, call)].filter(([, acl]) => isIn(acl))
  const isUsed = [...all(Subnet, call)].some(([, subnet]) => isIn(subnet))
    || [...all(InternetGateway, call)].some(([, { Attachments }]) => Attachments?.some(isIn))
    || tables.some(([, { Associations }]) => Associations?.some(({ Main }) => Main === true) !== true)
    || groups.some(([, { GroupName: name }]) => name !== 'default') || acls.some(([, { IsDefault }]) => IsDefault !== true)
  if (isUsed) throw dependency('vpc', id)
  for (const [table] of tables) drop(RouteTable, table, call)
  for (const [group] of groups) drop(SecurityGroup, group, call)
  for (const [acl] of acls) drop(NetworkAcl, acl, call)
  drop(Vpc, id, call)
}
