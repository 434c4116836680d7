// NAT gateways: a way out for a subnet, with an elastic address and a network interface of its own. A deleted one is shown for an hour.
// Source: "NAT gateway basics", Amazon VPC User Guide; DeleteNatGateway, EC2 API Reference.

import type { Ec2 } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import { associate, disassociate } from './address.ts'
import { all, change, described, find, make, required } from './kind.ts'
import { Address, NatGateway, NetworkInterface, Subnet } from './kinds.ts'
import { dropInterface, newInterface } from './network-interface.ts'

const makingMs = 90_000
const shownAfterwardsMs = 3_600_000

export const CreateNatGateway: Ec2['CreateNatGateway'] = (input, call) => {
  const { SubnetId: subnetId, AllocationId: allocationId, ConnectivityType: type = 'public', ClientToken } = input
  if (subnetId === undefined) throw required('SubnetId')
  const subnet = find(Subnet, subnetId, call)
  if (type === 'public' && allocationId === undefined) throw required('AllocationId')
  const address = allocationId === undefined ? undefined : find(Address, allocationId, call)
  if (address?.AssociationId !== undefined) {
    throw new Fault('Resource.AlreadyAssociated', `resource ${allocationId} is already associated with ${address.AssociationId}`)
  }
  const card = newInterface({ subnetId, address: input.PrivateIpAddress, description: 'Interface for a NAT gateway' }, call)
  const cardId = card.NetworkInterfaceId!
  change(NetworkInterface, cardId, { Status: 'in-use', RequesterManaged: true, InterfaceType: 'nat_gateway' }, call)
  const association = allocationId === undefined ? undefined : associate(allocationId, cardId, call)
  const gateway = make(NatGateway, call, id => ({
    NatGatewayId: id, SubnetId: subnetId, VpcId: subnet.VpcId, State: 'pending', CreateTime: call.now(), ConnectivityType: type,
    NatGatewayAddresses: [{
      NetworkInterfaceId: cardId, PrivateIp: card.PrivateIpAddress!, IsPrimary: true, Status: 'succeeded',
      ...(address !== undefined && { AllocationId: allocationId!, PublicIp: address.PublicIp!, AssociationId: association! }),
    }],
  }), { tags: input.TagSpecifications, next: { at: call.now() + call.lifecycleMs(makingMs), patch: { State: 'available' } } })
  return { NatGateway: gateway, ...(ClientToken !== undefined && { ClientToken }) }
}

export const DescribeNatGateways: Ec2['DescribeNatGateways'] = function* ({ NatGatewayIds: ids, Filter: filters }, call) {
  yield* described(NatGateway, { ids, filters }, call)
}

export const DeleteNatGateway: Ec2['DeleteNatGateway'] = ({ NatGatewayId: id }, call) => {
  const { State: state, NatGatewayAddresses: addresses = [] } = find(NatGateway, id, call)
  if (state !== 'deleting' && state !== 'deleted') {
    for (const { AllocationId: allocationId, NetworkInterfaceId: cardId } of addresses) {
      if (allocationId !== undefined) disassociate(allocationId, call)
      if ([...all(NetworkInterface, call)].some(([each]) => each === cardId)) dropInterface(cardId!, call)
    }
    const deletedAt = call.now() + call.lifecycleMs(makingMs)
    const next = { at: deletedAt, patch: { State: 'deleted' as const, DeleteTime: deletedAt } }
    change(NatGateway, id, { State: 'deleting' }, call, next, deletedAt + shownAfterwardsMs)
  }
  return { NatGatewayId: id }
}
