// Storage class analysis: how old what lies in a bucket is and how much of it is read, exported as CSV every day at midnight into another
// bucket by a real call. Readings are counted as they come, for buckets that have such a configuration.
// Source: "Amazon S3 analytics – Storage Class Analysis", Amazon S3 User Guide.

import type { AnalyticsConfiguration } from '../../../generated/aws/s3.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call, Exchange } from '../../kernel/service.ts'
import { key } from '../../std/key.ts'
import { Bucket } from './bucket.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'
import { midnightAfter } from './midnight.ts'
import { filterText, isMeant } from './object-filter.ts'
import { Current, liveObject } from './object.ts'
import type { LiveObject } from './object.ts'

/** Readings of a day, or uploads, and what lies there. */
interface Row { readonly objects: number, readonly uploadedBytes: number, readonly storedBytes: number, readonly readBytes: number,
  readonly reads: number }

type Readings = Readonly<Record<string, Pick<Row, 'readBytes' | 'reads'>>>

const dayMs = 86_400_000
const megabyte = 2 ** 20
/** Where each group begins, in days. */
const groups = [0, 15, 30, 45, 60, 75, 90, 120, 150, 180, 365, 730]
const header = ['Date', 'ConfigId', 'Filter', 'StorageClass', 'ObjectAge', 'ObjectCount', 'DataUploaded_MB', 'Storage_MB',
  'DataRetrieved_MB', 'GetRequestCount', 'CumulativeAccessRatio', 'ObjectAgeForSIATransition', 'RecommendedObjectAgeForSIATransition']
const nothing: Row = { objects: 0, uploadedBytes: 0, storedBytes: 0, readBytes: 0, reads: 0 }
const readings = (call: Call) => call.table<Readings>('analytics-reading')

/** @throws MalformedXML, InvalidArgument, NoSuchBucket */
export function checkAnalytics({ Filter: filter, StorageClassAnalysis: analysis }: AnalyticsConfiguration, call: Call): void {
  if (analysis === undefined) throw malformedXml()
  if (filter !== undefined
    && [filter.Prefix, filter.Tag, filter.And].filter(value => value !== undefined).length !== 1) throw malformedXml()
  const wanted = analysis.DataExport
  if (wanted === undefined) return
  const target = wanted.Destination?.S3BucketDestination
  if (wanted.OutputSchemaVersion !== 'V_1' || target?.Bucket === undefined || target.Format !== 'CSV') throw malformedXml()
  const place = parseArn(target.Bucket)
  if (place?.service !== 's3') throw invalidArgument('Invalid bucket ARN', 'Bucket', target.Bucket)
  const holder = call.names.holder(place.resource)
  if (holder === undefined) throw s3Fault('NoSuchBucket', { BucketName: place.resource })
  if (holder.region !== call.region) throw invalidArgument('The destination must be in the region of the bucket', 'Bucket', target.Bucket)
}

/** Sets the timer of a configuration that has been put, or takes it away. */
export function expectAnalysis(bucket: string, id: string, configuration: AnalyticsConfiguration | undefined, call: Call): void {
  const name = JSON.stringify([bucket, id])
  if (configuration?.StorageClassAnalysis.DataExport === undefined) {
    call.cancelTimer('analysis', name)
    call.transact(() => { readings(call).delete(key(bucket, id)) })
  } else call.setTimer('analysis', name, midnightAfter(call.now() + 1, 0))
}

/** Every answer of S3's comes by here; few buckets are analysed. */
export function countReading({ input, status, sizeBytes, headers }: Exchange, call: Call): void {
  if (call.operation !== 'GetObject' || status >= 300) return
  const { Bucket: name, Key: objectKey } = input as { Bucket: string, Key: string }
  const analytics = call.of(Bucket).get(name)?.configurations.analytics
  if (analytics === undefined) return
  const object = liveObject(call.of(Current).get(name, objectKey))
  if (object === undefined) return
  const group = groupOf(object, call.now())
  call.transact(() => {
    for (const { Id: id, Filter: filter, StorageClassAnalysis: { DataExport: wanted } } of Object.values(analytics)) {
      if (wanted === undefined || !isMeant(filter, { key: objectKey, ...(object.tags && { tags: object.tags }) })) continue
      const place = key(name, id)
      const before = readings(call).get(place) ?? {}
      const { readBytes, reads } = before[group] ?? nothing
      const bytes = sizeBytes ?? Number(headers['content-length'] ?? 0)
      readings(call).put(place, { ...before, [group]: { readBytes: readBytes + bytes, reads: reads + 1 } })
    }
  })
}

