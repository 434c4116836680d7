// Directory buckets (S3 Express One Zone): their names, which zone they lie in, how one is made, which operations they have and what they
// do not take with objects. Sources: "Directory bucket naming rules" and "Differences for directory buckets", Amazon S3 User Guide;
// CreateBucket and ListDirectoryBuckets, Amazon S3 API Reference. Texts as S3 sends them.

import type { CreateBucketOutput, CreateBucketRequest, LifecycleRule, S3 } from '../../../generated/aws/s3.ts'
import type { AnyOperation, Call } from '../../kernel/service.ts'
import { privateAcl } from './acl.ts'
import { Bucket } from './bucket.ts'
import { isDirectoryName } from './bucket-name.ts'
import { arnOfDirectory } from './directory-right.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'

type ZoneType = 'AvailabilityZone' | 'LocalZone'

const zoneTypes = { AvailabilityZone: 'SingleAvailabilityZone', LocalZone: 'SingleLocalZone' } as const
const mostListed = 1000

/** @throws MalformedXML, InvalidBucketName, InvalidRequest, BucketAlreadyExists, BucketAlreadyOwnedByYou, TooManyBuckets */
export function makeDirectoryBucket(input: CreateBucketRequest, call: Call): CreateBucketOutput {
  const { Bucket: name, CreateBucketConfiguration: { Location: place, Bucket: kind } = {} } = input
  const type = place?.Type as ZoneType | undefined
  if (kind?.Type !== 'Directory' || type === undefined || !Object.hasOwn(zoneTypes, type) || place?.Name === undefined) throw malformedXml()
  if (kind.DataRedundancy !== zoneTypes[type]) throw malformedXml()
  if (!isNamedFor(name, place.Name)) throw s3Fault('InvalidBucketName', { BucketName: name })
  if (!place.Name.startsWith(`${zonePrefix(call.region)}-`)) {
    throw s3Fault('InvalidRequest', { LocationName: place.Name }, `The zone ${place.Name} is not one of the region ${call.region}.`)
  }
  refuseInDirectory(input)
  const holder = call.names.holder(name)
  if (holder !== undefined) {
    throw s3Fault(holder.account === call.account ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists', { BucketName: name })
  }
  if (call.enforcesQuotas) call.quota('DirectoryBuckets', [...ownDirectories(call)].length + 1)
  call.names.claim(name, { account: call.account, region: call.region, claimedAt: call.now() })
  call.of(Bucket).insert({
    name, region: call.region, createdAt: call.now(), acl: privateAcl(call.account),
    directory: { zone: place.Name, zoneType: type },
    configurations: {
      ownershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      publicAccessBlock: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
    },
  })
  return { Location: `/${name}`, BucketArn: arnOfDirectory(name, call) }
}

/** `base--zone--x-s3`, 3 to 63 characters of lower case, digits and hyphens. */
function isNamedFor(name: string, zone: string): boolean {
  const base = name.slice(0, Math.max(0, name.length - `--${zone}--x-s3`.length))
  return name === `${base}--${zone}--x-s3` && name.length <= 63 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(base)
    && /^[a-z0-9]+(?:-[a-z0-9]+)*-az\d+$/.test(zone)
}

const directions: Readonly<Record<string, string>> = { northeast: 'ne', northwest: 'nw', southeast: 'se', southwest: 'sw', north: 'n',
  south: 's', east: 'e', west: 'w', central: 'c', gov: 'g' }

/** How ids of a region's zones begin: `us-east-1` → `use1`. Source: "Availability Zone IDs", AWS RAM User Guide. */
function zonePrefix(region: string): string {
  return region.split('-').map(part => directions[part] ?? part).join('')
}

function* ownDirectories(call: Call, after?: string) {
  for (const claim of call.names.held(call.account, '', after)) {
    if (isDirectoryName(claim.name) && claim.region === call.region) yield claim
  }
}

export const ListDirectoryBuckets: S3['ListDirectoryBuckets'] = (input, call) => {
  if (call.principal.kind === 'anonymous') throw s3Fault('AccessDenied')
  const { MaxDirectoryBuckets: limit = mostListed, ContinuationToken: token } = input
  if (limit < 0 || limit > mostListed) {
    throw invalidArgument('Argument max-directory-buckets must be an integer between 0 and 1000', 'max-directory-buckets', String(limit))
  }
  const after = token === undefined ? undefined : call.open('directories', token) as string | undefined
  if (token !== undefined && after === undefined) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token)
  }
  const found: { Name: string, CreationDate: number, BucketRegion: string, BucketArn: string }[] = []
  let next: string | undefined
  for (const { name, region, claimedAt } of ownDirectories(call, after)) {
    if (found.length === limit) {
      next = found.length === 0 ? undefined : call.seal('directories', found.at(-1)!.Name)
      break
    }
    found.push({ Name: name, CreationDate: claimedAt, BucketRegion: region, BucketArn: arnOfDirectory(name, call) })
  }
  return { Buckets: found, ...(next !== undefined && { ContinuationToken: next }) }
}

