// Inventory: lists of a bucket's objects, made every day or week at midnight and put with a manifest into another bucket by real calls.
// Source: "Amazon S3 Inventory", Amazon S3 User Guide.

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { InventoryConfiguration } from '../../../generated/aws/s3.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'
import { columnsOf, csvOf, parquetOf } from './inventory-row.ts'
import type { InventoryRow } from './inventory-row.ts'
import { midnightAfter } from './midnight.ts'
import { Current, Noncurrent } from './object.ts'

const dayMs = 86_400_000
const frequencies: ReadonlySet<string> = new Set(['Daily', 'Weekly'])
const formats: ReadonlySet<string> = new Set(['CSV', 'Parquet'])

/** @throws MalformedXML, InvalidArgument, InvalidS3DestinationBucket, NotImplemented */
export function checkInventory(configuration: InventoryConfiguration, call: Call): void {
  const { Destination: destination, Schedule: schedule, IncludedObjectVersions: versions, IsEnabled: isEnabled } = configuration
  const target = destination?.S3BucketDestination
  if (target?.Bucket === undefined || schedule === undefined || isEnabled === undefined) throw malformedXml()
  if (!frequencies.has(schedule.Frequency) || (versions !== 'All' && versions !== 'Current')) throw malformedXml()
  if (target.Format === 'ORC') throw s3Fault('NotImplemented', {}, 'Orrery writes inventories as CSV and Parquet, not as ORC.')
  if (!formats.has(target.Format)) throw malformedXml()
  const unknown = configuration.OptionalFields?.find(field => columnsOf({ ...configuration, OptionalFields: [field] }).length
    === columnsOf({ ...configuration, OptionalFields: [] }).length)
  if (unknown !== undefined) throw malformedXml()
  const place = parseArn(target.Bucket)
  if (place?.service !== 's3') throw invalidArgument('Invalid bucket ARN', 'Bucket', target.Bucket)
  if (call.names.holder(place.resource) === undefined) throw s3Fault('NoSuchBucket', { BucketName: place.resource })
}

/** When the next list is due: at a midnight, for weekly ones that of a Sunday. */
function nextAt(configuration: InventoryConfiguration, after: number): number {
  let at = midnightAfter(after + 1, 0)
  if (configuration.Schedule.Frequency === 'Weekly') while (new Date(at).getUTCDay() !== 0) at += dayMs
  return at
}

/** Sets the timer of a configuration that has been put, or takes it away. */
export function expectInventory(bucket: string, id: string, configuration: InventoryConfiguration | undefined, call: Call): void {
  const name = JSON.stringify([bucket, id])
  if (configuration?.IsEnabled === true) call.setTimer('inventory', name, nextAt(configuration, call.now()))
  else call.cancelTimer('inventory', name)
}

/** The timer's handler; its id names the bucket and the configuration. */
export async function makeInventory(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const [name, configurationId] = JSON.parse(id) as [string, string]
  const bucket = call.of(Bucket).get(name)
  const configuration = bucket?.configurations.inventory?.[configurationId]
  if (bucket === undefined || configuration?.IsEnabled !== true) return
  call.setTimer('inventory', id, nextAt(configuration, call.now()))
  const { Bucket: arn, Format: format, Prefix: prefix } = configuration.Destination.S3BucketDestination
  const destination = parseArn(arn)!.resource
  const holder = call.names.holder(destination)
  if (holder === undefined) return
  const columns = columnsOf(configuration)
  const rows = rowsOf(bucket, configuration, call)
  const base = `${prefix === undefined || prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`}${name}/${configurationId}`
  const isCsv = format === 'CSV'
  const data = isCsv ? await promisify(gzip)(csvOf(rows, columns)) : await parquetOf(rows, columns)
  const dataKey = `${base}/data/${call.uuid()}.${isCsv ? 'csv.gz' : 'parquet'}`
  const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')
  const manifest = Buffer.from(JSON.stringify({
    sourceBucket: name, destinationBucket: arn, version: '2016-11-30', creationTimestamp: String(call.now()), fileFormat: format,
    fileSchema: isCsv ? columns.map(column => column.name).join(', ') : schemaOf(columns),
    files: [{ key: dataKey, size: data.length, MD5checksum: md5(data) }],
  }, null, 2))
  const at = new Date(call.now()).toISOString()
  const folder = `${base}/${at.slice(0, 13)}-${at.slice(14, 16)}Z`
  const s3 = call.to('s3', holder)
  const put = async (Key: string, Body: Uint8Array) => { await s3.PutObject({ Bucket: destination, Key, Body: Body as never }) }
  await put(dataKey, data)
  await put(`${base}/hive/dt=${at.slice(0, 10)}-${at.slice(11, 13)}-${at.slice(14, 16)}/symlink.txt`,
    Buffer.from(`s3://${destination}/${dataKey}\n`))
  await put(`${folder}/manifest.json`, manifest)
  await put(`${folder}/manifest.checksum`, Buffer.from(md5(manifest)))
}

function schemaOf(columns: ReturnType<typeof columnsOf>): string {
  return `message s3.inventory { ${columns.map(({ column }) => `optional binary ${column} (UTF8);`).join(' ')} }`
}

/** Versions in order of keys, the newest first. */
function rowsOf(bucket: Bucket, { Filter: filter, IncludedObjectVersions: versions }: InventoryConfiguration, call: Call): InventoryRow[] {
  const rows: InventoryRow[] = []
  for (const current of call.of(Current).scan({ within: [bucket.name] })) {
    if (!current.key.startsWith(filter?.Prefix ?? '')) continue
    if (versions === 'All' || !current.deleteMarker) rows.push({ version: current, isLatest: true })
    if (versions !== 'All') continue
    for (const version of call.of(Noncurrent).scan({ within: [bucket.name, current.key] })) rows.push({ version, isLatest: false })
  }
  return rows
}
