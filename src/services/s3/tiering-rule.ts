// S3 Intelligent-Tiering: where an object lies that tiers itself, by how long nobody has read it. Nothing moves while nobody looks: the
// tier
// is reckoned from the last reading. Only the moves into archive tiers, which are events, have timers; they fire in `tiering.ts`.
// Source: "Managing storage costs with Amazon S3 Intelligent-Tiering", Amazon S3 User Guide.

import type { IntelligentTieringConfiguration } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import { invalidArgument, malformedXml } from './fault.ts'
import type { AccessTier, LiveObject } from './object.ts'

export const dayMs = 86_400_000
/** Smaller objects stay in the frequent tier. */
const smallestTieredBytes = 128 * 1024
const shortestDays: Readonly<Record<string, number>> = { ARCHIVE_ACCESS: 90, DEEP_ARCHIVE_ACCESS: 180 }
const longestDays = 730

/** @throws MalformedXML, InvalidArgument */
export function checkTiering({ Status: status, Tierings: tierings }: IntelligentTieringConfiguration): void {
  if ((status !== 'Enabled' && status !== 'Disabled') || tierings === undefined || tierings.length === 0) throw malformedXml()
  for (const { AccessTier: tier, Days: days } of tierings) {
    const least = tier === undefined ? undefined : shortestDays[tier]
    if (least === undefined || days === undefined) throw malformedXml()
    if (days < least || days > longestDays) {
      throw invalidArgument(`'Days' for the ${tier} tier must be between ${least} and ${longestDays}`, 'Days', String(days))
    }
  }
}

/** How many days without a reading lead to each tier, the coldest first. */
function stepsFor({ configurations: { intelligentTiering } }: Bucket, object: LiveObject): [AccessTier, number][] {
  const steps: [AccessTier, number][] = []
  for (const tier of ['DEEP_ARCHIVE_ACCESS', 'ARCHIVE_ACCESS'] as const) {
    const days = Object.values(intelligentTiering ?? {}).filter(configuration => means(configuration, object))
      .flatMap(({ Tierings: tierings }) => tierings.filter(({ AccessTier: found }) => found === tier).map(({ Days }) => Days))
    if (days.length > 0) steps.push([tier, Math.min(...days)])
  }
  return [...steps, ['ARCHIVE_INSTANT_ACCESS', 90], ['INFREQUENT_ACCESS', 30]]
}

function means({ Status: status, Filter: filter }: IntelligentTieringConfiguration, object: LiveObject): boolean {
  const tags = filter?.And?.Tags ?? (filter?.Tag === undefined ? [] : [filter.Tag])
  return status === 'Enabled' && object.key.startsWith(filter?.And?.Prefix ?? filter?.Prefix ?? '')
    && tags.every(({ Key: name, Value: value }) => object.tags?.[name] === value)
}

export const lastReadAt = ({ readAt, transitionedAt, createdAt }: LiveObject): number => Math.max(readAt ?? 0, transitionedAt ?? 0,
  createdAt)

/** Where the object lies; undefined for the frequent tier, and for one of another class. */
export function accessTierOf(object: LiveObject, bucket: Bucket, now: number): AccessTier | undefined {
  if (object.storageClass !== 'INTELLIGENT_TIERING' || object.sizeBytes < smallestTieredBytes) return undefined
  const restedMs = now - lastReadAt(object)
  return stepsFor(bucket, object).find(([, days]) => restedMs >= days * dayMs)?.[0]
}

/** In an archive tier an object cannot be read until it is restored. */
export function archiveTierOf(object: LiveObject, call: Call): 'ARCHIVE_ACCESS' | 'DEEP_ARCHIVE_ACCESS' | undefined {
  if (object.storageClass !== 'INTELLIGENT_TIERING') return undefined
  const bucket = call.of(Bucket).get(object.bucket)
  const tier = bucket === undefined ? undefined : accessTierOf(object, bucket, call.now())
  return tier === 'ARCHIVE_ACCESS' || tier === 'DEEP_ARCHIVE_ACCESS' ? tier : undefined
}

/** Sets the timer of an object's next move into an archive tier. */
export function expectTiering(bucket: Bucket, object: LiveObject, call: Call): void {
  if (object.storageClass !== 'INTELLIGENT_TIERING' || bucket.configurations.intelligentTiering === undefined) return
  if (object.sizeBytes < smallestTieredBytes) return
  const moves = stepsFor(bucket, object).filter(([tier]) => tier in shortestDays).map(([, days]) => lastReadAt(object) + days * dayMs)
  const next = Math.min(...moves.filter(at => at > call.now()))
  if (Number.isFinite(next)) call.setTimer('tier', JSON.stringify([bucket.name, object.key, object.versionId]), next)
}
