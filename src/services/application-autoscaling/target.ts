// Scalable targets: what may be scaled, and between which bounds. A target whose capacity lies outside of them is brought inside at once.
// Source: RegisterScalableTarget and its kin, Application Auto Scaling API Reference.

import type { ApplicationAutoscaling, ScalableTarget as Described } from '../../../generated/aws/application-autoscaling.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid, leverOf } from './dimension.ts'
import type { Dimension } from './dimension.ts'
import { actOn } from './scaling.ts'
import { forgetPolicies, ScheduledAction, Target, targetId, targetOf } from './scalable.ts'

export const RegisterScalableTarget: ApplicationAutoscaling['RegisterScalableTarget'] = async (input, call) => {
  const named: Dimension = { namespace: input.ServiceNamespace, resourceId: input.ResourceId, dimension: input.ScalableDimension }
  const lever = leverOf(named)
  const known = call.of(Target).get(named.namespace, named.resourceId, named.dimension)
  const least = input.MinCapacity ?? known?.least
  const most = input.MaxCapacity ?? known?.most
  if (least === undefined || most === undefined) throw invalid('MinCapacity and MaxCapacity must be specified for a new scalable target')
  if (least > most) throw invalid('Maximum capacity cannot be less than minimum capacity')
  if (lever !== undefined && known === undefined && await lever.read(call) === undefined) {
    throw invalid(`DynamoDB table does not exist or is not provisioned: ${named.resourceId}`)
  }
  const { SuspendedState: suspended = {}, RoleARN: role } = input
  return call.transact(() => {
    const before = call.of(Target).get(named.namespace, named.resourceId, named.dimension)
    const target = call.of(Target).put({
      ...named, id: before?.id ?? call.hex(32), least, most, createdAt: before?.createdAt ?? call.now(),
      ...(role !== undefined ? { role } : before?.role !== undefined && { role: before.role }),
      suspended: {
        in: suspended.DynamicScalingInSuspended ?? before?.suspended.in ?? false,
        out: suspended.DynamicScalingOutSuspended ?? before?.suspended.out ?? false,
        scheduled: suspended.ScheduledScalingSuspended ?? before?.suspended.scheduled ?? false,
      },
    })
    if (input.Tags !== undefined) call.tags(Target).add(input.Tags, ...keyOf(target))
    if (lever !== undefined) call.setTimer('bound', targetId(target), call.now() + 1, keyOf(target))
    return { ScalableTargetARN: call.arn(Target, target) }
  })
}

function keyOf({ namespace, resourceId, dimension }: Dimension): [string, string, string] {
  return [namespace, resourceId, dimension]
}

/** The timer's work: brings the capacity inside the bounds. */
export async function bound([namespace, resourceId, dimension]: readonly [string, string, string], call: Call): Promise<void> {
  const target = call.of(Target).get(namespace, resourceId, dimension)
  const capacity = target === undefined ? undefined : await leverOf(target)?.read(call)
  if (target === undefined || capacity === undefined) return
  if (capacity < target.least) await actOn(target, target.least, `minimum capacity was set to ${target.least}`, call)
  else if (capacity > target.most) await actOn(target, target.most, `maximum capacity was set to ${target.most}`, call)
}

export const DeregisterScalableTarget: ApplicationAutoscaling['DeregisterScalableTarget'] = (input, call) => {
  const target = targetOf({ namespace: input.ServiceNamespace, resourceId: input.ResourceId, dimension: input.ScalableDimension }, call)
  forgetPolicies(target, call)
  for (const { name } of call.of(ScheduledAction).scan({ within: [target.namespace, target.resourceId, target.dimension] })) {
    call.of(ScheduledAction).delete(...keyOf(target), name)
    call.cancelTimer('act', `${targetId(target)}/${name}`)
  }
  call.of(Target).delete(...keyOf(target))
}

export const DescribeScalableTargets: ApplicationAutoscaling['DescribeScalableTargets'] = function* (input, call) {
  const { ServiceNamespace: namespace, ResourceIds: ids, ScalableDimension: dimension } = input
  for (const target of call.of(Target).scan({ within: [namespace] })) {
    if (ids !== undefined && !ids.includes(target.resourceId)) continue
    if (dimension === undefined || target.dimension === dimension) yield describe(target, call)
  }
}

function describe(target: Target, call: Call): Described {
  const { suspended } = target
  return {
    ServiceNamespace: target.namespace, ResourceId: target.resourceId, ScalableDimension: target.dimension, MinCapacity: target.least,
    MaxCapacity: target.most, CreationTime: target.createdAt,
    RoleARN: target.role ?? call.arn(ServiceRole, { namespace: target.namespace }),
    SuspendedState: { DynamicScalingInSuspended: suspended.in, DynamicScalingOutSuspended: suspended.out,
      ScheduledScalingSuspended: suspended.scheduled },
    ScalableTargetARN: call.arn(Target, target),
  }
}

/** For its ARN only: the service-linked role that AWS makes with the first target. */
const ServiceRole = resource<{ readonly namespace: string }>({
  name: 'ServiceRole', key: 'namespace', notFound: 'ObjectNotFoundException',
  arn: 'arn:{partition}:iam::{account}:role/aws-service-role/{namespace}.application-autoscaling.amazonaws.com/' +
    'AWSServiceRoleForApplicationAutoScaling_DynamoDBTable',
})
