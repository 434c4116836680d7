// Buckets: their record and declaration, and how a request finds one it may use. A bucket lies in its owner's cell of its region; whose
// that is, the partition's names tell. What it contains is in `object.ts`, its settings in `configuration.ts`.

import { resource } from '../../kernel/service.ts'
import type { Call, Caller, Names } from '../../kernel/service.ts'
import { bucketBehind } from './access-point.ts'
import type { Via } from './access-point.ts'
import type { Acl } from './acl.ts'
import { chargeRequester, demand } from './access.ts'
import type { Right } from './access.ts'
import type { Configurations } from './configurations.ts'
import { s3Fault } from './fault.ts'
import { bucketArn } from './iam-action.ts'

export interface Bucket {
  readonly name: string
  readonly region: string
  readonly createdAt: number
  readonly acl: Acl
  readonly configurations: Configurations
  /** Of a directory bucket: the zone that it lies in. */
  readonly directory?: { readonly zone: string, readonly zoneType: 'AvailabilityZone' | 'LocalZone' }
  /** The access point that the present request came by; never stored. */
  readonly via?: Via
}

export const Bucket = resource<Bucket>({
  name: 'Bucket',
  key: 'name',
  arn: bucketArn,
  tags: 'list',
  notFound: { code: 'NoSuchBucket', message: () => 'The specified bucket does not exist' },
  exists: 'BucketAlreadyOwnedByYou',
})

/** Members that say which bucket is meant. */
export interface BucketInput {
  readonly Bucket: string
  readonly ExpectedBucketOwner?: string
  /** Where the request came by an access point. */
  readonly via?: Via
}

/**
 * The bucket that a request names.
 * @param right what the caller wants of it; of its objects, the one that is meant
 * @throws NoSuchBucket, AccessDenied
 */
export function bucketFor(input: BucketInput, right: Right, call: Call, key?: string): Bucket {
  const { ExpectedBucketOwner: expected, via } = input
  const found = existing(input.Bucket, call)
  const bucket = via === undefined ? found : { ...found, via }
  if (via !== undefined && key === undefined && !ofPoints.has(right.action)) throw s3Fault('MethodNotAllowed')
  if (acceleratedHost.test(call.endpoint)) checkAcceleration(bucket)
  if (expected !== undefined) checkOwner(expected, call.account)
  chargeRequester(bucket, call)
  demand(bucket, right, call, key)
  return bucket
}

/** What is about a bucket and may be asked of an access point; settings may not be changed through one. */
const ofPoints: ReadonlySet<string> = new Set(['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads',
  's3:GetBucketLocation', 's3:GetBucketAcl', 's3:GetBucketCORS', 's3:GetBucketNotification', 's3:GetBucketPolicy', 's3:DeleteObject'])

const acceleratedHost = /\.s3-accelerate\./

/** "Getting started with Amazon S3 Transfer Acceleration", Amazon S3 User Guide; texts as S3 sends them. @throws InvalidRequest */
function checkAcceleration({ configurations: { accelerate } }: Bucket): void {
  if (accelerate?.Status === 'Enabled') return
  const state = accelerate === undefined ? 'not configured' : 'disabled'
  throw s3Fault('InvalidRequest', {}, `S3 Transfer Acceleration is ${state} on this bucket`)
}

/** Who the request says owns the bucket. @throws InvalidBucketOwnerAWSAccountID, AccessDenied */
export function checkOwner(expected: string, owner: string): void {
  if (!/^\d{12}$/.test(expected)) throw s3Fault('InvalidBucketOwnerAWSAccountID')
  if (expected !== owner) throw s3Fault('AccessDenied')
}

/** The bucket, whoever asks. @throws NoSuchBucket, and what `missing` says */
export function existing(name: string, call: Call): Bucket {
  const bucket = call.of(Bucket).get(name)
  if (bucket === undefined) throw missing(name, call)
  return call.of(Bucket).require(name)
}

/** Nothing has the name: it may be meant for an access point's. */
function missing(name: string, { request }: Call): Error {
  if (name.endsWith('-s3alias')) return s3Fault('InvalidAccessPointAliasError', { AccessPointAlias: name })
  if (request?.headers['host']?.includes('.s3-accesspoint') !== true) return s3Fault('NoSuchBucket', { BucketName: name })
  const [, point] = /^(.+)-\d{12}$/.exec(name) ?? []
  return point === undefined ? s3Fault('InvalidAccessPoint') : s3Fault('NoSuchAccessPoint', { AccessPointName: point })
}

/** Operations that S3 answers for any bucket from any region. */
const regionless: ReadonlySet<string> = new Set(['CreateBucket', 'GetBucketLocation'])

/**
 * Where a bucket lies. Who signs for another region is told the right one, as by S3's own endpoint there.
 * Source: "Redirects" and "PermanentRedirect", Amazon S3 API Reference.
 */
export function locateBucket(
  operation: string, input: { readonly Bucket?: string }, caller: Caller, names: Names,
): Partial<Caller> | undefined {
  const { Bucket: name } = input
  if (operation === 'CreateBucket' || name === undefined) return undefined
  const { bucket } = bucketBehind(name, names, caller.region)
  const holder = names.holder(bucket)
  if (holder === undefined) return undefined
  const { kind } = caller.principal
  if (holder.region !== caller.region && kind !== 'anonymous' && kind !== 'service' && !regionless.has(operation)) {
    throw s3Fault('PermanentRedirect', { Endpoint: `${bucket}.s3.${holder.region}.amazonaws.com`, Bucket: bucket }, undefined,
      { 'x-amz-bucket-region': holder.region })
  }
  return holder
}
