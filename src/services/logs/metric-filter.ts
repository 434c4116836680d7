// Metric filters: what they may say, the lists of them, and a try of a pattern on sample messages.
// Source: PutMetricFilter, DescribeMetricFilters, DeleteMetricFilter and TestMetricFilter, CloudWatch Logs API Reference.

import type { Logs, MetricFilter as FilterOutput, MetricTransformation } from '../../../generated/aws/logs.ts'
import { isReference } from '../../engines/log-pattern/face.ts'
import type { LogPattern } from '../../engines/log-pattern/face.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'
import { patternIn } from './filtering.ts'
import { groupNamed } from './group.ts'
import type { LogGroup } from './group.ts'
import { MetricFilter } from './metric-filter-record.ts'
import { SubscriptionFilter } from './subscription-record.ts'

const mostFilters = 100
const mostExpressions = 5
const mostDimensions = 3

export const PutMetricFilter: Logs['PutMetricFilter'] = (input, call) => {
  const group = groupNamed(input.logGroupName, call)
  requireFilters(group, call)
  refuseTransformed(input, call)
  const { filterName: name, filterPattern, metricTransformations: transformations } = input
  const pattern = patternIn(filterPattern, call)
  for (const transformation of transformations) checkTransformation(transformation, pattern, call)
  checkExpressions(group, name, pattern, call)
  const filters = call.of(MetricFilter)
  const known = filters.get(group.name, name)
  if (known === undefined && filters.count({ within: [group.name] }) >= mostFilters) {
    throw call.fault('LimitExceededException', 'Resource limit exceeded.')
  }
  filters.put({ groupName: group.name, name, pattern: filterPattern, transformations, createdAt: call.now() })
}

export function requireFilters(group: LogGroup, call: Call): void {
  if (group.class === 'STANDARD') return
  throw call.fault('InvalidOperationException', `Filters are not supported for log groups of the ${group.class} log class.`)
}

interface Transformed {
  readonly applyOnTransformedLogs?: boolean
  readonly fieldSelectionCriteria?: string
  readonly emitSystemFieldDimensions?: readonly string[]
  readonly emitSystemFields?: readonly string[]
}

/** @throws NotImplemented for what belongs to centralized or transformed logs */
export function refuseTransformed(input: Transformed, call: Call): void {
  const { applyOnTransformedLogs, fieldSelectionCriteria, emitSystemFieldDimensions = [], emitSystemFields = [] } = input
  if (applyOnTransformedLogs !== true && fieldSelectionCriteria === undefined && emitSystemFieldDimensions.length === 0
    && emitSystemFields.length === 0) return
  throw call.fault('NotImplemented', 'Filters look at events as they came: transformed logs and system fields are not modelled.')
}

function checkTransformation(transformation: MetricTransformation, { kind }: LogPattern, call: Call): void {
  const { metricValue: value, dimensions = {}, defaultValue, metricNamespace: namespace } = transformation
  if (namespace.startsWith('AWS/')) throw invalid('Invalid metric transformation: the namespace cannot begin with AWS/', call)
  const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value)
  if (!isNumber && !isReference(value, kind)) throw invalid(`Invalid metric transformation: Invalid metric value '${value}'`, call)
  const references = Object.values(dimensions)
  if (references.length > mostDimensions) throw invalid(`Invalid metric transformation: at most ${mostDimensions} dimensions`, call)
  if (references.length > 0 && defaultValue !== undefined) {
    throw invalid('Invalid metric transformation: dimensions and default value are mutually exclusive properties.', call)
  }
  const wrong = references.find(reference => kind === 'terms' || !isReference(reference, kind))
  if (wrong !== undefined) throw invalid(`Invalid metric transformation: Invalid dimension value '${wrong}'`, call)
}

/** "There is a maximum of 5 filter patterns containing regex for each log group." */
export function checkExpressions(group: LogGroup, name: string, pattern: LogPattern, call: Call): void {
  if (pattern.expressions === 0) return
  const others = [...call.of(MetricFilter).scan({ within: [group.name] }), ...call.of(SubscriptionFilter).scan({ within: [group.name] })]
  const count = others.filter(other => other.name !== name && patternIn(other.pattern, call).expressions > 0).length
  if (count >= mostExpressions) {
    throw call.fault('LimitExceededException', `A log group takes ${mostExpressions} filter patterns with regular expressions.`)
  }
}

export const DeleteMetricFilter: Logs['DeleteMetricFilter'] = ({ logGroupName, filterName: name }, call) => {
  const { name: groupName } = groupNamed(logGroupName, call)
  call.of(MetricFilter).require(groupName, name)
  call.of(MetricFilter).delete(groupName, name)
}

/** By group and the beginning of the name, or by metric in all groups. */
export const DescribeMetricFilters: Logs['DescribeMetricFilters'] = function* (input, call) {
  const { logGroupName: group, filterNamePrefix: prefix, metricName, metricNamespace } = input
  if ((metricName === undefined) !== (metricNamespace === undefined)) {
    throw invalid('metricName and metricNamespace must be specified together.', call)
  }
  const within = group === undefined ? {} : { within: [groupNamed(group, call).name] }
  for (const filter of call.of(MetricFilter).scan(within)) {
    if (prefix !== undefined && !filter.name.startsWith(prefix)) continue
    const fits = metricName === undefined || filter.transformations.some(transformation =>
      transformation.metricName === metricName && transformation.metricNamespace === metricNamespace)
    if (fits) yield outputOf(filter)
  }
}

function outputOf({ groupName, name, pattern, transformations, createdAt }: MetricFilter): FilterOutput {
  return {
    filterName: name, filterPattern: pattern, metricTransformations: transformations, creationTime: createdAt, logGroupName: groupName,
    applyOnTransformedLogs: false,
  }
}

/** Messages are numbered from 1. */
export const TestMetricFilter: Logs['TestMetricFilter'] = ({ filterPattern, logEventMessages: messages }, call) => {
  const pattern = patternIn(filterPattern, call)
  return {
    matches: messages.flatMap((eventMessage, i) => {
      const fit = pattern.fit(eventMessage)
      return fit === undefined ? [] : [{ eventNumber: i + 1, eventMessage, extractedValues: fit.extracted }]
    }),
  }
}
