// Daily storage metrics: bytes by class and the number of objects, told to CloudWatch by a real call at midnight, of buckets that have a
// metrics configuration. Source: "Amazon S3 daily storage metrics for buckets in CloudWatch", Amazon S3 User Guide.

import type { MetricDatum } from '../../../generated/aws/cloudwatch.ts'
import type { Call } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import { midnightAfter } from './midnight.ts'
import { Current, Noncurrent } from './object.ts'
import type { LiveObject, StoredObject } from './object.ts'
import { archiveTierOf } from './tiering-rule.ts'
import { Part, Upload } from './upload.ts'

const types: Readonly<Record<string, string>> = {
  STANDARD: 'StandardStorage', STANDARD_IA: 'StandardIAStorage', ONEZONE_IA: 'OneZoneIAStorage',
  REDUCED_REDUNDANCY: 'ReducedRedundancyStorage', GLACIER_IR: 'GlacierInstantRetrievalStorage', GLACIER: 'GlacierStorage',
  DEEP_ARCHIVE: 'DeepArchiveStorage', EXPRESS_ONEZONE: 'ExpressOneZoneStorage',
}
const tiers = { ARCHIVE_ACCESS: 'IntelligentTieringAAStorage', DEEP_ARCHIVE_ACCESS: 'IntelligentTieringDAAStorage' } as const

/** Sets the timer of a bucket whose metrics configurations have been changed, or takes it away. */
export function expectStorageMetrics({ name, configurations: { metrics } }: Bucket, call: Call): void {
  if (Object.keys(metrics ?? {}).length === 0) call.cancelTimer('storageMetrics', name)
  else call.setTimer('storageMetrics', name, midnightAfter(call.now() + 1, 0))
}

/** The timer's handler; its id is the bucket's name. */
export async function tellStorage(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const bucket = call.of(Bucket).get(id)
  if (bucket === undefined) return
  expectStorageMetrics(bucket, call)
  const bytes = new Map<string, number>()
  let objects = 0
  const add = (type: string, sizeBytes: number) => {
    objects += 1
    bytes.set(type, (bytes.get(type) ?? 0) + sizeBytes)
  }
  const addVersion = (version: StoredObject) => {
    if (!version.deleteMarker) add(typeOf(version, call), version.sizeBytes)
  }
  for (const version of call.of(Current).scan({ within: [id] })) addVersion(version)
  for (const version of call.of(Noncurrent).scan({ within: [id] })) addVersion(version)
  for (const upload of call.of(Upload).scan({ within: [id] })) {
    for (const { sizeBytes } of call.of(Part).scan({ within: [upload.id] })) add(types[upload.traits.storageClass] ?? 'StandardStorage',
      sizeBytes)
  }
  if (objects === 0) return
  const datum = (MetricName: string, type: string, Value: number, Unit: 'Bytes' | 'Count'): MetricDatum => ({
    MetricName, Value, Unit, Timestamp: midnightAfter(call.now(), 0) - 86_400_000,
    Dimensions: [{ Name: 'BucketName', Value: id }, { Name: 'StorageType', Value: type }],
  })
  await call.to('cloudwatch').PutMetricData({ Namespace: 'AWS/S3', MetricData: [
    ...[...bytes].map(([type, sizeBytes]) => datum('BucketSizeBytes', type, sizeBytes, 'Bytes')),
    datum('NumberOfObjects', 'AllStorageTypes', objects, 'Count'),
  ] })
}

function typeOf(object: LiveObject, call: Call): string {
  if (object.storageClass !== 'INTELLIGENT_TIERING') return types[object.storageClass] ?? 'StandardStorage'
  const tier = archiveTierOf(object, call)
  return tier === undefined ? 'IntelligentTieringFAStorage' : tiers[tier as keyof typeof tiers]
}
