// The making and end of buckets, and finding them: CreateBucket, DeleteBucket, HeadBucket, ListBuckets, GetBucketLocation.
// A bucket's name belongs to the whole partition from its making on; the claim and the bucket are one transaction.

import type { S3 } from '../../../generated/aws/s3.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { hasAccessPoint } from './access-point.ts'
import { privateAcl, requestedAcl } from './acl.ts'
import { Bucket, bucketFor } from './bucket.ts'
import { isBucketName, isDirectoryName } from './bucket-name.ts'
import { makeDirectoryBucket } from './directory-bucket.ts'
import { arnOfDirectory } from './directory-right.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import { endUpload, Upload } from './upload.ts'
import { Current, Noncurrent } from './object.ts'
import { sweepEnds } from './lifecycle.ts'
import { canonicalId } from './owner.ts'
import { setBucketTags } from './bucket-tagging.ts'

const oldestRegion = 'us-east-1'
/** What us-east-1 takes for eu-west-1 since the days when there was one region in Europe. */
const europe = 'EU'

export const CreateBucket: S3['CreateBucket'] = (input, call) => {
  const { Bucket: name, CreateBucketConfiguration: configuration } = input
  if (isDirectoryName(name) || configuration?.Bucket !== undefined) return makeDirectoryBucket(input, call)
  if (!isBucketName(name)) throw s3Fault('InvalidBucketName', { BucketName: name })
  const region = regionFor(configuration?.LocationConstraint, call)
  const holder = call.names.holder(name)
  if (holder !== undefined) return alreadyThere(name, holder, call)
  const acl = requestedAcl(input, { owner: call.account, bucketOwner: call.account })
  const ownership = input.ObjectOwnership ?? 'BucketOwnerEnforced'
  if (acl !== undefined && ownership === 'BucketOwnerEnforced'
    && input.ACL !== 'private') throw s3Fault('InvalidBucketAclWithObjectOwnership')
  call.quota('GeneralPurposeBuckets', bucketCount(call) + 1)
  countBuckets(1, call)
  call.names.claim(name, { account: call.account, region, claimedAt: call.now() })
  call.of(Bucket).insert({
    name, region,
    createdAt: call.now(),
    acl: acl ?? privateAcl(call.account),
    configurations: {
      // "Default settings for new S3 buckets FAQ", Amazon S3 User Guide.
      ownershipControls: { Rules: [{ ObjectOwnership: ownership }] },
      publicAccessBlock: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
      ...(input.ObjectLockEnabledForBucket && {
        objectLock: { ObjectLockEnabled: 'Enabled' }, versioning: { Status: 'Enabled' },
      }),
    },
  })
  if (configuration?.Tags !== undefined) setBucketTags(name, configuration.Tags, call)
  return { Location: region === oldestRegion ? `/${name}` : `http://${name}.s3.amazonaws.com/`,
    BucketArn: call.arn(Bucket, { name } as Bucket) }
}

