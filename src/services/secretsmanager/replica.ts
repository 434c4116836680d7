// Replication of secrets over regions: the primary sends each copy its versions by real calls of Secrets Manager there, in a sealed message
// that only this service can have written; each region encrypts under a key of its own.
// Source: "Replicate AWS Secrets Manager secrets across Regions", Secrets Manager User Guide.

import type { ReplicaRegionType, PutSecretValueResponse, Secretsmanager } from '../../../generated/aws/secretsmanager.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call, TagSet } from '../../kernel/service.ts'
import { removeSecret } from './deletion.ts'
import { isReplica, liveSecret, named, ownSecret, replicationOf, Secret } from './secret.ts'
import type { Replica } from './secret.ts'
import { openValue, sealValue } from './sealing.ts'
import type { Value } from './sealing.ts'
import { Version, versionsOf } from './version.ts'

interface SentVersion {
  readonly id: string
  readonly createdAt: number
  readonly stages: readonly string[]
  readonly text?: string
  readonly bytes?: string
}

interface Message {
  readonly name: string
  /** `leave`: the copy of a region is none any more. */
  readonly order: 'copy' | 'remove' | 'leave'
  readonly region?: string
  readonly overwrite?: boolean
  readonly secret?: Secret
  readonly tags?: TagSet
  readonly versions?: readonly SentVersion[]
}

const purpose = 'replica'

export const ReplicateSecretToRegions: Secretsmanager['ReplicateSecretToRegions'] = async (input, call) => {
  const secret = ownSecret(input.SecretId, call)
  const after = await replicate(secret, input.AddReplicaRegions, input.ForceOverwriteReplicaSecret === true, call)
  return { ARN: named(after, call).ARN, ReplicationStatus: replicationOf(after) }
}

/** @throws InvalidParameterException for the secret's own region, or one that has it already */
export async function replicate(secret: Secret, regions: readonly ReplicaRegionType[], overwrite: boolean, call: Call): Promise<Secret> {
  const known = secret.replicas ?? []
  const added: Replica[] = []
  for (const { Region: region = '', KmsKeyId: kmsKeyId } of regions) {
    if (region === call.region || [...known, ...added].some(replica => replica.region === region)) {
      throw call.fault('InvalidParameterException', `Invalid replica region: ${region}`)
    }
    added.push({ region, status: 'InProgress', ...(kmsKeyId !== undefined && { kmsKeyId }) })
  }
  call.transact(() => call.of(Secret).put({ ...secret, primaryRegion: call.region, replicas: [...known, ...added] }))
  await synchronise(secret.name, call, overwrite)
  return call.of(Secret).get(secret.name)!
}

/** Brings every copy up to date, and notes how that went. */
export async function synchronise(name: string, call: Call, overwrite = false): Promise<void> {
  const secret = call.of(Secret).get(name)
  if (secret?.replicas === undefined || secret.replicas.length === 0) return
  const versions: SentVersion[] = []
  for (const version of versionsOf(name, call)) {
    if (version.sealed === undefined || version.stages.length === 0) continue
    const { id, createdAt, stages } = version
    const value = await openValue(secret, version, call)
    versions.push({ id, createdAt, stages, ...('text' in value ? value : { bytes: Buffer.from(value.bytes).toString('base64') }) })
  }
  const replicas: Replica[] = []
  for (const { message: _message, ...replica } of secret.replicas) {
    const { policy: _policy, rotation: _rotation, replicas: _replicas, kmsKeyId: _key, ...shared } = secret
    const { kmsKeyId } = replica
    const copy: Secret = { ...shared, ...(kmsKeyId !== undefined && { kmsKeyId }) }
    const message: Message = { name, order: 'copy', secret: copy, versions, tags: call.tags(Secret).get(name), overwrite }
    const failure = await send(message, replica.region, call)
    replicas.push({ ...replica, ...failure === undefined ? { status: 'InSync' } : { status: 'Failed', message: failure } })
  }
  call.transact(() => call.of(Secret).put({ ...call.of(Secret).get(name)!, replicas }))
}

