// The receiving side of replication: what S3 of another cell brings, under the version id and with the time and ETag it had there. It comes
// by PutObject and DeleteObject with a member that no request off the wire can have.

import type { Body, Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor, existing } from './bucket.ts'
import type { Bucket, BucketInput } from './bucket.ts'
import { enforcesOwner } from './access.ts'
import { privateAcl } from './acl.ts'
import { encryptionFor } from './encryption.ts'
import { s3Fault } from './fault.ts'
import { liveObject, PartLists, versionOf } from './object.ts'
import type { DeleteMarker, LiveObject, ObjectBytes, ObjectTraits, PartSummary } from './object.ts'
import { sealedTraits } from './traits.ts'
import { addVersion, changeVersion } from './version.ts'

/** What a version brings with it. Of one that has come before only the traits are taken. */
export interface Replica {
  readonly versionId: string
  readonly createdAt: number
  readonly traits?: ObjectTraits
  readonly bytes?: Pick<ObjectBytes, 'etag' | 'checksum' | 'partsCount'>
  readonly parts?: readonly PartSummary[]
}

/** An input with a replica in it. */
export interface ReplicaInput extends BucketInput { readonly Key: string, readonly replica: Replica, readonly Body?: Body }

/** Whether a call brings a replica: only S3 itself can. */
export function bringsReplica<Input extends object>(input: Input, call: Call): input is Input & ReplicaInput {
  return call.request === undefined && 'replica' in input
}

/** @throws AccessDenied, InvalidRequest for a bucket that keeps no versions */
export async function storeReplica(input: ReplicaInput, call: Call): Promise<void> {
  const { Bucket: name, Key: key, replica: { versionId, createdAt, traits, bytes, parts } } = input
  const bucket = receiving(input, 's3:ReplicateObject', call)
  if (traits === undefined) throw new Error('assert: a replica has traits')
  const made = await sealedTraits(traitsHere(traits, bucket, call), bucket, key, call)
  const isKnown = call.transact(() => {
    const known = liveObject(versionOf(name, key, versionId, call))
    if (known !== undefined) changeVersion({ ...known, ...made }, call)
    return known !== undefined
  })
  // One that has been deleted here since is not brought back by a change of its tags.
  if (isKnown || bytes === undefined) return
  await call.blobs.store(input.Body, () => {}, (blob, sizeBytes) => {
    const now = existing(name, call)
    if (parts !== undefined) call.of(PartLists).insert({ blob, parts })
    const version = { bucket: name, key, ...made, ...bytes, blob, sizeBytes, replication: 'REPLICA' as const }
    addVersion<LiveObject>(now, version, call, { versionId, createdAt })
  })
}

/** @throws AccessDenied, InvalidRequest */
export function storeReplicaMarker(input: ReplicaInput, call: Call): void {
  const { Key: key, replica: { versionId, createdAt } } = input
  const bucket = receiving(input, 's3:ReplicateDelete', call)
  if (versionOf(bucket.name, key, versionId, call) !== undefined) return
  const marker = { bucket: bucket.name, key, deleteMarker: true as const, owner: call.account, replication: 'REPLICA' as const }
  addVersion<DeleteMarker>(bucket, marker, call, { versionId, createdAt })
}

function receiving(input: ReplicaInput, action: string, call: Call): Bucket {
  const bucket = bucketFor(input, { ...rights.put, action }, call, input.Key)
  if (bucket.configurations.versioning?.Status !== 'Enabled') throw s3Fault('InvalidRequest', {}, 'The bucket keeps no versions')
  return bucket
}

/** Owner, list, encryption and lock as this bucket has them. */
function traitsHere(traits: ObjectTraits, bucket: Bucket, call: Call): ObjectTraits {
  const { retention, legalHold, ...others } = traits
  const isLocked = retention !== undefined || legalHold !== undefined
  if (isLocked && bucket.configurations.objectLock === undefined) {
    throw s3Fault('InvalidRequest', {}, 'Bucket is missing Object Lock Configuration')
  }
  const owner = enforcesOwner(bucket) ? call.account : traits.owner
  return {
    ...others, owner,
    ...(retention && { retention }), ...(legalHold !== undefined && { legalHold }),
    acl: owner === traits.owner ? traits.acl : privateAcl(owner),
    encryption: traits.encryption.algorithm === 'AES256' ? encryptionFor({}, bucket) : traits.encryption,
  }
}
