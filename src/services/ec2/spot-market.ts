// What the spot market does to requests: it fulfils them while the price is below what they pay, warns their instances two minutes before
// it takes them back, for the price, for capacity or at the end of a block, and lets them expire. Each request has one timer, set to when
// something will happen. Source: "Spot Instance interruptions" and "Spot request status codes", EC2 User Guide; Service Terms 5.3.

import { contractOf, chargedFor, instanceReclaimed, spotStepMs } from '../../contract/index.ts'
import { arnTemplate } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { stop, terminate, start } from './instance.ts'
import { all, change, seek } from './kind.ts'
import { Instance, Subnet } from './kinds.ts'
import { launchSpot } from './launch.ts'
import { spotPrice } from './spot-price.ts'
import { evaluationMs, move, operationOf, SpotInstanceRequest, validMs } from './spot-request.ts'
import type { SpotRequest } from './spot-request.ts'
import { zoneNames } from './zone.ts'

/** "A Spot Instance interruption notice is a warning that is issued two minutes before". */
const warningMs = 120_000
/** How far ahead a crossing is looked for at once. */
const lookaheadSteps = 120

const instanceArn = arnTemplate('arn:{partition}:ec2:{region}:{account}:instance/{id}')

/** The timer of a request. */
export function evaluateSpot(_: unknown, call: Call, { id }: { readonly id: string }): void {
  evaluate(id, call)
}

/** Looks at all requests of the region that something may happen to. */
export function settleSpot(call: Call): void {
  for (const [id, { State: state }] of [...all(SpotInstanceRequest, call)]) if (state === 'open' || state === 'active') evaluate(id, call)
}

function evaluate(id: string, call: Call): void {
  const request = seek(SpotInstanceRequest, id, call)
  if (request?.terms.interruptedAt !== undefined) {
    if (request.terms.interruptedAt <= call.now()) takeBack(id, request, call)
  } else if (request?.State === 'open') tryToFulfil(id, request, call)
  else if (request?.State === 'active') watch(id, request, call)
}

function tryToFulfil(id: string, request: SpotRequest, call: Call): void {
  const now = call.now()
  const expiresAt = request.ValidUntil ?? request.CreateTime! + validMs
  if (now >= expiresAt) {
    call.cancelTimer('spot', id)
    move(id, 'closed', 'schedule-expired', call)
    return
  }
  if (now < request.CreateTime! + call.lifecycleMs(evaluationMs) || now < (request.ValidFrom ?? 0)) return
  const zone = cheapest(request, call)
  if (zone === undefined || zone.price >= request.terms.most) {
    if (request.Status?.Code !== 'price-too-low' && request.Status?.Code?.startsWith('instance-') !== true) move(id, 'open',
      'price-too-low', call)
    call.setTimer('spot', id, Math.min(expiresAt, (Math.floor(now / spotStepMs) + 1) * spotStepMs), {})
    return
  }
  const before = request.InstanceId === undefined ? undefined : seek(Instance, request.InstanceId, call)
  if (before?.State?.Name === 'stopped') start(before, call)
  const instance = before?.State?.Name === 'stopped' ? before : launchSpot(request, zone.name, call)
  const launched = { InstanceId: instance.InstanceId!, LaunchedAvailabilityZone: instance.Placement!.AvailabilityZone! }
  const active = move(id, 'active', 'fulfilled', call, { ...launched, terms: { ...request.terms, launchedAt: now } })
  watch(id, active, call)
}

/** The zone of the subnet or of the placement, else the cheapest. */
function cheapest(request: SpotRequest, call: Call): { readonly name: string, readonly price: bigint } | undefined {
  const { InstanceType: type = '', SubnetId: subnet, Placement: placement } = request.terms.spec
  const only = subnet === undefined ? placement?.AvailabilityZone : seek(Subnet, subnet, call)?.AvailabilityZone
  return zoneNames(call.region).filter(name => only === undefined || name === only).flatMap(name => {
    const price = spotPrice(type, operationOf(request), name, call)
    return price === undefined ? [] : [{ name, price }]
  }).reduce<{ name: string, price: bigint } | undefined>((best, next) => best === undefined || next.price < best.price ? next
    : best, undefined)
}

