// What a bucket's settings may hold, as far as S3 says so when they are put; each check throws S3's fault. Sources: the Put… operations of
// the Amazon S3 API Reference.

import type {
  BucketLoggingStatus, CORSConfiguration, OwnershipControls, ServerSideEncryptionConfiguration,
    WebsiteConfiguration,
} from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { privateAcl } from './acl.ts'
import type { Bucket } from './bucket.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'

const corsMethods: ReadonlySet<string> = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD'])
const ownerships: ReadonlySet<string> = new Set(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'])

export function checkCors({ CORSRules: rules }: CORSConfiguration): void {
  if (rules === undefined || rules.length === 0 || rules.length > 100) throw malformedXml()
  for (const { AllowedMethods: methods = [], AllowedOrigins: origins = [], AllowedHeaders: headers = [],
    ExposeHeaders: exposed = [] } of rules) {
    if (methods.length === 0 || origins.length === 0) throw malformedXml()
    const unknown = methods.find(method => !corsMethods.has(method))
    if (unknown !== undefined) throw s3Fault('InvalidRequest', {},
      `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`)
    if (origins.some(origin => origin.split('*').length > 2)) throw s3Fault('InvalidRequest', {},
      'AllowedOrigin can not have more than one wildcard.')
    if (headers.some(header => header.split('*').length > 2)) throw s3Fault('InvalidRequest', {},
      'AllowedHeader can not have more than one wildcard.')
    const wild = exposed.find(header => header.includes('*'))
    if (wild !== undefined) {
      throw s3Fault('InvalidRequest', {},
        `ExposeHeader "${wild}" contains wildcard. We currently do not support wildcard for ExposeHeader.`)
    }
  }
}

export function checkWebsite(website: WebsiteConfiguration): void {
  const { RedirectAllRequestsTo: redirect, IndexDocument: index, ErrorDocument: error, RoutingRules: rules } = website
  if (redirect !== undefined) {
    if (index !== undefined || error !== undefined || rules !== undefined) throw malformedXml()
    if (redirect.HostName === undefined || redirect.HostName === '') throw malformedXml()
    return
  }
  if (index === undefined) throw invalidArgument('A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty',
    'IndexDocument', 'null')
  if (index.Suffix === '' || index.Suffix.includes('/')) throw invalidArgument('The IndexDocument Suffix is not well formed',
    'IndexDocument', index.Suffix)
}

export function checkEncryption({ Rules: rules }: ServerSideEncryptionConfiguration): void {
  if (rules === undefined || rules.length !== 1) throw malformedXml()
  const { ApplyServerSideEncryptionByDefault: usual } = rules[0]!
  if (usual === undefined) return
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } = usual
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') throw malformedXml()
  if (key !== undefined && algorithm === 'AES256') {
    throw invalidArgument('a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse')
  }
}

/** Owner enforcement does away with ACLs, so the bucket's own must grant nothing to others by then. */
export function checkOwnership({ Rules: rules }: OwnershipControls, bucket: Bucket, call: Call): void {
  const ownership = rules?.[0]?.ObjectOwnership
  if (rules?.length !== 1 || ownership === undefined || !ownerships.has(ownership)) throw malformedXml()
  const [own] = privateAcl(call.account)
  const isPrivate = bucket.acl.every(({ id, permission }) => id === own!.id && permission === 'FULL_CONTROL')
  if (ownership === 'BucketOwnerEnforced' && !isPrivate) throw s3Fault('InvalidBucketAclWithObjectOwnership')
}

export function checkLogging({ LoggingEnabled: enabled }: BucketLoggingStatus, _bucket: Bucket, call: Call): void {
  if (enabled === undefined) return
  if (enabled.TargetBucket === undefined || enabled.TargetPrefix === undefined) throw malformedXml()
  const holder = call.names.holder(enabled.TargetBucket)
  if (holder === undefined) throw s3Fault('InvalidTargetBucketForLogging', { TargetBucket: enabled.TargetBucket })
  if (holder.region !== call.region) {
    throw s3Fault('CrossLocationLoggingProhibited', { TargetBucketLocation: holder.region, SourceBucketLocation: call.region })
  }
  if (holder.account !== call.account) {
    throw s3Fault('InvalidTargetBucketForLogging', { TargetBucket: enabled.TargetBucket },
      'The owner for the bucket to be logged and the target bucket must be the same.')
  }
}
