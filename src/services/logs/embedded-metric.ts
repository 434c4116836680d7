// Metrics that events bring with them, in the embedded metric format: read as they come in, told to CloudWatch by real calls.
// Source: "Specification: Embedded metric format", CloudWatch User Guide.

import type { MetricDatum } from '../../../generated/aws/cloudwatch.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { emitLater } from './metric-emission.ts'
import type { TakenEvent } from './put-events.ts'

type Fields = Readonly<Record<string, unknown>>

const mostValues = 100

/** In the transaction of the events. */
export function extractMetrics(events: readonly TakenEvent[], call: Call): void {
  const byNamespace = new Map<string, MetricDatum[]>()
  for (const { message } of events) {
    if (!message.includes('"_aws"')) continue
    for (const { namespace, data } of embeddedMetrics(message)) {
      byNamespace.set(namespace, [...byNamespace.get(namespace) ?? [], ...data])
    }
  }
  for (const [namespace, data] of byNamespace) emitLater({ namespace, data }, call)
}

/** What a message says in the format; nothing where it breaks the specification. */
export function embeddedMetrics(message: string): { readonly namespace: string, readonly data: MetricDatum[] }[] {
  const root = jsonObject(message)
  const metadata = root?._aws as Fields | undefined
  const { Timestamp: at, CloudWatchMetrics: directives } = metadata ?? {}
  if (root === undefined || typeof at !== 'number' || !Array.isArray(directives)) return []
  return (directives as Fields[]).flatMap(directive => {
    const { Namespace: namespace, Dimensions: sets, Metrics: metrics } = directive
    if (typeof namespace !== 'string' || !Array.isArray(metrics)) return []
    const dimensionSets = Array.isArray(sets) && sets.length > 0 ? sets as unknown[] : [[]]
    const data = dimensionSets.flatMap(set => dataOf(root, metrics as Fields[], dimensionsIn(root, set), at))
    return [{ namespace, data }]
  })
}

type Dimensions = { readonly Name: string, readonly Value: string }[] | undefined

function dimensionsIn(root: Fields, set: unknown): Dimensions {
  if (!Array.isArray(set)) return undefined
  const found = (set as unknown[]).map(name => ({ Name: String(name), Value: root[String(name)] }))
  return found.every(({ Value }) => typeof Value === 'string' || typeof Value === 'number')
    ? found.map(({ Name, Value }) => ({ Name, Value: String(Value) })) : undefined
}

function dataOf(root: Fields, metrics: readonly Fields[], dimensions: Dimensions, at: number): MetricDatum[] {
  if (dimensions === undefined) return []
  return metrics.flatMap(({ Name: name, Unit: unit = 'None', StorageResolution: resolution }) => {
    const given = root[String(name)]
    const values = (Array.isArray(given) ? given as unknown[] : [given]).slice(0, mostValues)
    if (values.length === 0 || values.some(value => typeof value !== 'number' || !Number.isFinite(value))) return []
    return [{
      MetricName: String(name), Values: values as number[], Timestamp: at, Unit: unit as NonNullable<MetricDatum['Unit']>,
      ...(dimensions.length > 0 && { Dimensions: dimensions }), ...(resolution === 1 && { StorageResolution: 1 }),
    }]
  })
}
