// Spot fleets: so much capacity, kept up by spot requests of several types and zones. A fleet is looked at when it is made, when one of its
// requests ends, and when its time is over; nothing else costs it time. Source: RequestSpotFleet, SpotFleetRequestConfigData, EC2 API
// Reference; "Spot Fleet", EC2 User Guide; Service Terms 5.3.

import type { Ec2, SpotFleetLaunchSpecification, SpotFleetRequestConfig, SpotFleetRequestConfigData } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { notUnderstood } from './answered.ts'
import { historyOf, noted } from './fleet-history.ts'
import { imageOf } from './image.ts'
import { terminate } from './instance.ts'
import { all, change, described, find, invalid, kind, required, seek, tagAs } from './kind.ts'
import { Instance, Subnet } from './kinds.ts'
import { mostOf, onDemandPrice, priceShown, spotPrice } from './spot-price.ts'
import { evaluationMs, move, newRequest, SpotInstanceRequest } from './spot-request.ts'
import type { SpotRequest } from './spot-request.ts'
import { zoneNames } from './zone.ts'

type State = NonNullable<SpotFleetRequestConfig['SpotFleetRequestState']>

export interface Fleet extends SpotFleetRequestConfig {
  /** Its requests have been made once. */
  readonly isPlaced: boolean
}

export const SpotFleet = kind<Fleet>({
  name: 'SpotFleet', word: 'spot-fleet-request', prefix: 'sfr',
  missing: ['InvalidSpotFleetRequestId.NotFound', 'The spot fleet request ID \'{id}\' does not exist'], filters: 'spot-fleet-request-id',
})

const over: readonly State[] = ['cancelled', 'cancelled_running', 'cancelled_terminating', 'failed']

export const RequestSpotFleet: Ec2['RequestSpotFleet'] = ({ SpotFleetRequestConfig: config }, call) => {
  check(config, call)
  const id = `sfr-${call.uuid()}`
  call.of(SpotFleet.type).put({ id, shown: {
    SpotFleetRequestId: id, SpotFleetRequestState: 'submitted', CreateTime: call.now(), isPlaced: false,
    SpotFleetRequestConfig: {
      AllocationStrategy: 'lowestPrice', Type: 'maintain', ExcessCapacityTerminationPolicy: 'default', ...config,
    },
  } })
  tagAs(SpotFleet, call, id, config.TagSpecifications)
  noted(id, 'fleetRequestChange', 'submitted', call)
  call.setTimer('fleet', id, Math.max(call.now() + call.lifecycleMs(evaluationMs), Number(config.ValidFrom ?? 0)), {})
  return { SpotFleetRequestId: id }
}

const understood = ['AllocationStrategy', 'ClientToken', 'ExcessCapacityTerminationPolicy', 'IamFleetRole', 'LaunchSpecifications',
  'SpotPrice',
  'TargetCapacity', 'TerminateInstancesWithExpiration', 'Type', 'ValidFrom', 'ValidUntil', 'ReplaceUnhealthyInstances',
  'InstanceInterruptionBehavior', 'InstancePoolsToUseCount', 'TagSpecifications', 'TargetCapacityUnitType', 'OnDemandTargetCapacity']

/** @throws faults for what a fleet cannot be, and by name for what is not understood here */
function check(config: SpotFleetRequestConfigData, call: Call): void {
  const unknown = Object.entries(config).find(([name, value]) => value !== undefined && !understood.includes(name))
  if (unknown !== undefined) throw notUnderstood(call.operation, unknown[0])
  const { LaunchSpecifications: specs = [], TargetCapacity: target, ValidUntil: until, OnDemandTargetCapacity: onDemand = 0,
    Type: type } = config
  if (onDemand > 0) throw notUnderstood(call.operation, 'OnDemandTargetCapacity')
  if (type === 'instant') throw invalid(type, 'type', 'A spot fleet is of type request or maintain.')
  if (specs.length === 0) throw required('SpotFleetRequestConfig.LaunchSpecifications')
  if (!Number.isInteger(target) || target < 1) throw invalid(target, 'targetCapacity', 'It must be at least 1.')
  if (until !== undefined && until <= call.now()) throw new Fault('InvalidTime', 'The specified timestamp is not valid.')
  for (const { ImageId: image, InstanceType: type, SpotPrice: price } of specs) {
    if (image === undefined) throw required('LaunchSpecification.ImageId')
    if (type === undefined) throw required('LaunchSpecification.InstanceType')
    const { UsageOperation: operation = 'RunInstances' } = imageOf(image, call)
    mostOf(price ?? config.SpotPrice, type, operation, call)
  }
}

