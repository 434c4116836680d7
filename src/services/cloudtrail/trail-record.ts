// What is stored of a trail, where it lies, and how operations find it: by name in its home region, by ARN from anywhere.
// A trail over all regions casts a shadow into each: the account's table of them.

import type { AdvancedEventSelector, EventSelector, InsightSelector, Trail as Shown } from '../../../generated/aws/cloudtrail.ts'
import { parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { trailFormation } from './trail-formation.ts'

/** How deliveries of one sort went. */
export interface Delivered { readonly at: number, readonly error?: string }

export interface Trail {
  readonly name: string
  readonly homeRegion: string
  readonly bucket: string
  readonly prefix?: string
  readonly topic?: string
  readonly withGlobal: boolean
  readonly isMultiRegion: boolean
  readonly isOrganization: boolean
  readonly validates: boolean
  readonly logGroup?: string
  readonly logRole?: string
  readonly kmsKey?: string
  readonly selectors?: readonly EventSelector[]
  readonly advanced?: readonly AdvancedEventSelector[]
  readonly insights?: readonly InsightSelector[]
  readonly isLogging: boolean
  readonly startedAt?: number
  readonly stoppedAt?: number
}

/** How far its deliveries are; apart from the trail, which does not change with them. */
export interface Progress {
  readonly trail: string
  /** Calls up to this one of the journal are delivered. */
  readonly sequence: number
  readonly files?: Delivered
  readonly notice?: Delivered
  readonly logs?: Delivered
  readonly digest?: Delivered
}

export const Trail = resource<Trail>({
  name: 'Trail',
  key: 'name',
  arn: 'arn:{partition}:cloudtrail:{homeRegion}:{account}:trail/{name}',
  tags: 'list',
  notFound: { code: 'TrailNotFoundException', message: ([name]) => `Unknown trail: ${name}` },
  cloudFormation: trailFormation,
})

export function progressOf(trail: string, call: Call): Progress {
  return call.table<Progress>('progress').get(trail) ?? { trail, sequence: 0 }
}

/** Inside a transaction. */
export function putProgress(trail: string, change: Partial<Progress>, call: Call): void {
  call.table<Progress>('progress').put(trail, { ...progressOf(trail, call), ...change })
}

/** Trails over all regions, by their ARNs, for the regions in which they are shadows. */
export function shadows(call: Call) {
  return call.accountTable<Trail>('shadow')
}

/** @throws TrailNotFoundException */
export function trailOf(given: string, call: Call): Trail {
  const name = nameIn(given)
  const trail = call.of(Trail).get(name)
  if (trail !== undefined && (given === name || call.arn(Trail, trail) === given)) return trail
  const arn = isArn(given) ? given : Trail.arnOf(call, { name, homeRegion: call.region })
  throw call.fault('TrailNotFoundException', `Unknown trail: ${arn} for the user: ${call.account}`)
}

/** As `trailOf`, for what may be done in the home region only. @throws InvalidHomeRegionException */
export function trailAtHome(given: string, call: Call): Trail {
  const region = parseArn(given)?.region
  if (region !== undefined && region !== call.region) {
    throw call.fault('InvalidHomeRegionException', `The trail ${given} can only be changed in its home region, ${region}.`)
  }
  return trailOf(given, call)
}

export function isArn(text: string): boolean {
  return parseArn(text) !== undefined
}

function nameIn(given: string): string {
  return isArn(given) ? given.slice(given.lastIndexOf('/') + 1) : given
}

export function shownTrail(trail: Trail, call: Pick<Call, 'account' | 'region' | 'partition'>): Shown {
  const { name, bucket, prefix, topic, withGlobal, isMultiRegion, isOrganization, validates, logGroup, logRole, kmsKey, insights } = trail
  return {
    Name: name, S3BucketName: bucket, ...(prefix !== undefined && { S3KeyPrefix: prefix }), ...(topic !== undefined && {
      SnsTopicName: topic.slice(topic.lastIndexOf(':') + 1), SnsTopicARN: topic,
    }),
    IncludeGlobalServiceEvents: withGlobal, IsMultiRegionTrail: isMultiRegion, HomeRegion: trail.homeRegion,
    TrailARN: Trail.arnOf(call, { name, homeRegion: trail.homeRegion }), LogFileValidationEnabled: validates,
    ...(logGroup !== undefined && { CloudWatchLogsLogGroupArn: logGroup, CloudWatchLogsRoleArn: logRole! }),
    ...(kmsKey !== undefined && { KmsKeyId: kmsKey }), HasCustomEventSelectors: trail.selectors !== undefined
      || trail.advanced !== undefined,
    HasInsightSelectors: (insights ?? []).length > 0, IsOrganizationTrail: isOrganization,
  }
}
