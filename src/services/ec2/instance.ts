// Instances: shown, started, stopped, rebooted, terminated, changed. How they come to be is in `launch.ts`. A state that is under way
// settles
// on the clock when somebody looks. Source: the operations' pages, EC2 API Reference; "Error codes", ibid.

import type { Ec2, Instance as Shown, InstanceStateChange, Reservation } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { disassociate, newPublicAddress, publicNameOf } from './address.ts'
import { reasonOf, shownAfterwardsMs, startingMs, stateNamed, stoppingMs } from './instance-state.ts'
import type { ReasonCode, StateName } from './instance-state.ts'
import { all, change, described, drop, find, tagged } from './kind.ts'
import { Address, Instance, NetworkInterface, Subnet, Volume } from './kinds.ts'
import type { StoredInstance } from './kinds.ts'
import { dropInterface } from './network-interface.ts'
import { endedByUser, isOneTime } from './spot-request.ts'
import { part } from './volume.ts'

function shownOf({ settings: _, ...shown }: StoredInstance): Shown {
  return shown
}

export function reservationOf(id: string, instances: readonly StoredInstance[], call: Call): Reservation {
  const shown = instances.map(each => shownOf(tagged(Instance, call, { id: each.InstanceId!, shown: each })))
  return { ReservationId: id, OwnerId: call.account, Groups: [], Instances: shown }
}

export const DescribeInstances: Ec2['DescribeInstances'] = function* ({ InstanceIds: ids, Filters: filters }, call) {
  const byReservation = new Map<string, StoredInstance[]>()
  for (const instance of described(Instance, { ids, filters }, call)) {
    const { reservationId } = instance.settings
    byReservation.set(reservationId, [...byReservation.get(reservationId) ?? [], instance])
  }
  for (const [id, instances] of byReservation) yield reservationOf(id, instances, call)
}

export const DescribeInstanceStatus: Ec2['DescribeInstanceStatus'] = function* (input, call) {
  const { InstanceIds: ids, Filters: filters, IncludeAllInstances: isAll = false } = input
  for (const { InstanceId, Placement, State } of described(Instance, { ids, filters }, call)) {
    const isRunning = State!.Name === 'running'
    if (!isRunning && !isAll) continue
    const summary = isRunning ? { Status: 'ok' as const, Details: [{ Name: 'reachability' as const, Status: 'passed' as const }] }
      : { Status: 'not-applicable' as const }
    yield {
      InstanceId: InstanceId!, AvailabilityZone: Placement!.AvailabilityZone!, InstanceState: State!, InstanceStatus: summary,
        SystemStatus: summary,
    }
  }
}

function stateOf(instance: StoredInstance): StateName {
  return instance.State!.Name as StateName
}

/** Every instance must be there before any is changed. */
function instancesOf(ids: readonly string[], call: Call): StoredInstance[] {
  return ids.map(id => find(Instance, id, call))
}

function wrongState({ InstanceId: id }: StoredInstance, needed: string): Fault {
  return new Fault('IncorrectInstanceState', `The instance '${id}' is not in a state from which it can be ${needed}.`)
}

function changed(id: string, from: StateName, to: StateName): InstanceStateChange {
  return { InstanceId: id, PreviousState: stateNamed(from), CurrentState: stateNamed(to) }
}

export const StartInstances: Ec2['StartInstances'] = ({ InstanceIds: ids }, call) => ({
  StartingInstances: instancesOf(ids, call).map(instance => {
    const [id, state] = [instance.InstanceId!, stateOf(instance)]
    if (state === 'running' || state === 'pending') return changed(id, state, state)
    if (state !== 'stopped') throw wrongState(instance, 'started')
    start(instance, call)
    return changed(id, state, 'pending')
  }),
})

/** Inside a transaction. */
export function start(instance: StoredInstance, call: Call): void {
  const id = instance.InstanceId!
  const running = { at: call.now() + call.lifecycleMs(startingMs), patch: { State: stateNamed('running') } }
  const patch = { State: stateNamed('pending'), LaunchTime: call.now(), StateTransitionReason: '', ...publicAgain(instance, call) }
  const { StateReason: _, ...left } = { ...instance, ...patch } as StoredInstance
  call.of(Instance.type).put({ id, shown: left, next: running })
}

