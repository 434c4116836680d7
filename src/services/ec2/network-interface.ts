// Network interfaces: made in a subnet with an address of it, attached to instances as these are launched, and by themselves.
// Source: "Elastic network interfaces", EC2 User Guide.

import type { Ec2, NetworkInterface as Shown } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { all, change, described, drop, find, make } from './kind.ts'
import type { TagSpecification } from './kind.ts'
import { Instance, NetworkInterface, SecurityGroup, Subnet } from './kinds.ts'
import { giveAddresses, takeAddress } from './subnet.ts'

interface NewInterface {
  readonly subnetId: string
  readonly description?: string | undefined
  readonly groupIds?: readonly string[] | undefined
  readonly address?: string | undefined
  readonly attachment?: Shown['Attachment']
  readonly tags?: readonly TagSpecification[] | undefined
}

/** The host name of an address. */
export function privateNameOf(address: string, region: string): string {
  return `ip-${address.replaceAll('.', '-')}.${region === 'us-east-1' ? 'ec2' : `${region}.compute`}.internal`
}

export function newInterface({ subnetId, description = '', groupIds, address: wanted, attachment, tags }: NewInterface, call: Call): Shown {
  const subnet = find(Subnet, subnetId, call)
  const ids = groupIds !== undefined && groupIds.length > 0 ? groupIds
    : [...all(SecurityGroup, call)].filter(([, { VpcId, GroupName }]) => VpcId === subnet.VpcId
      && GroupName === 'default').map(([id]) => id)
  const groups = ids.map(id => {
    const { GroupName, VpcId } = find(SecurityGroup, id, call)
    if (VpcId === subnet.VpcId) return { GroupId: id, GroupName: GroupName! }
    throw new Fault('InvalidParameter', `Security group ${id} and subnet ${subnetId} belong to different networks.`)
  })
  const address = takeAddress(subnetId, wanted, call)
  const name = privateNameOf(address, call.region)
  const mac = ['02', ...Array.from({ length: 5 }, () => call.hex(2))].join(':')
  return make(NetworkInterface, call, id => ({
    NetworkInterfaceId: id, SubnetId: subnetId, VpcId: subnet.VpcId, AvailabilityZone: subnet.AvailabilityZone, Description: description,
    OwnerId: call.account, Groups: groups, InterfaceType: 'interface', MacAddress: mac, PrivateDnsName: name, PrivateIpAddress: address,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address, PrivateDnsName: name }], Ipv6Addresses: [], RequesterManaged: false,
    SourceDestCheck: true, Status: attachment === undefined ? 'available' : 'in-use', ...(attachment !== undefined
      && { Attachment: attachment }),
  }), { tags })
}

export function dropInterface(id: string, call: Call): void {
  const { SubnetId: subnetId, PrivateIpAddresses: addresses = [] } = find(NetworkInterface, id, call)
  drop(NetworkInterface, id, call)
  giveAddresses(subnetId!, addresses.length, call)
}

export const CreateNetworkInterface: Ec2['CreateNetworkInterface'] = (input, call) => ({
  NetworkInterface: newInterface({
    subnetId: input.SubnetId, description: input.Description, groupIds: input.Groups, address: input.PrivateIpAddress,
    tags: input.TagSpecifications,
  }, call),
})

export const DescribeNetworkInterfaces: Ec2['DescribeNetworkInterfaces'] = function* ({ NetworkInterfaceIds: ids, Filters: filters },
  call) {
  yield* described(NetworkInterface, { ids, filters }, call)
}

export const DeleteNetworkInterface: Ec2['DeleteNetworkInterface'] = ({ NetworkInterfaceId: id }, call) => {
  if (find(NetworkInterface, id, call).Attachment !== undefined) {
    throw new Fault('InvalidParameterValue', `Network interface '${id}' is currently in use.`)
  }
  dropInterface(id, call)
}

export const AttachNetworkInterface: Ec2['AttachNetworkInterface'] = (input, call) => {
  const { NetworkInterfaceId: id, InstanceId: instanceId, DeviceIndex: index } = input
  const card = find(NetworkInterface, id, call)
  const instance = find(Instance, instanceId, call)
  if (card.Attachment !== undefined) throw new Fault('InvalidNetworkInterface.InUse', `Interface: [${id}] in use.`)
  if (instance.NetworkInterfaces?.some(({ Attachment }) => Attachment?.DeviceIndex === index)) {
    throw new Fault('InvalidParameterValue', `Instance '${instanceId}' already has an interface attached at device index '${index}'.`)
  }
  const Attachment = {
    AttachmentId: `eni-attach-${call.hex(17)}`, AttachTime: call.now(), DeleteOnTermination: false, DeviceIndex: index, NetworkCardIndex: 0,
    InstanceId: instanceId, InstanceOwnerId: call.account, Status: 'attached' as const,
  }
  change(NetworkInterface, id, { Attachment, Status: 'in-use' }, call)
  change(Instance, instanceId, { NetworkInterfaces: [...instance.NetworkInterfaces ?? [], asInstanceShows({ ...card, Attachment })] }, call)
  return { AttachmentId: Attachment.AttachmentId, NetworkCardIndex: 0 }
}

export const DetachNetworkInterface: Ec2['DetachNetworkInterface'] = ({ AttachmentId: attachmentId }, call) => {
  for (const [id, { Attachment: attachment }] of all(NetworkInterface, call)) {
    if (attachment?.AttachmentId !== attachmentId) continue
    const instanceId = attachment.InstanceId!
    if (attachment.DeviceIndex === 0) {
      throw new Fault('OperationNotPermitted', 'The network interface at device index 0 cannot be detached.')
    }
    const { NetworkInterfaces: cards = [] } = find(Instance, instanceId, call)
    change(Instance, instanceId, { NetworkInterfaces: cards.filter(({ NetworkInterfaceId }) => NetworkInterfaceId !== id) }, call)
    change(NetworkInterface, id, { Attachment: undefined as never, Status: 'available' }, call)
    return
  }
  throw new Fault('InvalidAttachmentID.NotFound', `The attachment '${attachmentId}' does not exist.`)
}

/** An interface as its instance shows it. */
export function asInstanceShows(card: Shown) {
  const { NetworkInterfaceId, SubnetId, VpcId, Description, OwnerId, Groups, InterfaceType, MacAddress, PrivateDnsName,
    PrivateIpAddress } = card
  const { SourceDestCheck, Attachment } = card
  const { InstanceId: _, InstanceOwnerId: _owner, ...attachment } = Attachment!
  return {
    NetworkInterfaceId: NetworkInterfaceId!, SubnetId: SubnetId!, VpcId: VpcId!, Description: Description!, OwnerId: OwnerId!,
      Groups: Groups!,
    InterfaceType: InterfaceType!, MacAddress: MacAddress!, PrivateDnsName: PrivateDnsName!, PrivateIpAddress: PrivateIpAddress!,
    PrivateIpAddresses: card.PrivateIpAddresses!, SourceDestCheck: SourceDestCheck!, Status: 'in-use' as const, Attachment: attachment,
    Ipv6Addresses: [],
  }
}

