// The bucket's settings that are simply kept: put, given back as they were, and taken away. What each may hold is checked in
// `configuration-check.ts`. Settings that act at once when they are put (versioning, notification, lifecycle) have files of their own.

import type { S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { blocks } from './access.ts'
import { Bucket, bucketFor, existing } from './bucket.ts'
import type { BucketInput } from './bucket.ts'
import { checkCors, checkEncryption, checkLogging, checkOwnership, checkWebsite } from './configuration-check.ts'
import type { ConfigurationName, Configurations } from './configurations.ts'
import { malformedXml, s3Fault } from './fault.ts'
import type { S3Code } from './fault.ts'
import { checkPolicy, isPublicPolicy } from './policy.ts'

type Check<Name extends ConfigurationName> = (value: NonNullable<Configurations[Name]>, bucket: Bucket, call: Call) => void

/** The bucket with one configuration replaced, or taken away. */
export function configured<Name extends keyof Configurations>(
  bucket: Bucket, name: Name, value: Configurations[Name] | undefined, call: Call,
): Bucket {
  const { [name]: _, ...others } = bucket.configurations
  return call.of(Bucket).put({ ...bucket, configurations: value === undefined ? others : { ...others, [name]: value } })
}

function putting<Name extends ConfigurationName>(action: string, name: Name, member: string, check?: Check<Name>) {
  return (input: BucketInput, call: Call): void => {
    const bucket = bucketFor(input, { action }, call)
    const value = (input as unknown as Record<string, unknown>)[member] as Configurations[Name]
    if (value === undefined) throw malformedXml()
    check?.(value, bucket, call)
    configured(bucket, name, value, call)
  }
}

function getting<Output, Name extends ConfigurationName>(
  action: string, name: Name, absent: S3Code, output: (value: NonNullable<Configurations[Name]>) => Output,
) {
  return (input: BucketInput, call: Call): Output => {
    const bucket = bucketFor(input, { action }, call)
    const value = bucket.configurations[name]
    if (value === undefined) throw s3Fault(absent, { BucketName: bucket.name })
    return output(value)
  }
}

/** S3 answers the same whether there was anything to take away or not. */
function deleting(action: string, name: ConfigurationName) {
  return (input: BucketInput, call: Call): void => {
    configured(bucketFor(input, { action }, call), name, undefined, call)
  }
}

export const PutBucketCors: S3['PutBucketCors'] = putting('s3:PutBucketCORS', 'cors', 'CORSConfiguration', checkCors)
export const GetBucketCors: S3['GetBucketCors'] = getting('s3:GetBucketCORS', 'cors', 'NoSuchCORSConfiguration', value => value)
export const DeleteBucketCors: S3['DeleteBucketCors'] = deleting('s3:PutBucketCORS', 'cors')

export const PutBucketWebsite: S3['PutBucketWebsite'] = putting('s3:PutBucketWebsite', 'website', 'WebsiteConfiguration', checkWebsite)
export const GetBucketWebsite: S3['GetBucketWebsite'] = getting('s3:GetBucketWebsite', 'website', 'NoSuchWebsiteConfiguration',
  value => value)
export const DeleteBucketWebsite: S3['DeleteBucketWebsite'] = deleting('s3:DeleteBucketWebsite', 'website')

export const PutBucketEncryption: S3['PutBucketEncryption'] =
  putting('s3:PutEncryptionConfiguration', 'encryption', 'ServerSideEncryptionConfiguration', checkEncryption)
export const DeleteBucketEncryption: S3['DeleteBucketEncryption'] = deleting('s3:PutEncryptionConfiguration', 'encryption')

/** Since January 2023 every bucket encrypts: "Setting default server-side encryption behavior", Amazon S3 User Guide. */
export const GetBucketEncryption: S3['GetBucketEncryption'] = (input, call) => {
  const { configurations: { encryption } } = bucketFor(input, { action: 's3:GetEncryptionConfiguration' }, call)
  const usual = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] }
  return { ServerSideEncryptionConfiguration: encryption ?? usual }
}

export const PutBucketOwnershipControls: S3['PutBucketOwnershipControls'] =
  putting('s3:PutBucketOwnershipControls', 'ownershipControls', 'OwnershipControls', checkOwnership)
export const GetBucketOwnershipControls: S3['GetBucketOwnershipControls'] = getting('s3:GetBucketOwnershipControls', 'ownershipControls',
  'OwnershipControlsNotFoundError', value => ({ OwnershipControls: value }))
export const DeleteBucketOwnershipControls: S3['DeleteBucketOwnershipControls'] = deleting('s3:PutBucketOwnershipControls',
  'ownershipControls')

export const PutPublicAccessBlock: S3['PutPublicAccessBlock'] = (input, call) => {
  const bucket = bucketFor(input, { action: 's3:PutBucketPublicAccessBlock' }, call)
  const asked = input.PublicAccessBlockConfiguration
  if (asked === undefined) throw malformedXml()
  configured(bucket, 'publicAccessBlock', {
    BlockPublicAcls: asked.BlockPublicAcls ?? false,
    IgnorePublicAcls: asked.IgnorePublicAcls ?? false,
    BlockPublicPolicy: asked.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: asked.RestrictPublicBuckets ?? false,
  }, call)
}
export const GetPublicAccessBlock: S3['GetPublicAccessBlock'] = getting('s3:GetBucketPublicAccessBlock', 'publicAccessBlock',
  'NoSuchPublicAccessBlockConfiguration', value => ({ PublicAccessBlockConfiguration: value }))
