// Request metrics: what comes to a bucket with metrics configurations is counted by the minute and told to CloudWatch by a real call when
// the minute is over; nothing is done for other buckets. Latencies are not told, for nothing here takes time.
// Source: "Amazon S3 request metrics in CloudWatch", Amazon S3 User Guide.

import type { MetricDatum } from '../../../generated/aws/cloudwatch.ts'
import type { Call, Exchange } from '../../kernel/service.ts'
import { key } from '../../std/key.ts'
import { Bucket } from './bucket.ts'
import { isMeant } from './object-filter.ts'
import { Current, liveObject } from './object.ts'

/** What a metric got in a minute. */
interface Count { readonly count: number, readonly sum: number, readonly least: number, readonly most: number }

type Counts = Readonly<Record<string, Count>>

const minuteMs = 60_000
const lists: ReadonlySet<string> = new Set(['ListObjects', 'ListObjectsV2', 'ListObjectVersions', 'ListMultipartUploads', 'ListParts'])

const counts = (call: Call) => call.table<Counts>('request-metrics')

/** Every answer of S3's comes by here. */
export function countRequest(exchange: Exchange, call: Call): void {
  const { Bucket: name, Key: objectKey, via } = exchange.input as { Bucket?: string, Key?: string, via?: { readonly arn: string } }
  const configurations = name === undefined ? undefined : call.of(Bucket).get(name)?.configurations.metrics
  if (configurations === undefined) return
  const tags = objectKey === undefined ? undefined : liveObject(call.of(Current).get(name!, objectKey))?.tags
  const meant = { ...(objectKey !== undefined && { key: objectKey }), ...(tags && { tags }), ...(via && { accessPointArn: via.arn }) }
  const values = valuesOf(exchange, call.operation)
  const at = Math.floor(call.now() / minuteMs) * minuteMs
  call.transact(() => {
    for (const { Id: id, Filter: filter } of Object.values(configurations)) {
      if (!isMeant(filter, meant)) continue
      const place = key(name!, id, at)
      const before = counts(call).get(place)
      if (before === undefined) call.setTimer('tellRequests', JSON.stringify([name, id, at]), at + minuteMs)
      counts(call).put(place, added(before ?? {}, values))
    }
  })
}

/** By the metrics' names. */
export function valuesOf({ request: { method, headers }, status, headers: answered, sizeBytes }: Exchange, operation: string) {
  const kind = lists.has(operation) ? 'ListRequests' : operation === 'SelectObjectContent' ? 'SelectRequests'
    : operation === 'DeleteObjects' || method === 'DELETE' ? 'DeleteRequests'
      : ({ GET: 'GetRequests', HEAD: 'HeadRequests', PUT: 'PutRequests', POST: 'PostRequests' } as Record<string, string>)[method]
  const values: Record<string, number> = { 'AllRequests': 1, '4xxErrors': status >= 400 && status < 500 ? 1 : 0,
    '5xxErrors': status >= 500 ? 1 : 0 }
  if (kind !== undefined) values[kind] = 1
  const down = sizeBytes ?? Number(answered['content-length'] ?? 0)
  if (method === 'GET' && down > 0) values['BytesDownloaded'] = down
  const up = Number(headers['x-amz-decoded-content-length'] ?? headers['content-length'] ?? 0)
  if ((method === 'PUT' || method === 'POST') && up > 0) values['BytesUploaded'] = up
  return values
}

function added(before: Counts, values: Readonly<Record<string, number>>): Counts {
  const sums: Record<string, Count> = { ...before }
  for (const [name, value] of Object.entries(values)) {
    const { count, sum, least, most } = sums[name] ?? { count: 0, sum: 0, least: value, most: value }
    sums[name] = { count: count + 1, sum: sum + value, least: Math.min(least, value), most: Math.max(most, value) }
  }
  return sums
}

/** The timer's handler, at the end of a minute; its id names bucket, configuration and minute. */
export async function tellRequests(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const [name, filterId, at] = JSON.parse(id) as [string, string, number]
  const place = key(name, filterId, at)
  const told = counts(call).get(place)
  if (told === undefined) return
  const Dimensions = [{ Name: 'BucketName', Value: name }, { Name: 'FilterId', Value: filterId }]
  const MetricData: MetricDatum[] = Object.entries(told).map(([MetricName, { count, sum, least, most }]) => ({
    MetricName, Dimensions, Timestamp: at, Unit: MetricName.startsWith('Bytes') ? 'Bytes' : 'Count',
    StatisticValues: { SampleCount: count, Sum: sum, Minimum: least, Maximum: most },
  }))
  await call.to('cloudwatch').PutMetricData({ Namespace: 'AWS/S3', MetricData })
  call.transact(() => { counts(call).delete(place) })
}