/** An instance of a subnet that gives public addresses gets a new one, unless it has one of its own. */
function publicAgain({ SubnetId: subnetId, PublicIpAddress: present }: StoredInstance, call: Call): Partial<StoredInstance> {
  if (present !== undefined || find(Subnet, subnetId, call).MapPublicIpOnLaunch !== true) return {}
  const address = newPublicAddress(call)
  return { PublicIpAddress: address, PublicDnsName: publicNameOf(address, call.region) }
}

/** A public address that is no elastic one is given back. */
function withoutPublic(instance: StoredInstance, call: Call): StoredInstance {
  const isElastic = [...all(Address, call)].some(([, { PublicIp }]) => PublicIp === instance.PublicIpAddress)
  if (isElastic) return instance
  const { PublicIpAddress: _, ...left } = instance
  return { ...left, PublicDnsName: '' }
}

export const StopInstances: Ec2['StopInstances'] = ({ InstanceIds: ids }, call) => ({
  StoppingInstances: instancesOf(ids, call).map(instance => {
    const [id, state] = [instance.InstanceId!, stateOf(instance)]
    if (state === 'stopped' || state === 'stopping') return changed(id, state, state)
    if (state !== 'running') throw wrongState(instance, 'stopped')
    if (instance.settings.keepsFromStop) {
      throw new Fault('OperationNotPermitted',
        `The instance '${id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`)
    }
    if (isOneTime(instance.SpotInstanceRequestId, call)) {
      throw new Fault('UnsupportedOperation', `You can't stop the Spot Instance '${id}' because it is associated with a one-time Spot `
        + 'Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.')
    }
    return stop(instance, call)
  }),
})

/** Inside a transaction. @param code why, as AWS's state reasons say it */
export function stop(instance: StoredInstance, call: Call, code: ReasonCode = 'Client.UserInitiatedShutdown'): InstanceStateChange {
  const [id, state] = [instance.InstanceId!, stateOf(instance)]
  const next = { at: call.now() + call.lifecycleMs(stoppingMs), patch: { State: stateNamed('stopped') } }
  const shown = { ...withoutPublic(instance, call), State: stateNamed('stopping'), ...reasonOf(code, call.now()) }
  call.of(Instance.type).put({ id, shown, next })
  return changed(id, state, 'stopping')
}

export const RebootInstances: Ec2['RebootInstances'] = ({ InstanceIds: ids }, call) => {
  for (const instance of instancesOf(ids, call)) if (stateOf(instance) !== 'running') throw wrongState(instance, 'rebooted')
}

export const TerminateInstances: Ec2['TerminateInstances'] = ({ InstanceIds: ids }, call) => {
  const instances = instancesOf(ids, call)
  const kept = instances.find(({ settings }) => settings.keepsFromTermination)
  if (kept !== undefined) {
    throw new Fault('OperationNotPermitted', `The instance '${kept.InstanceId}' may not be terminated. Modify its 'disableApiTermination' `
      + 'instance attribute and try again.')
  }
  for (const { SpotInstanceRequestId: request } of instances) endedByUser(request, call)
  return { TerminatingInstances: instances.map(instance => terminate(instance, call)) }
}

/** Inside a transaction. @param code why, as AWS's state reasons say it */
export function terminate(instance: StoredInstance, call: Call, code: ReasonCode = 'Client.UserInitiatedShutdown'): InstanceStateChange {
  const [id, state] = [instance.InstanceId!, stateOf(instance)]
  if (state === 'terminated' || state === 'shutting-down') return changed(id, state, state)
  for (const [allocationId, { InstanceId }] of all(Address, call)) if (InstanceId === id) disassociate(allocationId, call)
  for (const { Ebs } of instance.BlockDeviceMappings ?? []) {
    part(Ebs!.VolumeId!, id, call)
    if (Ebs!.DeleteOnTermination === true) drop(Volume, Ebs!.VolumeId!, call)
  }
  for (const { NetworkInterfaceId: cardId, Attachment } of instance.NetworkInterfaces ?? []) {
    if (Attachment?.DeleteOnTermination === true) dropInterface(cardId!, call)
    else change(NetworkInterface, cardId!, { Attachment: undefined as never, Status: 'available' }, call)
  }
  const {
    PublicIpAddress: _ip, PrivateIpAddress: _private, SubnetId: _subnet, VpcId: _vpc, ...left
  } = find(Instance, id, call)
  const endsAt = call.now() + call.lifecycleMs(stoppingMs)
  call.of(Instance.type).put({
    id, goneAt: endsAt + shownAfterwardsMs, next: { at: endsAt, patch: { State: stateNamed('terminated') } },
    shown: {
      ...left, State: stateNamed('shutting-down'), PublicDnsName: '', PrivateDnsName: '', NetworkInterfaces: [], SecurityGroups: [],
      BlockDeviceMappings: [], ...reasonOf(code, call.now()),
    },
  })
  return changed(id, state, 'shutting-down')
}

