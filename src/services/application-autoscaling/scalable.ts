// Scalable targets, their policies and their scheduled actions as they are kept, and how they are found. A policy that tracks a metric
// watches it.

import type { StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration } from
  '../../../generated/aws/application-autoscaling.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { leverOf } from './dimension.ts'
import type { Dimension } from './dimension.ts'

export interface Target extends Dimension {
  readonly id: string
  readonly least: number
  readonly most: number
  readonly role?: string
  readonly createdAt: number
  readonly suspended: { readonly in: boolean, readonly out: boolean, readonly scheduled: boolean }
  /** When it last scaled either way. */
  readonly scaledInAt?: number
  readonly scaledOutAt?: number
}

export const Target = resource<Target>({
  name: 'ScalableTarget',
  key: ['namespace', 'resourceId', 'dimension'],
  arn: 'arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/{id}',
  tags: 'map',
  notFound: { code: 'ObjectNotFoundException', message: ([namespace, resourceId, dimension]) =>
    `No scalable target registered for service namespace: ${namespace}, resource ID: ${resourceId}, scalable dimension: ${dimension}` },
})

/** What timers of a target are named by. */
export function targetId({ namespace, resourceId, dimension }: Dimension): string {
  return `${namespace}/${resourceId}/${dimension}`
}

/** @throws ObjectNotFoundException */
export function targetOf({ namespace, resourceId, dimension }: Dimension, call: Call): Target {
  return call.of(Target).require(namespace, resourceId, dimension)
}

export interface Policy extends Dimension {
  readonly name: string
  readonly id: string
  readonly type: string
  readonly tracking?: TargetTrackingScalingPolicyConfiguration
  readonly steps?: StepScalingPolicyConfiguration
  readonly alarms: readonly { readonly name: string }[]
  readonly createdAt: number
}

export const Policy = resource<Policy>({
  name: 'ScalingPolicy',
  key: ['namespace', 'resourceId', 'dimension', 'name'],
  arn: 'arn:{partition}:autoscaling:{region}:{account}:scalingPolicy:{id}:resource/{namespace}/{resourceId}:policyName/{name}',
  notFound: { code: 'ObjectNotFoundException', message: ([namespace, resourceId, dimension, name]) =>
    `No scaling policy found for service namespace: ${namespace}, resource ID: ${resourceId}, scalable dimension: ${dimension}: ${name}` },
})

/** The policies of a target. */
export function policiesOf({ namespace, resourceId, dimension }: Dimension, call: Call): Policy[] {
  return [...call.of(Policy).scan({ within: [namespace, resourceId, dimension] })]
}

/** Takes the policies of a target away. */
export function forgetPolicies(target: Dimension, call: Call): void {
  for (const { namespace, resourceId, dimension, name } of policiesOf(target, call)) {
    call.of(Policy).delete(namespace, resourceId, dimension, name)
  }
  watch(target, call)
}

/** Watches what the target's policies need to know of, or no more. */
export function watch(target: Dimension, call: Call): void {
  const lever = leverOf(target)
  if (lever === undefined) return
  const isTracked = policiesOf(target, call).some(({ tracking }) => tracking !== undefined)
  if (isTracked) call.metrics.watch(lever.consumed, 'evaluate', targetId(target))
  else call.metrics.unwatch(lever.consumed, 'evaluate', targetId(target))
}

export interface ScheduledAction extends Dimension {
  readonly name: string
  readonly id: string
  readonly schedule: string
  readonly zone: string
  readonly startsAt?: number
  readonly endsAt?: number
  readonly least?: number
  readonly most?: number
  readonly createdAt: number
}

export const ScheduledAction = resource<ScheduledAction>({
  name: 'ScheduledAction',
  key: ['namespace', 'resourceId', 'dimension', 'name'],
  arn: 'arn:{partition}:autoscaling:{region}:{account}:scheduledAction:{id}:resource/{namespace}/{resourceId}:scheduledActionName/{name}',
  notFound: { code: 'ObjectNotFoundException', message: ([namespace, resourceId, , name]) =>
    `No scheduled action found for service namespace: ${namespace}, resource ID: ${resourceId}: ${name}` },
})