/** Sets the timer to when the price will have risen too far, or a block is over; interrupts where that is now. */
function watch(id: string, request: SpotRequest, call: Call): void {
  const now = call.now()
  if (instanceReclaimed(call, request.InstanceId!)) return interrupt(id, request, 'no-capacity', call)
  if (request.BlockDurationMinutes !== undefined) {
    const overAt = request.terms.launchedAt! + request.BlockDurationMinutes * 60_000
    if (now >= overAt - warningMs) return interrupt(id, request, 'schedule', call)
    call.setTimer('spot', id, overAt - warningMs, {})
    return
  }
  const { InstanceType: type = '' } = request.terms.spec
  const priceAt = (at: number) => spotPrice(type, operationOf(request), request.LaunchedAvailabilityZone!, call, at) ?? 0n
  if (priceAt(now) >= request.terms.most) return interrupt(id, request, 'price', call)
  const steps = contractOf(call).ledger.book.spot.turns(type, now, now + lookaheadSteps * spotStepMs)
  call.setTimer('spot', id, steps.find(at => priceAt(at) >= request.terms.most) ?? steps.at(-1)!, {})
}

/** Tells the instance's owner, and takes the instance back two minutes later. */
function interrupt(id: string, request: SpotRequest, cause: 'price' | 'no-capacity' | 'schedule', call: Call): void {
  const { InstanceId: instance = '', InstanceInterruptionBehavior: action = 'terminate' } = request
  const interruptedAt = call.now() + warningMs
  move(id, 'active', action === 'terminate' ? 'marked-for-termination' : 'marked-for-stop', call, {
    terms: { ...request.terms, interruptedAt, cause },
  })
  call.setTimer('spot', id, interruptedAt, {})
  call.afterCommit(async () => {
    await call.invoke('events', 'PutEvents', {
      Entries: [{
        Source: 'aws.ec2', DetailType: 'EC2 Spot Instance Interruption Warning', Resources: [instanceArn(call, { id: instance })],
        Detail: JSON.stringify({ 'instance-id': instance, 'instance-action': action }),
      }],
    })
  })
}

function takeBack(id: string, request: SpotRequest, call: Call): void {
  const { InstanceId: instanceId = '', InstanceInterruptionBehavior: action = 'terminate', Type: type } = request
  const { interruptedAt: _, cause = 'price', ...terms } = request.terms
  const instance = seek(Instance, instanceId, call)
  const ends = action === 'terminate' || cause === 'schedule' ? 'terminated' : 'stopped'
  if (instance !== undefined && ['pending', 'running'].includes(instance.State!.Name!)) {
    if (ends === 'terminated') terminate(instance, call, 'Server.SpotInstanceTermination')
    else stop(instance, call, 'Server.SpotInstanceShutdown')
  }
  if (request.BlockDurationMinutes !== undefined && cause === 'no-capacity') giveBack(request, call)
  const code = `instance-${ends}-${cause === 'no-capacity' ? cause : `by-${cause}`}`
  const goesOn = type === 'persistent' && cause !== 'schedule'
  move(id, goesOn ? 'open' : 'closed', code, call, { terms })
  if (ends === 'terminated') change(SpotInstanceRequest, id, { InstanceId: undefined as never }, call)
  if (goesOn) call.setTimer('spot', id, call.now() + call.lifecycleMs(evaluationMs), {})
  else call.cancelTimer('spot', id)
}

/** A block that is cut short for capacity costs nothing (Service Terms 5.3). */
function giveBack({ InstanceId: id = '', terms: { launchedAt = 0 } }: SpotRequest, call: Call): void {
  const contract = contractOf(call)
  const resource = instanceArn(call, { id })
  const amount = chargedFor(contract, { account: call.account, service: 'ec2', fromAt: launchedAt, beforeAt: call.now() },
    line => line.resource === resource && line.usageType.startsWith('SpotUsage:'))
  if (amount > 0n) contract.grant({
    account: call.account, name: `Spot block of ${id}, cut short`, amount, services: [], fromAt: 0, memo: { reason: 'capacity' },
  })
}