/** `STANDARD,000-014` */
function groupOf({ storageClass, createdAt }: LiveObject, now: number): string {
  const days = Math.max(0, Math.floor((now - createdAt) / dayMs))
  const i = groups.findLastIndex(from => days >= from)
  const digits = (number: number) => String(number).padStart(3, '0')
  const until = groups[i + 1]
  return `${storageClass},${until === undefined ? `${digits(groups[i]!)}+` : `${digits(groups[i]!)}-${digits(until - 1)}`}`
}

/** The timer's handler; its id names the bucket and the configuration. */
export async function exportAnalysis(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const [name, configurationId] = JSON.parse(id) as [string, string]
  const configuration = call.of(Bucket).get(name)?.configurations.analytics?.[configurationId]
  const target = configuration?.StorageClassAnalysis.DataExport?.Destination.S3BucketDestination
  if (configuration === undefined || target === undefined) return
  call.setTimer('analysis', id, midnightAfter(call.now() + 1, 0))
  const rows = rowsOf(name, configuration, call)
  const destination = parseArn(target.Bucket)!.resource
  const holder = call.names.holder(destination)
  call.transact(() => { readings(call).delete(key(name, configurationId)) })
  if (holder === undefined) return
  const prefix = target.Prefix === undefined || target.Prefix === '' ? '' : `${target.Prefix.replace(/\/$/, '')}/`
  await call.to('s3', holder).PutObject({
    Bucket: destination, Key: `${prefix}${name}/${configurationId}/${dateOf(call.now() - 1)}.csv`, ContentType: 'text/csv',
    Body: Buffer.from(csvOf(rows, configuration, call.now() - 1)) as never,
  })
}

function rowsOf(name: string, { Id: id, Filter: filter }: AnalyticsConfiguration, call: Call): Map<string, Row> {
  const rows = new Map<string, Row>()
  const read = readings(call).get(key(name, id)) ?? {}
  for (const [group, { readBytes, reads }] of Object.entries(read)) rows.set(group, { ...nothing, readBytes, reads })
  for (const version of call.of(Current).scan({ within: [name] })) {
    if (version.deleteMarker || !isMeant(filter, { key: version.key, ...(version.tags && { tags: version.tags }) })) continue
    const group = groupOf(version, call.now() - 1)
    const row = rows.get(group) ?? nothing
    const isNew = version.createdAt >= call.now() - dayMs
    rows.set(group, { ...row, objects: row.objects + 1, storedBytes: row.storedBytes + version.sizeBytes,
      uploadedBytes: row.uploadedBytes + (isNew ? version.sizeBytes : 0) })
  }
  return rows
}

/** A row for each class and age. There is nothing to recommend: that takes a month of readings, and S3 keeps how to itself. */
function csvOf(rows: ReadonlyMap<string, Row>, { Id: id, Filter: filter }: AnalyticsConfiguration, at: number): string {
  const cells = [...rows].sort(([a], [b]) => a < b ? -1 : 1).map(([group, { objects, uploadedBytes, storedBytes, readBytes, reads }]) => {
    const megabytes = (bytes: number) => (bytes / megabyte).toFixed(8)
    const ratio = storedBytes === 0 ? '' : (readBytes / storedBytes).toFixed(8)
    return [dateOf(at), id, filterText(filter), ...group.split(','), String(objects), megabytes(uploadedBytes), megabytes(storedBytes),
      megabytes(readBytes), String(reads), ratio, '', '']
  })
  return [header, ...cells].map(line => `${line.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('')
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