/** @returns why it failed */
async function send(message: Message, region: string, call: Call): Promise<string | undefined> {
  try {
    await call.to('secretsmanager', { region }).PutSecretValue({ SecretId: message.name, SecretString: call.seal(purpose, message) })
    return undefined
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return error.message
  }
}

/** Whether a value is a message of another region's Secrets Manager. */
export function isMessage(text: string | undefined, call: Call): boolean {
  return call.principal.service === 'secretsmanager.amazonaws.com' && text !== undefined && call.open(purpose, text) !== undefined
}

/** Does what the primary region says. @throws ResourceExistsException where another secret has the name */
export async function heed(text: string, call: Call): Promise<PutSecretValueResponse> {
  const { name, order, region, overwrite, secret, tags = {}, versions = [] } = call.open(purpose, text) as Message
  const here = call.of(Secret).get(name)
  if (order === 'remove') {
    call.transact(() => { if (here !== undefined) removeSecret(here, call) })
    return {}
  }
  if (order === 'leave') {
    const replicas = here?.replicas?.filter(replica => replica.region !== region)
    if (here !== undefined && replicas !== undefined) call.transact(() => call.of(Secret).put({ ...here, replicas }))
    return {}
  }
  if (here !== undefined && here.primaryRegion !== secret!.primaryRegion && overwrite !== true) {
    throw call.fault('ResourceExistsException', `Replication failed: Secret name ${name} already exists in region ${call.region}.`)
  }
  const sealed: Omit<Version, 'sequence'>[] = []
  for (const { text: plain, bytes, ...version } of versions) {
    const value: Value = plain === undefined ? { bytes: Buffer.from(bytes!, 'base64') } : { text: plain }
    sealed.push({ ...version, name, sealed: await sealValue(secret!, version.id, value, call) })
  }
  call.transact(() => {
    for (const { id } of [...versionsOf(name, call)]) call.of(Version).delete(name, id)
    call.of(Secret).put({ ...secret!, ...(here?.policy !== undefined && { policy: here.policy }) })
    for (const version of sealed) call.of(Version).put({ ...version, sequence: call.sequence() })
    call.tags(Secret).clear(name)
    if (Object.keys(tags).length > 0) call.tags(Secret).add(tags, name)
  })
  return named(secret!, call)
}

export const RemoveRegionsFromReplication: Secretsmanager['RemoveRegionsFromReplication'] = async (input, call) => {
  const secret = ownSecret(input.SecretId, call)
  const { replicas = [] } = secret
  const unknown = input.RemoveReplicaRegions.find(region => !replicas.some(replica => replica.region === region))
  if (unknown !== undefined) throw call.fault('InvalidParameterException', `Invalid replica region: ${unknown}`)
  for (const region of input.RemoveReplicaRegions) await send({ name: secret.name, order: 'remove' }, region, call)
  const left = { ...secret, replicas: replicas.filter(({ region }) => !input.RemoveReplicaRegions.includes(region)) }
  call.transact(() => call.of(Secret).put(left))
  return { ARN: named(left, call).ARN, ReplicationStatus: replicationOf(left) }
}

/** The copy becomes a secret of its own, and its primary forgets it. */
export const StopReplicationToReplica: Secretsmanager['StopReplicationToReplica'] = async ({ SecretId: id }, call) => {
  const secret = liveSecret(id, call)
  if (!isReplica(secret, call)) {
    throw call.fault('InvalidRequestException',
      'Operation not permitted on a primary secret. Call must be made in a replica secret\'s region.')
  }
  const { primaryRegion: primary, ...own } = secret
  call.transact(() => call.of(Secret).put(own))
  await send({ name: own.name, order: 'leave', region: call.region }, primary!, call)
  return { ARN: named(own, call).ARN }
}