interface Pool { readonly spec: SpotFleetLaunchSpecification, readonly zone: string, readonly price: bigint, readonly permille: number }

const weightOf = ({ WeightedCapacity: weight = 1 }: SpotFleetLaunchSpecification): number => weight

/** Each specification in each of its zones, as the market prices it now; none where it asks more than the fleet pays. */
function pools({ SpotFleetRequestConfig: config }: Fleet, call: Call): Pool[] {
  return (config!.LaunchSpecifications ?? []).flatMap(spec => {
    const { UsageOperation: operation = 'RunInstances' } = imageOf(spec.ImageId!, call)
    const most = mostOf(spec.SpotPrice ?? config!.SpotPrice, spec.InstanceType!, operation, call)
    const wanted = spec.SubnetId?.split(',').map(id => find(Subnet, id.trim(), call).AvailabilityZone!)
      ?? spec.Placement?.AvailabilityZone?.split(',').map(zone => zone.trim()) ?? zoneNames(call.region)
    return wanted.flatMap(zone => {
      const price = spotPrice(spec.InstanceType!, operation, zone, call)
      const full = onDemandPrice(spec.InstanceType!, operation, call)
      if (price === undefined || full === undefined || price >= most) return []
      return [{ spec, zone, price, permille: Number(price * 1000n / full) }]
    })
  })
}

/** By the strategy: the least price of a unit, the least of what it costs on demand (there is most to spare), or one after another. */
function ranked(fleet: Fleet, call: Call): Pool[] {
  const strategy = fleet.SpotFleetRequestConfig!.AllocationStrategy
  const unit = ({ price, spec }: Pool) => Number(price) / weightOf(spec)
  const found = pools(fleet, call).sort((a, b) => unit(a) - unit(b))
  if (strategy === 'lowestPrice') return found.slice(0, fleet.SpotFleetRequestConfig!.InstancePoolsToUseCount ?? 1)
  return strategy === 'diversified' ? found : found.sort((a, b) => a.permille - b.permille).slice(0, 1)
}

/** Requests of a fleet that run or may yet. */
function members(id: string, call: Call): SpotRequest[] {
  return [...all(SpotInstanceRequest, call)].map(([, request]) => request)
    .filter(({ State: state, terms }) => terms.fleet === id && (state === 'open' || state === 'active'))
}

function capacityOf(requests: readonly SpotRequest[]): number {
  return requests.reduce((sum, { terms }) => sum + (terms.weight ?? 1), 0)
}

/** The timer of a fleet. */
export function evaluateFleet(_: unknown, call: Call, { id }: { readonly id: string }): void {
  const fleet = seek(SpotFleet, id, call)
  if (fleet === undefined || over.includes(fleet.SpotFleetRequestState!)) return
  const { ValidUntil: until, TerminateInstancesWithExpiration: ends = false, TargetCapacity: target, Type: type,
    ExcessCapacityTerminationPolicy: policy } = fleet.SpotFleetRequestConfig!
  if (until !== undefined && call.now() >= until) {
    noted(id, 'fleetRequestChange', 'expired', call)
    end(id, ends, call)
    return
  }
  if (fleet.SpotFleetRequestState !== 'active') {
    change(SpotFleet, id, { SpotFleetRequestState: 'active' }, call)
    noted(id, 'fleetRequestChange', 'active', call)
  }
  const own = members(id, call)
  if (type !== 'request' || !fleet.isPlaced) place(id, fleet, target - capacityOf(own), call)
  if (policy === 'default') shed(own, capacityOf(own) - target, call)
  if (until !== undefined) call.setTimer('fleet', id, until, {})
}

