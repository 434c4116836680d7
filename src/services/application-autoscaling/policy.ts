// Operations on scaling policies. Source: PutScalingPolicy and its kin, Application Auto Scaling API Reference. The alarms of a policy are
// named as AWS names them; they are this service's own, and do not stand in CloudWatch.

import type { ApplicationAutoscaling, PutScalingPolicyRequest, ScalingPolicy } from '../../../generated/aws/application-autoscaling.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid, leverOf } from './dimension.ts'
import { policiesOf, Policy, targetOf, watch } from './scalable.ts'
import type { Target } from './scalable.ts'

/** For its ARN only. */
const Alarm = resource<{ readonly name: string }>({
  name: 'Alarm', key: 'name', arn: 'arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}', notFound: 'ObjectNotFoundException',
})

export const PutScalingPolicy: ApplicationAutoscaling['PutScalingPolicy'] = (input, call) => {
  const named = { namespace: input.ServiceNamespace, resourceId: input.ResourceId, dimension: input.ScalableDimension }
  const target = targetOf(named, call)
  const known = call.of(Policy).get(named.namespace, named.resourceId, named.dimension, input.PolicyName)
  const type = input.PolicyType ?? known?.type ?? 'StepScaling'
  check(input, type, target)
  if (known === undefined && type === 'TargetTrackingScaling' && policiesOf(named, call).some(each => each.type === type)) {
    throw invalid('Only one TargetTrackingScaling policy for a given metric specification is allowed.')
  }
  const { TargetTrackingScalingPolicyConfiguration: tracking, StepScalingPolicyConfiguration: steps } = input
  const policy = call.of(Policy).put({
    ...named, name: input.PolicyName, id: known?.id ?? call.uuid(), type, createdAt: known?.createdAt ?? call.now(),
    alarms: type === 'TargetTrackingScaling' ? known?.alarms ?? alarmsFor(target, call) : [],
    ...(tracking !== undefined && { tracking }), ...(steps !== undefined && { steps }),
  })
  watch(target, call)
  return { PolicyARN: call.arn(Policy, policy), ...(policy.alarms.length > 0 && { Alarms: describeAlarms(policy, call) }) }
}

function check(input: PutScalingPolicyRequest, type: string, target: Target): void {
  const { TargetTrackingScalingPolicyConfiguration: tracking, StepScalingPolicyConfiguration: steps } = input
  const lever = leverOf(target)
  if (type === 'PredictiveScaling') throw invalid(`PredictiveScaling is not supported for service namespace ${target.namespace}`)
  if (type === 'StepScaling') {
    if (lever !== undefined) throw invalid('StepScaling policies are not supported for DynamoDB: use TargetTrackingScaling')
    if (steps === undefined) throw invalid('StepScalingPolicyConfiguration must be specified for a StepScaling policy')
    return
  }
  if (tracking === undefined) {
    throw invalid('TargetTrackingScalingPolicyConfiguration must be specified for a TargetTrackingScaling policy')
  }
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized, TargetValue: value } = tracking
  if ((predefined === undefined) === (customized === undefined)) {
    throw invalid('Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified')
  }
  if (lever === undefined) return
  if (customized !== undefined) throw invalid('Customized metrics are not supported for DynamoDB here: CloudWatch does not tell of them')
  if (predefined!.PredefinedMetricType !== lever.metricType) {
    throw invalid(`Invalid predefined metric type ${predefined!.PredefinedMetricType} for ${target.dimension}: use ${lever.metricType}`)
  }
  if (value < 20 || value > 90) throw invalid('The target value for DynamoDB must be between 20 and 90')
}

/** AWS makes four for a table: two that scale, and two that see capacity changed by others. */
function alarmsFor({ resourceId }: Target, call: Call): Policy['alarms'] {
  return ['AlarmHigh', 'AlarmLow', 'ProvisionedCapacityHigh', 'ProvisionedCapacityLow']
    .map(kind => ({ name: `TargetTracking-${resourceId}-${kind}-${call.uuid()}` }))
}

function describeAlarms({ alarms }: Policy, call: Call) {
  return alarms.map(({ name }) => ({ AlarmName: name, AlarmARN: call.arn(Alarm, { name }) }))
}

export const DeleteScalingPolicy: ApplicationAutoscaling['DeleteScalingPolicy'] = (input, call) => {
  const named = { namespace: input.ServiceNamespace, resourceId: input.ResourceId, dimension: input.ScalableDimension }
  call.of(Policy).require(named.namespace, named.resourceId, named.dimension, input.PolicyName)
  call.of(Policy).delete(named.namespace, named.resourceId, named.dimension, input.PolicyName)
  watch(named, call)
}

export const DescribeScalingPolicies: ApplicationAutoscaling['DescribeScalingPolicies'] = function* (input, call) {
  const { ServiceNamespace: namespace, ResourceId: id, ScalableDimension: dimension, PolicyNames: names } = input
  for (const policy of call.of(Policy).scan({ within: [namespace] })) {
    if (id !== undefined && policy.resourceId !== id) continue
    if (dimension !== undefined && policy.dimension !== dimension) continue
    if (names === undefined || names.includes(policy.name)) yield describe(policy, call)
  }
}

function describe(policy: Policy, call: Call): ScalingPolicy {
  return {
    PolicyARN: call.arn(Policy, policy), PolicyName: policy.name, ServiceNamespace: policy.namespace, ResourceId: policy.resourceId,
    ScalableDimension: policy.dimension, PolicyType: policy.type, CreationTime: policy.createdAt,
    ...(policy.tracking !== undefined && { TargetTrackingScalingPolicyConfiguration: policy.tracking }),
    ...(policy.steps !== undefined && { StepScalingPolicyConfiguration: policy.steps }),
    ...(policy.alarms.length > 0 && { Alarms: describeAlarms(policy, call) }),
  }
}
