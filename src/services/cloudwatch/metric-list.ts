// The metrics that had data of late. Source: ListMetrics, CloudWatch API Reference.

import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'
import type { Call } from '../../kernel/service.ts'
import { Metric } from './metric.ts'
import type { MetricName } from './metric.ts'
import { absorb } from './published.ts'

const listedMs = 14 * 86_400_000

/** Metrics with data within two weeks, or three hours where only those are asked for. */
export const ListMetrics: Cloudwatch['ListMetrics'] = function* (input, call) {
  const { Namespace: namespace, MetricName: name, Dimensions: filters = [], RecentlyActive: recently, OwningAccount: owner } = input
  if (owner !== undefined && owner !== call.account) return
  absorb(call)
  const since = call.now() - (recently === 'PT3H' ? 3 * 3_600_000 : listedMs)
  for (const metric of listed(namespace, since, call)) {
    if (name !== undefined && metric.name !== name) continue
    const fits = filters.every(({ Name, Value }) =>
      metric.dimensions.some(dimension => dimension.Name === Name && (Value === undefined || dimension.Value === Value)))
    if (fits) yield { Namespace: metric.namespace, MetricName: metric.name, Dimensions: metric.dimensions }
  }
}

function* listed(namespace: string | undefined, since: number, call: Call): Generator<Metric> {
  const found = namespace === undefined ? call.of(Metric).scan() : call.of(Metric).scan({ within: [namespace] })
  for (const metric of found) if (metric.lastAt >= since) yield metric
}

/** Those that had data within two weeks. */
export function recentMetrics(call: Call): Generator<MetricName> {
  return listed(undefined, call.now() - listedMs, call)
}