/** "API operations supported for directory buckets", Amazon S3 User Guide. */
const supported: ReadonlySet<string> = new Set([
  'AbortMultipartUpload', 'CompleteMultipartUpload', 'CopyObject', 'CreateBucket', 'CreateMultipartUpload', 'CreateSession',
  'DeleteBucket', 'DeleteBucketEncryption', 'DeleteBucketLifecycle', 'DeleteBucketPolicy', 'DeleteObject', 'DeleteObjects',
  'GetBucketEncryption', 'GetBucketLifecycleConfiguration', 'GetBucketPolicy', 'GetObject', 'GetObjectAttributes', 'HeadBucket',
  'HeadObject', 'ListMultipartUploads', 'ListObjectsV2', 'ListParts', 'PutBucketEncryption', 'PutBucketLifecycleConfiguration',
  'PutBucketPolicy', 'PutObject', 'RenameObject', 'UploadPart', 'UploadPartCopy',
])

/** Operations that refuse directory buckets where S3 has none of them for those. @throws MethodNotAllowed */
export function knowingDirectories<Operations extends Readonly<Record<string, AnyOperation>>>(operations: Operations): Operations {
  const refusing = (run: AnyOperation): AnyOperation => (input: { readonly Bucket?: string }, call: Call) => {
    if (input.Bucket !== undefined && isDirectoryName(input.Bucket)) {
      throw s3Fault('MethodNotAllowed', { Method: call.request?.method, ResourceType: 'DIRECTORY_BUCKET' })
    }
    return (run as (input: unknown, call: Call) => unknown)(input, call)
  }
  return Object.fromEntries(Object.entries(operations).map(([name, run]) => [name, supported.has(name) ? run
    : refusing(run)])) as Operations
}

/**
 * "Working with S3 Lifecycle for directory buckets", Amazon S3 User Guide: objects expire by their age, uploads are ended; prefixes and
 * sizes choose them. @throws InvalidRequest
 */
export function checkDirectoryRule(rule: LifecycleRule): void {
  const { Filter: filter, Expiration: expiration } = rule
  const lacking = rule.Transitions !== undefined || rule.NoncurrentVersionTransitions !== undefined
    || rule.NoncurrentVersionExpiration !== undefined || expiration?.ExpiredObjectDeleteMarker !== undefined
    ? 'actions other than expiration and the end of uploads'
    : filter?.Tag !== undefined || filter?.And?.Tags !== undefined ? 'filters by tags' : undefined
  if (lacking !== undefined) throw s3Fault('InvalidRequest', {}, `Lifecycle rules of directory buckets do not support ${lacking}.`)
}

/** Members that directory buckets do not take, by the header that carries each. */
const untaken: Readonly<Record<string, string>> = {
  ACL: 'x-amz-acl', GrantFullControl: 'x-amz-grant-full-control', GrantRead: 'x-amz-grant-read', GrantReadACP: 'x-amz-grant-read-acp',
  GrantWrite: 'x-amz-grant-write', GrantWriteACP: 'x-amz-grant-write-acp', Tagging: 'x-amz-tagging',
  ObjectLockEnabledForBucket: 'x-amz-bucket-object-lock-enabled', ObjectLockMode: 'x-amz-object-lock-mode',
  ObjectLockRetainUntilDate: 'x-amz-object-lock-retain-until-date', ObjectLockLegalHoldStatus: 'x-amz-object-lock-legal-hold',
  WebsiteRedirectLocation: 'x-amz-website-redirect-location', SSECustomerAlgorithm: 'x-amz-server-side-encryption-customer-algorithm',
  RequestPayer: 'x-amz-request-payer', MFA: 'x-amz-mfa', VersionId: 'versionId',
}

/** "This functionality is not supported for directory buckets." @throws NotImplemented */
export function refuseInDirectory(input: object): void {
  for (const [member, value] of Object.entries(input)) {
    const header = untaken[member]
    if (header !== undefined && value !== undefined && value !== '' && value !== false && value !== 'null') {
      throw s3Fault('NotImplemented', { Header: header })
    }
  }
  if ('ServerSideEncryption' in input && input.ServerSideEncryption === 'aws:kms:dsse') {
    throw s3Fault('NotImplemented', { Header: 'x-amz-server-side-encryption' })
  }
}
