// Replication at work: a stored timer carries a version, a delete marker or a change of traits to every destination that a rule names, by
// real calls as the configuration's role, and settles what status it has. What S3 brings is never carried on, so nothing goes in circles.
// Source: "Replicating objects within and across Regions" and "Getting replication status information", Amazon S3 User Guide.

import type { ReplicationRule } from '../../../generated/aws/s3.ts'
import { assumedRolePrincipal, Fault, parseArn } from '../../kernel/service.ts'
import type { Body, Call, Principal } from '../../kernel/service.ts'
import { privateAcl } from './acl.ts'
import { Bucket, existing } from './bucket.ts'
import type { BucketInput } from './bucket.ts'
import { openDataKey } from './data-key.ts'
import type { ReplicationEventData } from './event.ts'
import { s3Fault } from './fault.ts'
import { announce } from './notification.ts'
import { Current, Noncurrent, PartLists, versionOf } from './object.ts'
import type { LiveObject, ObjectTraits, StoredObject } from './object.ts'
import type { Replica } from './replica.ts'
import { rulesFor } from './replication-rule.ts'
import type { Replicated } from './replication-rule.ts'

interface Task { readonly what: Replicated, readonly requestedAt: number, readonly attempt?: number }

/** Why a version is not there; whether that may pass by itself. */
interface Failure { readonly reason: string, readonly mayPass?: boolean }

interface Receiver {
  PutObject(input: { Bucket: string, Key: string, replica: Replica, Body?: Body }): Promise<unknown>
  DeleteObject(input: { Bucket: string, Key: string, replica: Replica }): Promise<unknown>
}

/** What a fault of the destination is called in events. */
const reasons: Readonly<Record<string, string>> = {
  AccessDenied: 'DstPutObjNotPermitted', NoSuchBucket: 'DstBucketNotFound', InvalidRequest: 'DstBucketUnversioned',
}

/** An input that asks for a version to be replicated now, whenever it was made. */
interface ReplicationInput extends BucketInput { readonly Key: string, readonly replicate: { readonly versionId: string } }

/** Whether a call is one of S3's own jobs for existing objects. */
export function asksReplication<Input extends object>(input: Input, call: Call): input is Input & ReplicationInput {
  return call.request === undefined && 'replicate' in input
}

/** "Replicating existing objects with Batch Replication", Amazon S3 User Guide. @throws NoSuchKey, InvalidRequest */
export async function replicateNow({ Bucket: name, Key: key, replicate: { versionId } }: ReplicationInput, call: Call): Promise<object> {
  const bucket = existing(name, call)
  const version = versionOf(name, key, versionId, call)
  if (version === undefined) throw s3Fault('NoSuchKey', { Key: key })
  if (rulesFor(bucket, version, 'version').length === 0) {
    throw s3Fault('InvalidRequest', {}, 'No replication rule of the bucket is for this object.')
  }
  await replicate({ what: 'version', requestedAt: call.now() }, call, { id: JSON.stringify([name, key, versionId]) })
  const status = versionOf(name, key, versionId, call)?.replication
  if (status !== 'COMPLETED' && status !== 'REPLICA') throw s3Fault('InvalidRequest', {}, 'The object could not be replicated.')
  return {}
}

/** The timer's handler; its id names bucket, key and version. */
export async function replicate({ what, requestedAt, attempt = 1 }: Task, call: Call, { id }: { readonly id: string }): Promise<void> {
  const [name, key, versionId] = JSON.parse(id) as [string, string, string]
  const bucket = call.of(Bucket).get(name)
  const version = versionOf(name, key, versionId, call)
  if (bucket === undefined || version === undefined) return
  const failures: (Failure & { readonly rule: ReplicationRule })[] = []
  for (const rule of rulesFor(bucket, version, what)) {
    const failure = await carried(bucket, version, rule, what, call)
    if (failure !== undefined) failures.push({ rule, ...failure })
  }
  const again = failures.some(({ mayPass }) => mayPass === true) ? nextAttempt(attempt, call.now()) : undefined
  call.transact(() => {
    if (again !== undefined) return call.setTimer('replicate', id, again, { what, requestedAt, attempt: attempt + 1 })
    settle(name, key, versionId, failures.length === 0 ? 'COMPLETED' : 'FAILED', call)
    for (const { rule, reason } of failures) {
      announce(bucket, 'Replication:OperationFailedReplication', version, call, told(rule, version, reason, requestedAt))
    }
  })
}