export const DeletePublicAccessBlock: S3['DeletePublicAccessBlock'] = deleting('s3:PutBucketPublicAccessBlock', 'publicAccessBlock')

export const PutBucketLogging: S3['PutBucketLogging'] = putting('s3:PutBucketLogging', 'logging', 'BucketLoggingStatus', checkLogging)
export const GetBucketLogging: S3['GetBucketLogging'] = (input, call) =>
  bucketFor(input, { action: 's3:GetBucketLogging' }, call).configurations.logging ?? {}

export const PutBucketAccelerateConfiguration: S3['PutBucketAccelerateConfiguration'] =
  putting('s3:PutAccelerateConfiguration', 'accelerate', 'AccelerateConfiguration', ({ Status: status }, bucket) => {
    if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml()
    if (bucket.name.includes('.')) throw s3Fault('InvalidRequest', {},
      'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names')
  })
export const GetBucketAccelerateConfiguration: S3['GetBucketAccelerateConfiguration'] = (input, call) =>
  bucketFor(input, { action: 's3:GetAccelerateConfiguration' }, call).configurations.accelerate ?? {}

export const PutBucketRequestPayment: S3['PutBucketRequestPayment'] =
  putting('s3:PutBucketRequestPayment', 'requestPayment', 'RequestPaymentConfiguration', ({ Payer: payer }) => {
    if (payer !== 'Requester' && payer !== 'BucketOwner') throw malformedXml()
  })
export const GetBucketRequestPayment: S3['GetBucketRequestPayment'] = (input, call) =>
  bucketFor(input, { action: 's3:GetBucketRequestPayment' }, call).configurations.requestPayment ?? { Payer: 'BucketOwner' }

export const PutBucketAbac: S3['PutBucketAbac'] = putting('s3:PutBucketAbac', 'abac', 'AbacStatus', ({ Status: status }) => {
  if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml()
})
export const GetBucketAbac: S3['GetBucketAbac'] = (input, call) =>
  ({ AbacStatus: bucketFor(input, { action: 's3:GetBucketAbac' }, call).configurations.abac ?? { Status: 'Disabled' } })

/** The bucket for dealing with its policy: one that denies everything stays changeable by the owner's account. */
function bucketOfPolicy(input: BucketInput, action: string, call: Call): Bucket {
  return call.principal.account === call.account ? existing(input.Bucket, call) : bucketFor(input, { action }, call)
}

export const PutBucketPolicy: S3['PutBucketPolicy'] = (input, call) => {
  const bucket = bucketOfPolicy(input, 's3:PutBucketPolicy', call)
  if (input.Policy === undefined || input.Policy.trim() === '') throw s3Fault('MissingRequestBodyError')
  checkPolicy(input.Policy, bucket.name)
  if (isPublicPolicy(input.Policy) && blocks('BlockPublicPolicy', bucket, call)) throw s3Fault('AccessDenied')
  configured(bucket, 'policy', input.Policy, call)
}
export const GetBucketPolicy: S3['GetBucketPolicy'] = (input, call) => {
  const bucket = bucketOfPolicy(input, 's3:GetBucketPolicy', call)
  const { policy } = bucket.configurations
  if (policy === undefined) throw s3Fault('NoSuchBucketPolicy', { BucketName: bucket.name })
  call.respond({ headers: { 'content-type': 'application/json' } })
  return { Policy: policy }
}
export const DeleteBucketPolicy: S3['DeleteBucketPolicy'] = (input, call) => {
  configured(bucketOfPolicy(input, 's3:DeleteBucketPolicy', call), 'policy', undefined, call)
}
export const GetBucketPolicyStatus: S3['GetBucketPolicyStatus'] =
  getting('s3:GetBucketPolicyStatus', 'policy', 'NoSuchBucketPolicy', policy => ({ PolicyStatus: { IsPublic: isPublicPolicy(policy) } }))

/** For the manifest. */
export const operations = {
  PutBucketCors, GetBucketCors, DeleteBucketCors, PutBucketWebsite, GetBucketWebsite, DeleteBucketWebsite, PutBucketEncryption,
  DeleteBucketEncryption, GetBucketEncryption,
  PutBucketOwnershipControls, GetBucketOwnershipControls, DeleteBucketOwnershipControls, PutPublicAccessBlock, GetPublicAccessBlock,
  DeletePublicAccessBlock, PutBucketLogging, GetBucketLogging, PutBucketAccelerateConfiguration, GetBucketAccelerateConfiguration,
  PutBucketRequestPayment, GetBucketRequestPayment, PutBucketAbac, GetBucketAbac, PutBucketPolicy, GetBucketPolicy, DeleteBucketPolicy,
  GetBucketPolicyStatus,
}