/** Makes requests for what is missing; the market decides on each. */
function place(id: string, fleet: Fleet, missing: number, call: Call): void {
  const found = missing > 0 ? ranked(fleet, call) : []
  if (missing > 0 && found.length === 0) {
    noted(id, 'error', 'allLaunchSpecsTemporarilyBlacklisted', call)
    call.setTimer('fleet', id, call.now() + retryMs, {})
    return
  }
  const { SpotPrice: fleetPrice, InstanceInterruptionBehavior: behaviour = 'terminate' } = fleet.SpotFleetRequestConfig!
  let left = missing
  for (let i = 0; left > 0; i += 1) {
    const { spec, zone } = found[i % found.length]!
    const { PlatformDetails: ProductDescription = 'Linux/UNIX', UsageOperation: operation = 'RunInstances' } = imageOf(spec.ImageId!, call)
    const most = mostOf(spec.SpotPrice ?? fleetPrice, spec.InstanceType!, operation, call)
    const { WeightedCapacity: _, SpotPrice: _price, SecurityGroups: groups, TagSpecifications: tags, SubnetId: subnets, ...rest } = spec
    const subnet = subnets?.split(',').map(each => each.trim()).find(each => find(Subnet, each, call).AvailabilityZone === zone)
    const made = newRequest({
      ProductDescription, Type: 'one-time', SpotPrice: priceShown(most), InstanceInterruptionBehavior: behaviour,
      terms: {
        most, fleet: id, weight: weightOf(spec), spec: {
          ...rest, Placement: { ...rest.Placement, AvailabilityZone: zone }, ...(subnet !== undefined && { SubnetId: subnet }),
          ...(groups !== undefined && { SecurityGroupIds: groups.map(({ GroupId: group }) => group!) }),
        } as never,
      },
    }, tags as never, call)
    call.setTimer('spot', made.SpotInstanceRequestId!, call.now() + call.lifecycleMs(evaluationMs), {})
    left -= weightOf(spec)
  }
  change(SpotFleet, id, { isPlaced: true }, call)
}

/** A fleet that finds no capacity tries again. Assumed: AWS names no time. */
const retryMs = 15 * 60_000

/** Ends the newest of what is too much. */
function shed(own: readonly SpotRequest[], excess: number, call: Call): void {
  let left = excess
  for (const request of [...own].reverse()) {
    const weight = request.terms.weight ?? 1
    if (weight > left) continue
    left -= weight
    drop(request, true, call)
  }
}

/** Cancels a request, and ends its instance where that is wanted. */
function drop(request: SpotRequest, ends: boolean, call: Call): void {
  const { SpotInstanceRequestId: id = '', InstanceId: instanceId = '', State: state } = request
  call.cancelTimer('spot', id)
  move(id, 'cancelled', state === 'open' ? 'canceled-before-fulfillment' : 'request-canceled-and-instance-running', call)
  const instance = seek(Instance, instanceId, call)
  if (ends && instance !== undefined && ['pending', 'running'].includes(instance.State!.Name!)) terminate(instance, call)
}

function end(id: string, ends: boolean, call: Call): State {
  const own = members(id, call)
  for (const request of own) drop(request, ends, call)
  const runs = !ends && own.some(({ State: state }) => state === 'active')
  const state: State = runs ? 'cancelled_running' : ends && own.length > 0 ? 'cancelled_terminating' : 'cancelled'
  change(SpotFleet, id, { SpotFleetRequestState: state }, call)
  call.cancelTimer('fleet', id)
  noted(id, 'fleetRequestChange', state, call)
  return state
}

export const CancelSpotFleetRequests: Ec2['CancelSpotFleetRequests'] = ({ SpotFleetRequestIds: ids, TerminateInstances: ends }, call) => {
  const found = ids.map(id => ({ id, fleet: seek(SpotFleet, id, call) }))
  // Said of the fleets as they were.
  const problems = found.flatMap(({ id, fleet }) => {
    if (fleet !== undefined && !over.includes(fleet.SpotFleetRequestState!)) return []
    const Code = fleet === undefined ? 'fleetRequestIdDoesNotExist' as const : 'fleetRequestNotInCancellableState' as const
    return [{ SpotFleetRequestId: id,
      Error: { Code, Message: `The fleet '${id}' ${fleet === undefined ? 'does not exist' : 'is over'}.` } }]
  })
  return {
    SuccessfulFleetRequests: found.flatMap(({ id, fleet }) => fleet === undefined || over.includes(fleet.SpotFleetRequestState!) ? [] : [{
      SpotFleetRequestId: id, PreviousSpotFleetRequestState: fleet.SpotFleetRequestState!,
        CurrentSpotFleetRequestState: end(id, ends, call),
    }]),
    UnsuccessfulFleetRequests: problems,
  }
}