export const DescribeInstanceAttribute: Ec2['DescribeInstanceAttribute'] = ({ InstanceId: id, Attribute: attribute }, call) => {
  const instance = find(Instance, id, call)
  const { settings } = instance
  switch (attribute) {
    case 'instanceType': return { InstanceId: id, InstanceType: { Value: instance.InstanceType! } }
    case 'disableApiTermination': return { InstanceId: id, DisableApiTermination: { Value: settings.keepsFromTermination } }
    case 'disableApiStop': return { InstanceId: id, DisableApiStop: { Value: settings.keepsFromStop } }
    case 'instanceInitiatedShutdownBehavior':
      return { InstanceId: id, InstanceInitiatedShutdownBehavior: { Value: settings.endsByItself } }
    case 'userData': return { InstanceId: id, UserData: settings.userData === undefined ? {} : { Value: settings.userData } }
    case 'sourceDestCheck': return { InstanceId: id, SourceDestCheck: { Value: instance.SourceDestCheck! } }
    case 'ebsOptimized': return { InstanceId: id, EbsOptimized: { Value: instance.EbsOptimized! } }
    case 'rootDeviceName': return { InstanceId: id, RootDeviceName: { Value: instance.RootDeviceName! } }
    case 'groupSet': return { InstanceId: id, Groups: instance.SecurityGroups! }
    case 'blockDeviceMapping': return { InstanceId: id, BlockDeviceMappings: instance.BlockDeviceMappings! }
    default: throw new Fault('NotImplemented', `Orrery's EC2 keeps no attribute '${attribute}' of instances.`)
  }
}

export const ModifyInstanceAttribute: Ec2['ModifyInstanceAttribute'] = (input, call) => {
  const { InstanceId: id, Attribute: attribute, Value: value, InstanceType, DisableApiTermination, DisableApiStop } = input
  const instance = find(Instance, id, call)
  const type = InstanceType?.Value ?? (attribute === 'instanceType' ? value : undefined)
  if (type !== undefined && stateOf(instance) !== 'stopped') throw wrongState(instance, 'modified')
  const flag = (name: string, given: boolean | undefined, before: boolean): boolean =>
    given ?? (attribute === name && value !== undefined ? value === 'true' : before)
  const ends = input.InstanceInitiatedShutdownBehavior?.Value ?? (attribute === 'instanceInitiatedShutdownBehavior' ? value : undefined)
  const userData = input.UserData?.Value
  const settings = {
    ...instance.settings,
    keepsFromTermination: flag('disableApiTermination', DisableApiTermination?.Value, instance.settings.keepsFromTermination),
    keepsFromStop: flag('disableApiStop', DisableApiStop?.Value, instance.settings.keepsFromStop),
    ...(ends !== undefined && { endsByItself: ends === 'terminate' ? 'terminate' as const : 'stop' as const }),
    ...(userData !== undefined && { userData: Buffer.from(userData).toString('base64') }),
  }
  const next = call.of(Instance.type).get(id)!.next
  change(Instance, id, {
    settings, SourceDestCheck: flag('sourceDestCheck', input.SourceDestCheck?.Value, instance.SourceDestCheck!),
    EbsOptimized: flag('ebsOptimized', input.EbsOptimized?.Value, instance.EbsOptimized!), ...(type !== undefined
      && { InstanceType: type }),
  }, call, next)
}