/** @returns why it did not succeed */
async function carried(
  bucket: Bucket, version: StoredObject, rule: ReplicationRule, what: Replicated, call: Call,
): Promise<Failure | undefined> {
  const destination = bucketNameOf(rule)
  const holder = call.names.holder(destination)
  if (holder === undefined) return { reason: 'DstBucketNotFound' }
  const principal = roleOf(bucket, call)
  if (principal === undefined) return { reason: 'AssumeRoleNotPermitted' }
  if (!version.deleteMarker && what === 'version') {
    try {
      await openDataKey(version, call, principal)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return { reason: 'SrcGetObjNotPermitted', mayPass: isPassing(error) }
    }
  }
  const receiver = call.to('s3', { account: holder.account, region: holder.region, principal }) as unknown as Receiver
  const { key, versionId, createdAt } = version
  const at = { Bucket: destination, Key: key }
  try {
    if (version.deleteMarker) await receiver.DeleteObject({ ...at, replica: { versionId, createdAt } })
    else if (what === 'traits') {
      await receiver.PutObject({ ...at, replica: { versionId, createdAt, traits: traitsThere(version, rule, holder.account) } })
    } else await receiver.PutObject(whole(version, rule, destination, holder.account, call))
    return undefined
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { reason: reasonOf(error, version), mayPass: isPassing(error) }
  }
}

function reasonOf(error: Fault, version: StoredObject): string {
  if (error.code.startsWith('KMS.')) return error.code.includes('NotFound') ? 'DstKmsKeyNotFound' : 'DstKmsKeyInvalidState'
  if (error.message.includes('Object Lock')) return 'DstBucketObjectLockConfigMissing'
  return error.code === 'AccessDenied' && version.deleteMarker ? 'DstDelObjNotPermitted' : reasons[error.code] ?? 'DstPutObjNotPermitted'
}

/** Who is out of order may be in order later; who refuses will refuse again. */
export function isPassing({ status }: Pick<Fault, 'status'>): boolean {
  return status >= 500
}

const retryMs = 60_000
const mostAttempts = 8

/** When a replication is tried again that has failed so many times; undefined when S3 gives up. @param now epoch ms */
export function nextAttempt(attempt: number, now: number): number | undefined {
  return attempt >= mostAttempts ? undefined : now + retryMs * 2 ** (attempt - 1)
}

function whole(version: LiveObject, rule: ReplicationRule, destination: string, account: string, call: Call) {
  const { key, versionId, createdAt, etag, checksum, partsCount, blob } = version
  const parts = partsCount === undefined ? undefined : call.of(PartLists).require(blob).parts
  const replica: Replica = {
    versionId, createdAt, traits: traitsThere(version, rule, account),
    bytes: { etag, ...(checksum && { checksum }), ...(partsCount !== undefined && { partsCount }) },
    ...(parts && { parts }),
  }
  return { Bucket: destination, Key: key, replica, Body: call.blobs.read(blob) }
}

/** As the rule wants them: another class, another owner, another key. */
function traitsThere(version: LiveObject, { Destination: destination }: ReplicationRule, account: string): ObjectTraits {
  const { headers, metadata, tags, encryption, retention, legalHold } = version
  const owner = destination.AccessControlTranslation?.Owner === 'Destination' ? account : version.owner
  const kmsKeyId = destination.EncryptionConfiguration?.ReplicaKmsKeyID
  return {
    headers, owner,
    ...(metadata && { metadata }), ...(tags && { tags }), ...(retention && { retention }), ...(legalHold !== undefined && { legalHold }),
    acl: owner === version.owner ? version.acl : privateAcl(owner),
    storageClass: destination.StorageClass ?? version.storageClass,
    encryption: encryption.algorithm.startsWith('aws:kms') && kmsKeyId !== undefined ? { ...encryption, kmsKeyId } : encryption,
  }
}

/** A replica stays one, whatever is carried back from it. */
function settle(name: string, key: string, versionId: string, status: 'COMPLETED' | 'FAILED', call: Call): void {
  const version = versionOf(name, key, versionId, call)
  if (version === undefined || version.replication === 'REPLICA') return
  const isCurrent = call.of(Current).get(name, key)?.versionId === versionId
  call.of(isCurrent ? Current : Noncurrent).put({ ...version, replication: status })
}

function bucketNameOf({ Destination: { Bucket: arn } }: ReplicationRule): string {
  return parseArn(arn)?.resource ?? arn
}

/** The session that S3 opens as the configuration's role; undefined for a text that names none. */
function roleOf({ configurations: { replication } }: Bucket, call: Call): Principal | undefined {
  const place = parseArn(replication?.Role ?? '')
  const path = /^role(\/(?:.*\/)?)([^/]+)$/.exec(place?.resource ?? '')
  if (place === undefined || path === null) return undefined
  const [, prefix, roleName = ''] = path
  const { account } = place
  return assumedRolePrincipal({
    account, partition: call.partition, path: prefix!, roleName, sessionName: 's3-replication',
    roleId: call.identity.uniqueIdFor('AROA', account, roleName),
  })
}

function told(rule: ReplicationRule, { deleteMarker }: StoredObject, failureReason: string, requestedAt: number): ReplicationEventData {
  return {
    replicationRuleId: rule.ID ?? '', destinationBucket: rule.Destination.Bucket,
    s3Operation: deleteMarker === true ? 'OBJECT_DELETE' : 'OBJECT_PUT', requestTime: new Date(requestedAt).toISOString(), failureReason,
  }
}
