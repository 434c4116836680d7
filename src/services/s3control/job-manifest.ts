// What a job is to work on: read from a manifest of one's own (CSV) or of an inventory, or found by the job itself in a bucket.
// Source: "Specifying a manifest" and "Create a manifest automatically", Amazon S3 User Guide.

import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { JobManifestGeneratorFilter, S3JobManifestGenerator } from '../../../generated/aws/s3control.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { csvRecords } from '../../std/csv.ts'
import type { Job } from './job.ts'

export interface TaskObject { readonly bucket: string, readonly key: string, readonly versionId?: string }

/** Why a job cannot be prepared. */
export class ManifestProblem extends Error {
  readonly code: string

  constructor(code: string, reason: string) {
    super(reason)
    this.code = code
  }
}

/** @throws ManifestProblem, and what S3 says to the role */
export async function tasksOf({ request: { Manifest: manifest, ManifestGenerator: generator } }: Job, principal: Principal, call: Call) {
  if (manifest === undefined) return generated(generator!.S3JobManifestGenerator!, principal, call)
  const { ObjectArn: arn, ETag: etag, ObjectVersionId: versionId } = manifest.Location
  const place = parseArn(arn)?.resource ?? ''
  const slash = place.indexOf('/')
  if (slash <= 0) throw new ManifestProblem('InvalidManifestContent', 'The manifest must be named by an object\'s ARN')
  const bucket = place.slice(0, slash)
  const read = await objectOf(bucket, place.slice(slash + 1), versionId, principal, call)
  if (read.etag !== etag.replaceAll('"', '')) throw new ManifestProblem('ManifestETagMismatch', 'The ETag of the manifest is another')
  if (manifest.Spec.Format === 'S3BatchOperations_CSV_20180820') return rowsOf(read.bytes.toString('utf8'), manifest.Spec.Fields ?? [])
  return inventoried(read.bytes, principal, call)
}

interface Manifest { readonly fileFormat?: string, readonly fileSchema?: string, readonly destinationBucket?: string,
  readonly files?: readonly { readonly key: string }[] }

async function inventoried(bytes: Buffer, principal: Principal, call: Call): Promise<TaskObject[]> {
  const { fileFormat, fileSchema, destinationBucket, files } = JSON.parse(bytes.toString('utf8')) as Manifest
  if (fileFormat !== 'CSV' || fileSchema === undefined || files === undefined) {
    throw new ManifestProblem('InvalidManifestContent', 'The manifest must be that of an inventory in CSV')
  }
  const bucket = (destinationBucket ?? '').replace(/^arn:[^:]*:s3:::/, '')
  const found: TaskObject[] = []
  for (const { key } of files) {
    const data = await objectOf(bucket, key, undefined, principal, call)
    const text = (await promisify(gunzip)(data.bytes)).toString('utf8')
    for (const row of rowsOf(text, fileSchema.split(',').map(name => name.trim()))) found.push(row)
  }
  return found
}

/** Keys are encoded as in URLs. @throws ManifestProblem */
export function rowsOf(text: string, fields: readonly string[]): TaskObject[] {
  const [bucketAt, keyAt, versionAt] = ['Bucket', 'Key', 'VersionId'].map(name => fields.indexOf(name)) as [number, number, number]
  return [...csvRecords(text)].map((cells, i) => {
    if (cells.length < fields.length) throw new ManifestProblem('InvalidManifestContent', `Line ${i + 1} has too few fields`)
    const versionId = versionAt < 0 ? undefined : cells[versionAt]
    return { bucket: cells[bucketAt]!, key: decodeURIComponent(cells[keyAt]!.replaceAll('+', '%20')),
      ...(versionId !== undefined && versionId !== '' && { versionId }) }
  })
}

async function objectOf(bucket: string, key: string, versionId: string | undefined, principal: Principal, call: Call) {
  const holder = call.names.holder(bucket)
  if (holder === undefined) throw new ManifestProblem('ManifestNotFound', `There is no bucket ${bucket}`)
  const { Body: body, ETag: etag } = await call.to('s3', { account: holder.account, region: holder.region, principal })
    .GetObject({ Bucket: bucket, Key: key, ...(versionId !== undefined && { VersionId: versionId }) })
  const parts: Uint8Array[] = []
  const bytes = body as unknown as Uint8Array | AsyncIterable<Uint8Array>
  for await (const part of bytes instanceof Uint8Array ? [bytes] : bytes) parts.push(part)
  return { bytes: Buffer.concat(parts), etag: etag!.replaceAll('"', '') }
}

/** Every version of a bucket that the filter lets through. */
async function generated(generator: S3JobManifestGenerator, principal: Principal, call: Call): Promise<TaskObject[]> {
  const { SourceBucket: arn, Filter: filter = {} } = generator
  const bucket = parseArn(arn)?.resource ?? ''
  const holder = call.names.holder(bucket)
  if (holder === undefined) throw new ManifestProblem('ManifestNotFound', `There is no bucket ${bucket}`)
  const s3 = call.to('s3', { account: holder.account, region: holder.region, principal })
  const found: TaskObject[] = []
  let from: { KeyMarker?: string, VersionIdMarker?: string } | undefined = {}
  while (from !== undefined) {
    const page: Awaited<ReturnType<typeof s3.ListObjectVersions>> = await s3.ListObjectVersions({ Bucket: bucket, ...from })
    for (const { Key: key, VersionId: versionId, Size: sizeBytes, StorageClass: storageClass, LastModified: at } of page.Versions ?? []) {
      const shown = { key: key!, sizeBytes: sizeBytes ?? 0, storageClass: storageClass ?? 'STANDARD', createdAt: at! }
      if (!passes(shown, filter)) continue
      const version = versionId === undefined || versionId === 'null' ? {} : { VersionId: versionId }
      if (filter.ObjectReplicationStatuses !== undefined || filter.EligibleForReplication === true) {
        const { ReplicationStatus: status = 'NONE' } = await s3.HeadObject({ Bucket: bucket, Key: key!, ...version })
        if (filter.ObjectReplicationStatuses?.includes(status) === false) continue
      }
      found.push({ bucket, key: key!, ...(version.VersionId !== undefined && { versionId: version.VersionId }) })
    }
    from = page.IsTruncated === true ? { KeyMarker: page.NextKeyMarker!, VersionIdMarker: page.NextVersionIdMarker! } : undefined
  }
  return found
}

interface Shown { readonly key: string, readonly sizeBytes: number, readonly storageClass: string, readonly createdAt: number }

export function passes({ key, sizeBytes, storageClass, createdAt }: Shown, filter: JobManifestGeneratorFilter): boolean {
  const { KeyNameConstraint: names, MatchAnyStorageClass: classes } = filter
  const any = (texts: readonly string[] | undefined, fits: (text: string) => boolean) => texts === undefined || texts.some(fits)
  return any(names?.MatchAnyPrefix, text => key.startsWith(text)) && any(names?.MatchAnySuffix, text => key.endsWith(text))
    && any(names?.MatchAnySubstring, text => key.includes(text)) && any(classes, text => text === storageClass)
    && (filter.CreatedAfter === undefined || createdAt > filter.CreatedAfter)
    && (filter.CreatedBefore === undefined || createdAt < filter.CreatedBefore)
    && (filter.ObjectSizeGreaterThanBytes === undefined || sizeBytes > filter.ObjectSizeGreaterThanBytes)
    && (filter.ObjectSizeLessThanBytes === undefined || sizeBytes < filter.ObjectSizeLessThanBytes)
}
