// One task of a job: one real call for one object, as the job's role, and what came of it.
// Source: "Operations supported by S3 Batch Operations", Amazon S3 User Guide.

import type { JobOperation, S3Grant, S3SetObjectAclOperation, S3Tag } from '../../../generated/aws/s3control.ts'
import { arnTemplate, Fault, parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import type { TaskObject } from './job-manifest.ts'
import { reckoned } from './job-checksum.ts'
import { operationOf } from './job.ts'
import type { Job } from './job.ts'

export interface Outcome { readonly succeeded: boolean, readonly code?: string, readonly status: number, readonly message: string }

/** It never rejects with what AWS may say. */
export async function perform(job: Job, task: TaskObject, principal: Principal, call: Call): Promise<Outcome> {
  try {
    const message = await carryOut(job, task, principal, call)
    return { succeeded: true, status: 200, message }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { succeeded: false, code: error.code, status: error.status, message: error.message }
  }
}

/** @returns the result's text */
async function carryOut(job: Job, { bucket, key, versionId }: TaskObject, principal: Principal, call: Call): Promise<string> {
  const { Operation: operation } = job.request
  const name = operationOf(operation)
  if (name === 'LambdaInvoke') return invoked(job, { bucket, key, ...(versionId !== undefined && { versionId }) }, principal, call)
  const target = name === 'S3PutObjectCopy' ? parseArn(operation.S3PutObjectCopy!.TargetResource!)!.resource : bucket
  const holder = call.names.holder(target)
  if (holder === undefined) throw new Fault('NoSuchBucket', 'The specified bucket does not exist', 404)
  const place = { account: holder.account, region: holder.region, principal }
  const at = { Bucket: bucket, Key: key, ...(versionId !== undefined && { VersionId: versionId }) }
  if (name === 'S3ComputeObjectChecksum') return reckoned(operation.S3ComputeObjectChecksum!, at, place, call)
  const [operationName, input] = asked(operation, at, target)
  await call.invoke('s3', operationName, input, place)
  return 'Successful'
}

type Named = { readonly Bucket: string, readonly Key: string, readonly VersionId?: string }

/** S3's operation and its input. */
function asked(operation: JobOperation, at: Named, target: string): readonly [name: string, input: Record<string, unknown>] {
  const { S3InitiateRestoreObject: restore, S3PutObjectLegalHold: hold, S3PutObjectRetention: retention } = operation
  if (operation.S3PutObjectCopy !== undefined) return ['CopyObject', copyOf(operation.S3PutObjectCopy, at, target)]
  if (operation.S3PutObjectAcl !== undefined) return ['PutObjectAcl', { ...at, ...aclOf(operation.S3PutObjectAcl) }]
  if (operation.S3PutObjectTagging !== undefined) {
    return ['PutObjectTagging', { ...at, Tagging: { TagSet: operation.S3PutObjectTagging.TagSet ?? [] } }]
  }
  if (operation.S3DeleteObjectTagging !== undefined) return ['DeleteObjectTagging', { ...at }]
  if (restore !== undefined) {
    const Tier = restore.GlacierJobTier === 'BULK' ? 'Bulk' : 'Standard'
    return ['RestoreObject', { ...at, RestoreRequest: { Days: restore.ExpirationInDays, GlacierJobParameters: { Tier } } }]
  }
  if (hold !== undefined) return ['PutObjectLegalHold', { ...at, LegalHold: hold.LegalHold }]
  if (retention !== undefined) {
    return ['PutObjectRetention', { ...at, Retention: retention.Retention,
      ...(retention.BypassGovernanceRetention === true && { BypassGovernanceRetention: true }) }]
  }
  if (operation.S3UpdateObjectEncryption !== undefined) {
    return ['UpdateObjectEncryption', { ...at, ObjectEncryption: operation.S3UpdateObjectEncryption.ObjectEncryption }]
  }
  return ['PutObject', { Bucket: at.Bucket, Key: at.Key, replicate: { versionId: at.VersionId ?? 'null' } }]
}

function copyOf(copy: NonNullable<JobOperation['S3PutObjectCopy']>, { Bucket, Key, VersionId }: Named, target: string) {
  const { NewObjectMetadata: metadata, NewObjectTagging: tags } = copy
  const source = `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}${VersionId === undefined ? '' : `?versionId=${VersionId}`}`
  const { UserMetadata: Metadata, HttpExpiresDate: Expires, SSEAlgorithm: algorithm, ...headers } = metadata ?? {}
  const kms = copy.SSEAwsKmsKeyId
  const optional = {
    ACL: copy.CannedAccessControlList, StorageClass: copy.StorageClass, WebsiteRedirectLocation: copy.RedirectLocation,
    MetadataDirective: copy.MetadataDirective, CopySourceIfModifiedSince: copy.ModifiedSinceConstraint,
    CopySourceIfUnmodifiedSince: copy.UnModifiedSinceConstraint, ObjectLockLegalHoldStatus: copy.ObjectLockLegalHoldStatus,
    ObjectLockMode: copy.ObjectLockMode, ObjectLockRetainUntilDate: copy.ObjectLockRetainUntilDate,
    BucketKeyEnabled: copy.BucketKeyEnabled, ChecksumAlgorithm: copy.ChecksumAlgorithm, SSEKMSKeyId: kms,
    ServerSideEncryption: kms !== undefined || algorithm === 'KMS' ? 'aws:kms' : algorithm,
    ...(copy.MetadataDirective === 'REPLACE' && { Metadata, Expires, ...headers }),
    ...(tags !== undefined && tags.length > 0 && { TaggingDirective: 'REPLACE', Tagging: queryOf(tags) }),
  }
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined))
  return { Bucket: target, Key: `${copy.TargetKeyPrefix ?? ''}${Key}`, CopySource: source, ...given }
}

