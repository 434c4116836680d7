// Elastic IP addresses: allocated, given to an instance or network interface, taken back, released. The addresses are of 198.18.0.0/15,
// which
// nobody's traffic reaches (RFC 2544). Source: "Elastic IP addresses", EC2 User Guide; the operations' pages, EC2 API Reference.

import type { Address as Shown, Ec2 } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { addressAt, readBlock } from './cidr.ts'
import { all, change, drop, find, gathered, make, required } from './kind.ts'
import { Address, Instance, NetworkInterface } from './kinds.ts'

const pool = readBlock('198.18.0.0/15')!
const poolSize = 2 ** 17

export function newPublicAddress(call: Call): string {
  return addressAt(pool, Math.floor(call.random() * poolSize))
}

export function publicNameOf(address: string, region: string): string {
  return `ec2-${address.replaceAll('.', '-')}.${region === 'us-east-1' ? 'compute-1' : `${region}.compute`}.amazonaws.com`
}

export const AllocateAddress: Ec2['AllocateAddress'] = ({ Domain: domain = 'vpc', TagSpecifications: tags }, call) => {
  if (domain !== 'vpc') throw new Fault('InvalidParameterValue', 'Addresses of EC2-Classic are no more: the domain is vpc.')
  call.quota('Address', [...all(Address, call)].length + 1)
  const { Tags: _, ...address } = make(Address, call, id => ({
    AllocationId: id, PublicIp: newPublicAddress(call), Domain: 'vpc', PublicIpv4Pool: 'amazon', NetworkBorderGroup: call.region,
  }), { tags })
  return address
}

/** By allocation id or by address. */
function addressOf(id: string | undefined, publicIp: string | undefined, call: Call): Shown {
  if (id !== undefined) return find(Address, id, call)
  if (publicIp === undefined) throw required('AllocationId')
  for (const [, address] of all(Address, call)) if (address.PublicIp === publicIp) return address
  throw new Fault('InvalidAddress.NotFound', `Address '${publicIp}' not found.`)
}

export const DescribeAddresses: Ec2['DescribeAddresses'] = ({ AllocationIds: ids, PublicIps: publicIps, Filters: filters }, call) => {
  for (const each of publicIps ?? []) addressOf(undefined, each, call)
  const found = gathered(Address, { ids, filters }, call)
  return { Addresses: found.filter(({ PublicIp: ip = '' }) => publicIps === undefined || publicIps.length === 0 || publicIps.includes(ip)) }
}

/** Gives the address to an interface, and to its instance. @returns the association's id */
export function associate(allocationId: string, cardId: string, call: Call, privateAddress?: string): string {
  const card = find(NetworkInterface, cardId, call)
  const { PublicIp: ip = '' } = find(Address, allocationId, call)
  const associationId = `eipassoc-${call.hex(17)}`
  const to = privateAddress ?? card.PrivateIpAddress!
  const instanceId = card.Attachment?.InstanceId
  change(Address, allocationId, {
    AssociationId: associationId, NetworkInterfaceId: cardId, NetworkInterfaceOwnerId: call.account, PrivateIpAddress: to,
    ...(instanceId !== undefined && { InstanceId: instanceId }),
  }, call)
  const Association = {
    AllocationId: allocationId, AssociationId: associationId, IpOwnerId: call.account, PublicIp: ip, PublicDnsName: publicNameOf(ip,
      call.region),
  }
  change(NetworkInterface, cardId, { Association }, call)
  if (instanceId !== undefined) {
    change(Instance, instanceId, { PublicIpAddress: ip, PublicDnsName: publicNameOf(ip, call.region) }, call, nextOf(instanceId, call))
  }
  return associationId
}

/** What an instance is about to become stays so. */
function nextOf(instanceId: string, call: Call) {
  return call.of(Instance.type).get(instanceId)?.next
}

export function disassociate(allocationId: string, call: Call): void {
  const { AssociationId, NetworkInterfaceId: cardId, InstanceId: instanceId, PrivateIpAddress, NetworkInterfaceOwnerId, ...left } =
    find(Address, allocationId, call)
  if (AssociationId === undefined) return
  call.of(Address.type).put({ id: allocationId, shown: left })
  if (call.of(NetworkInterface.type).get(cardId ?? '') !== undefined) {
    const { Association: _, ...card } = find(NetworkInterface, cardId, call)
    call.of(NetworkInterface.type).put({ id: cardId!, shown: card })
  }
  const instance = instanceId === undefined ? undefined : call.of(Instance.type).get(instanceId)
  if (instance === undefined) return
  const { PublicIpAddress: _ip, ...shown } = instance.shown
  call.of(Instance.type).put({ ...instance, shown: { ...shown, PublicDnsName: '' } })
}

export const AssociateAddress: Ec2['AssociateAddress'] = (input, call) => {
  const address = addressOf(input.AllocationId, input.PublicIp, call)
  const cardId = input.NetworkInterfaceId
    ?? find(Instance, input.InstanceId, call).NetworkInterfaces?.[0]?.NetworkInterfaceId
  if (address.AssociationId !== undefined) {
    if (input.AllowReassociation === false && address.NetworkInterfaceId !== cardId) {
      throw new Fault('Resource.AlreadyAssociated',
        `resource ${address.AllocationId} is already associated with associate-id ${address.AssociationId}`)
    }
    disassociate(address.AllocationId!, call)
  }
  return { AssociationId: associate(address.AllocationId!, cardId!, call, input.PrivateIpAddress) }
}

export const DisassociateAddress: Ec2['DisassociateAddress'] = ({ AssociationId: id, PublicIp: ip }, call) => {
  for (const [allocationId, address] of all(Address, call)) {
    if (address.AssociationId === undefined || (address.AssociationId !== id && address.PublicIp !== ip)) continue
    disassociate(allocationId, call)
    return
  }
  throw new Fault('InvalidAssociationID.NotFound', `The association ID '${id ?? ip ?? ''}' does not exist`)
}

export const ReleaseAddress: Ec2['ReleaseAddress'] = ({ AllocationId: id, PublicIp: ip }, call) => {
  const address = addressOf(id, ip, call)
  if (address.AssociationId !== undefined) {
    throw new Fault('InvalidIPAddress.InUse', `Address ${address.PublicIp} is in use.`)
  }
  drop(Address, address.AllocationId!, call)
}