/** A fleet whose instances have all ended is cancelled for good. */
function stateOf(id: string, { SpotFleetRequestState: state }: Pick<Fleet, 'SpotFleetRequestState'>, call: Call): State {
  if (state !== 'cancelled_running' && state !== 'cancelled_terminating') return state!
  const runs = [...all(SpotInstanceRequest, call)].some(([, { terms, InstanceId: instance = '' }]) => terms.fleet === id
    && ['pending', 'running', 'shutting-down'].includes(seek(Instance, instance, call)?.State?.Name ?? ''))
  return runs ? state : 'cancelled'
}

export const DescribeSpotFleetRequests: Ec2['DescribeSpotFleetRequests'] = function* ({ SpotFleetRequestIds: ids }, call) {
  for (const { isPlaced: _, ...fleet } of described(SpotFleet, { ids, filters: undefined }, call)) {
    const id = fleet.SpotFleetRequestId!
    const fulfilled = capacityOf(members(id, call).filter(({ State: state }) => state === 'active'))
    const state = stateOf(id, fleet, call)
    yield {
      ...fleet, SpotFleetRequestState: state, SpotFleetRequestConfig: { ...fleet.SpotFleetRequestConfig!, FulfilledCapacity: fulfilled },
      ...(state === 'active' && {
        ActivityStatus: fulfilled >= fleet.SpotFleetRequestConfig!.TargetCapacity ? 'fulfilled' as const : 'pending_fulfillment' as const,
      }),
    }
  }
}

export const DescribeSpotFleetInstances: Ec2['DescribeSpotFleetInstances'] = ({ SpotFleetRequestId: id }, call) => {
  find(SpotFleet, id, call)
  return {
    SpotFleetRequestId: id, ActiveInstances: members(id, call).filter(({ State: state }) => state === 'active').map(request => ({
      InstanceId: request.InstanceId!, InstanceType: request.terms.spec.InstanceType!,
        SpotInstanceRequestId: request.SpotInstanceRequestId!,
      InstanceHealth: 'healthy' as const,
    })),
  }
}

export const DescribeSpotFleetRequestHistory: Ec2['DescribeSpotFleetRequestHistory'] = (input, call) => {
  const { SpotFleetRequestId: id, StartTime: from, EventType: type } = input
  find(SpotFleet, id, call)
  const records = historyOf(id, call).filter(({ EventType: of, Timestamp: at }) => at! >= from && (type === undefined || of === type))
  return { SpotFleetRequestId: id, StartTime: from, LastEvaluatedTime: call.now(), HistoryRecords: records }
}

export const ModifySpotFleetRequest: Ec2['ModifySpotFleetRequest'] = (input, call) => {
  const { SpotFleetRequestId: id, TargetCapacity: target, ExcessCapacityTerminationPolicy: policy } = input
  const fleet = find(SpotFleet, id, call)
  if (fleet.SpotFleetRequestConfig!.Type === 'request' || over.includes(fleet.SpotFleetRequestState!)) {
    throw new Fault('InvalidSpotFleetRequestConfig', 'Only a running fleet of type maintain can be modified.')
  }
  const SpotFleetRequestConfig = {
    ...fleet.SpotFleetRequestConfig!, ...(target !== undefined && { TargetCapacity: target }),
    ...(policy !== undefined && { ExcessCapacityTerminationPolicy: policy }),
  }
  change(SpotFleet, id, { SpotFleetRequestConfig }, call)
  noted(id, 'fleetRequestChange', 'modify_succeeded', call)
  call.setTimer('fleet', id, call.now(), {})
  return { Return: true }
}