function queryOf(tags: readonly S3Tag[]): string {
  return new URLSearchParams(tags.map(({ Key, Value }): [string, string] => [Key, Value])).toString()
}

function aclOf({ AccessControlPolicy: policy }: S3SetObjectAclOperation): Record<string, unknown> {
  if (policy?.CannedAccessControlList !== undefined) return { ACL: policy.CannedAccessControlList }
  const { Owner: owner, Grants: grants = [] } = policy?.AccessControlList ?? { Owner: {} }
  return { AccessControlPolicy: { Owner: owner, Grants: grants.map(grantOf) } }
}

function grantOf({ Grantee: grantee, Permission: permission }: S3Grant) {
  const { TypeIdentifier: type, Identifier: identifier } = grantee ?? {}
  const named = type === 'uri' ? { Type: 'Group', URI: identifier }
    : type === 'emailAddress' ? { Type: 'AmazonCustomerByEmail', EmailAddress: identifier } : { Type: 'CanonicalUser', ID: identifier }
  return { Grantee: named, Permission: permission }
}

const bucketArn = arnTemplate('arn:{partition}:s3:::{name}')

interface LambdaResult { readonly results?: readonly { readonly resultCode?: string, readonly resultString?: string }[] }

/** "Invoke AWS Lambda function", Amazon S3 User Guide: a function hears of one task and says what came of it. */
async function invoked(job: Job, { bucket, key, versionId }: TaskObject, principal: Principal, call: Call): Promise<string> {
  const { FunctionArn: name = '', InvocationSchemaVersion: version = '1.0', UserArguments: userArguments } = job.request.Operation
    .LambdaInvoke!
  const s3VersionId = versionId ?? null
  const place = version === '2.0' ? { s3Bucket: bucket } : { s3BucketArn: bucketArn(call, { name: bucket }) }
  const event = {
    invocationSchemaVersion: version, invocationId: call.uuid(), job: { id: job.id, ...(userArguments !== undefined && { userArguments }) },
    tasks: [{ taskId: call.uuid(), s3Key: encodeURIComponent(key), s3VersionId, ...place }],
  }
  const arn = parseArn(name)
  const { Payload: payload } = await call.to('lambda', { account: arn?.account ?? call.account, region: arn?.region ?? job.region,
    principal }).Invoke({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)) as never })
  const { results: [result] = [] } = JSON.parse(Buffer.from(payload as Uint8Array).toString('utf8')) as LambdaResult
  if (result?.resultCode !== 'Succeeded') throw new Fault(result?.resultCode ?? 'PermanentFailure', result?.resultString ?? '', 200)
  return result.resultString ?? ''
}