/** The region that is asked for must be the one that is called, which stands for nothing only in us-east-1. */
function regionFor(constraint: string | undefined, call: Call): string {
  if (constraint === undefined || constraint === '') {
    if (call.region === oldestRegion) return oldestRegion
    throw s3Fault('IllegalLocationConstraintException', {},
      'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.')
  }
  const asked = constraint === europe ? 'eu-west-1' : constraint
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(asked)) throw s3Fault('InvalidLocationConstraint', { LocationConstraint: constraint })
  if (asked === call.region) {
    if (asked === oldestRegion) throw s3Fault('InvalidLocationConstraint', { LocationConstraint: constraint })
    return asked
  }
  throw s3Fault('IllegalLocationConstraintException', {},
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`)
}

/** To make one's own bucket again is an error, save in us-east-1, where it only sets the ACL anew. */
function alreadyThere(name: string, holder: { readonly account: string, readonly region: string }, call: Call): { Location: string } {
  if (holder.account !== call.account) throw s3Fault('BucketAlreadyExists', { BucketName: name })
  if (holder.region !== oldestRegion || call.region !== oldestRegion) throw s3Fault('BucketAlreadyOwnedByYou', { BucketName: name })
  return { Location: `/${name}` }
}

export const DeleteBucket: S3['DeleteBucket'] = (input, call) => {
  const { name, directory } = bucketFor(input, { action: 's3:DeleteBucket' }, call)
  if (hasAccessPoint(name, call)) throw s3Fault('BucketHasAccessPointsAttached', { BucketName: name })
  const within = { within: [name] }
  if (call.of(Current).first(within) !== undefined || call.of(Noncurrent).first(within) !== undefined) {
    throw s3Fault('BucketNotEmpty', { BucketName: name },
      call.of(Current).first(within)?.deleteMarker || call.of(Noncurrent).first(within) !== undefined
        ? 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.' : undefined)
  }
  for (const upload of call.of(Upload).scan(within)) endUpload(upload, call)
  sweepEnds(name, call)
  call.of(Bucket).delete(name)
  if (directory === undefined) countBuckets(-1, call)
  call.names.release(name)
}

/** Who may not see a bucket still learns where it is. */
export const HeadBucket: S3['HeadBucket'] = (input, call) => {
  try {
    const { name, region, directory } = bucketFor(input, rights.list, call)
    return {
      BucketRegion: region, AccessPointAlias: false,
      ...(directory !== undefined && { BucketLocationType: directory.zoneType, BucketLocationName: directory.zone,
        BucketArn: arnOfDirectory(name, call) }),
    }
  } catch (error) {
    if (error instanceof Fault && error.code === 'AccessDenied') error.headers = { 'x-amz-bucket-region': call.region }
    throw error
  }
}

/**
 * boto3 and others read the region as the root's own text.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export const GetBucketLocation: S3['GetBucketLocation'] = (input, call) => {
  const { region } = bucketFor(input, { action: 's3:GetBucketLocation' }, call)
  if (call.request === undefined) return region === oldestRegion ? {} : { LocationConstraint: region }
  const root = 'LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
  const text = region === oldestRegion ? `<${root}/>` : `<${root}>${region}</LocationConstraint>`
  call.respond({ body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`), headers: { 'content-type': 'application/xml' } })
  return {}
}

/** How many general purpose buckets the account has, in all regions: the quota is of them together, and names are not counted fast. */
function bucketCount(call: Call): number {
  return call.accountTable<number>('count').get('buckets') ?? 0
}

function countBuckets(change: number, call: Call): void {
  call.accountTable<number>('count').put('buckets', bucketCount(call) + change)
}

function* ownBuckets(call: Call, prefix = '', after?: string) {
  for (const claim of call.names.held(call.account, prefix, after)) if (claim.leadsTo === undefined
    && !isDirectoryName(claim.name)) yield claim
}

const mostBuckets = 10_000

/** The caller's own, of all regions, in order of names. */
export const ListBuckets: S3['ListBuckets'] = (input, call) => {
  if (call.principal.kind === 'anonymous') throw s3Fault('AccessDenied')
  const { MaxBuckets: limit, Prefix: prefix, ContinuationToken: token, BucketRegion: region } = input
  if (limit !== undefined && (limit < 1 || limit > mostBuckets)) {
    throw invalidArgument('Argument max-buckets must be an integer between 1 and 10000', 'max-buckets', String(limit))
  }
  const after = token === undefined ? undefined : call.open('buckets', token) as string | undefined
  if (token !== undefined && after === undefined) throw invalidArgument('The continuation token provided is incorrect',
    'continuation-token', token)
  const paged = limit !== undefined || token !== undefined || prefix !== undefined || region !== undefined
  const found: BucketEntry[] = []
  let next: string | undefined
  for (const { name, region: place, claimedAt } of ownBuckets(call, prefix, after)) {
    if (region !== undefined && place !== region) continue
    if (found.length === (limit ?? mostBuckets)) {
      next = call.seal('buckets', found.at(-1)!.Name)
      break
    }
    found.push({ Name: name, CreationDate: claimedAt, BucketArn: call.arn(Bucket, { name } as Bucket),
      ...(paged && { BucketRegion: place }) })
  }
  return {
    Buckets: found,
    Owner: { ID: canonicalId(call.account) },
    ...(prefix !== undefined && { Prefix: prefix }),
    ...(next !== undefined && { ContinuationToken: next }),
  }
}

interface BucketEntry { readonly Name: string, readonly CreationDate: number, readonly BucketArn: string, readonly BucketRegion?: string }
