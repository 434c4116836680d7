// The operations of spot requests, each with the members that it understands.

import type { Ec2 } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { answered } from './answered.ts'
import { imageOf } from './image.ts'
import { described, find, required } from './kind.ts'
import { settleSpot } from './spot-market.ts'
import { DescribeSpotPriceHistory, mostOf, priceShown } from './spot-price.ts'
import { evaluationMs, move, newRequest, SpotInstanceRequest } from './spot-request.ts'
import type { SpotRequest } from './spot-request.ts'

function shownOf({ terms: _, ...shown }: SpotRequest) {
  return shown
}

const RequestSpotInstances: Ec2['RequestSpotInstances'] = (input, call) => {
  const { LaunchSpecification: spec, SpotPrice: price, InstanceCount: count = 1, Type: type = 'one-time',
    BlockDurationMinutes: block } = input
  if (spec?.ImageId === undefined) throw required('LaunchSpecification.ImageId')
  const { PlatformDetails: platform = 'Linux/UNIX', UsageOperation: operation = 'RunInstances' } = imageOf(spec.ImageId, call)
  if (block !== undefined && (block % 60 !== 0 || block < 60 || block > 360)) {
    throw new Fault('InvalidParameterValue', `Invalid value '${block}' for blockDurationMinutes. It must be a multiple of 60, up to 360.`)
  }
  checkTimes(input.ValidFrom, input.ValidUntil, call)
  const behaviour = input.InstanceInterruptionBehavior ?? 'terminate'
  if (behaviour !== 'terminate' && type !== 'persistent') {
    throw new Fault('InvalidParameterCombination', `The interruption behavior '${behaviour}' needs a persistent request.`)
  }
  const instanceType = spec.InstanceType ?? 'm1.small'
  const most = mostOf(price, instanceType, operation, call)
  const made = Array.from({ length: count }, () => newRequest({
    ProductDescription: platform, Type: type, SpotPrice: priceShown(most),
    InstanceInterruptionBehavior: behaviour, ...(input.ValidFrom !== undefined && { ValidFrom: input.ValidFrom }),
    ...(input.ValidUntil !== undefined && { ValidUntil: input.ValidUntil }), ...(block !== undefined && { BlockDurationMinutes: block }),
    ...(input.LaunchGroup !== undefined && { LaunchGroup: input.LaunchGroup }),
    terms: { most, spec: { ...spec, InstanceType: instanceType } },
  }, input.TagSpecifications, call))
  for (const { SpotInstanceRequestId: id } of made) {
    call.setTimer('spot', id!, Math.max(call.now() + call.lifecycleMs(evaluationMs), input.ValidFrom ?? 0), {})
  }
  return { SpotInstanceRequests: made.map(shownOf) }
}

function checkTimes(from: number | undefined, until: number | undefined, call: Call): void {
  if ((from !== undefined && from < call.now()) || (until !== undefined && until <= Math.max(call.now(), from ?? 0))) {
    throw new Fault('InvalidTime', 'The specified timestamp is not valid.')
  }
}

const DescribeSpotInstanceRequests: Ec2['DescribeSpotInstanceRequests'] = (input, call) => {
  settleSpot(call)
  const { SpotInstanceRequestIds: ids, Filters: filters } = input
  return { SpotInstanceRequests: [...described(SpotInstanceRequest, { ids, filters }, call)].map(shownOf) }
}

const CancelSpotInstanceRequests: Ec2['CancelSpotInstanceRequests'] = ({ SpotInstanceRequestIds: ids }, call) => {
  const requests = ids.map(id => [id, find(SpotInstanceRequest, id, call)] as const)
  return {
    CancelledSpotInstanceRequests: requests.map(([id, { State: state }]) => {
      if (state !== 'open' && state !== 'active') return { SpotInstanceRequestId: id, State: state! }
      call.cancelTimer('spot', id)
      move(id, 'cancelled', state === 'open' ? 'canceled-before-fulfillment' : 'request-canceled-and-instance-running', call)
      return { SpotInstanceRequestId: id, State: 'cancelled' }
    }),
  }
}

export const spotOperations = {
  CancelSpotInstanceRequests: answered(CancelSpotInstanceRequests, 'SpotInstanceRequestIds'),
  DescribeSpotInstanceRequests: answered(DescribeSpotInstanceRequests, 'Filters SpotInstanceRequestIds'),
  DescribeSpotPriceHistory: answered(DescribeSpotPriceHistory,
    'AvailabilityZone Filters InstanceTypes ProductDescriptions StartTime EndTime'),
  RequestSpotInstances: answered(RequestSpotInstances, 'BlockDurationMinutes InstanceCount LaunchGroup LaunchSpecification SpotPrice Type '
    + 'ValidFrom ValidUntil TagSpecifications InstanceInterruptionBehavior'),
}
