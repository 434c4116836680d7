// Scaling activities: what was done, why, and what came of it; kept for six weeks. Source: DescribeScalingActivities, API Reference.

import type { ApplicationAutoscaling } from '../../../generated/aws/application-autoscaling.ts'
import { records } from '../../kernel/service.ts'
import type { Dimension } from './dimension.ts'

export interface Activity extends Dimension {
  readonly sequence: number
  readonly id: string
  readonly description: string
  readonly cause: string
  readonly startedAt: number
  readonly endedAt: number
  readonly status: 'Successful' | 'Failed'
  readonly message: string
}

export const Activity = records<Activity>({ name: 'Activity', key: ['namespace', 'sequence'] })

const keptMs = 42 * 86_400_000

export const DescribeScalingActivities: ApplicationAutoscaling['DescribeScalingActivities'] = function* (input, call) {
  const { ServiceNamespace: namespace, ResourceId: id, ScalableDimension: dimension } = input
  for (const each of call.of(Activity).scan({ within: [namespace], reverse: true })) {
    if (each.startedAt < call.now() - keptMs) return
    if ((id !== undefined && each.resourceId !== id) || (dimension !== undefined && each.dimension !== dimension)) continue
    yield {
      ActivityId: each.id, ServiceNamespace: namespace, ResourceId: each.resourceId, ScalableDimension: each.dimension,
      Description: each.description, Cause: each.cause, StartTime: each.startedAt, EndTime: each.endedAt, StatusCode: each.status,
      StatusMessage: each.message,
    }
  }
}
