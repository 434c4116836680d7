// The record of a metric filter, which groups and the operations of filters share.

import type { MetricTransformation } from '../../../generated/aws/logs.ts'
import { resource } from '../../kernel/service.ts'
import { metricFilterFormation } from './filter-formation.ts'
import { absence } from './fault.ts'

export interface MetricFilter {
  readonly groupName: string
  readonly name: string
  readonly pattern: string
  readonly transformations: readonly MetricTransformation[]
  readonly createdAt: number
}

export const MetricFilter = resource<MetricFilter>({
  name: 'MetricFilter',
  key: ['groupName', 'name'],
  arn: 'arn:{partition}:logs:{region}:{account}:log-group:{groupName}:metric-filter:{name}',
  notFound: absence('metric filter'),
  cloudFormation: metricFilterFormation,
})
