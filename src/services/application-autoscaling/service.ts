// Application Auto Scaling: the manifest. Targets and policies of DynamoDB's tables and indexes act; those of other services are kept.

import { service } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { DescribeScalingActivities } from './activity.ts'
import { DeleteScalingPolicy, DescribeScalingPolicies, PutScalingPolicy } from './policy.ts'
import { again, evaluate } from './scaling.ts'
import { act, DeleteScheduledAction, DescribeScheduledActions, PutScheduledAction } from './scheduled-action.ts'
import { bound, DeregisterScalableTarget, DescribeScalableTargets, RegisterScalableTarget } from './target.ts'
import { Policy, ScheduledAction, Target } from './scalable.ts'

export const applicationAutoscaling = service({
  id: 'application-autoscaling',
  resources: [Target, Policy, ScheduledAction],
  operations: {
    DeleteScalingPolicy, DeleteScheduledAction, DeregisterScalableTarget, DescribeScalableTargets, DescribeScalingActivities,
    DescribeScalingPolicies, DescribeScheduledActions, PutScalingPolicy, PutScheduledAction, RegisterScalableTarget,
  },
  refuses: {
    GetPredictiveScalingForecast: 'Forecasts are made for ECS services only, from weeks of CloudWatch metrics that are not kept here.',
  },
  tagging: {
    resource: Target,
    tag: 'TagResource',
    untag: 'UntagResource',
    list: 'ListTagsForResource',
    identify({ ResourceARN: arn }: { readonly ResourceARN: string }, call: Call) {
      const target = [...call.of(Target).scan()].find(each => call.arn(Target, each) === arn)
      if (target === undefined) throw call.fault('ResourceNotFoundException', `The scalable target ${arn} was not found.`)
      return [target.namespace, target.resourceId, target.dimension]
    },
  },
  timers: { act, again, bound, evaluate },
  replays: false,
})
