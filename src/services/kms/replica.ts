// Multi-Region keys: one key, with one id and the same material, in several regions. The primary sends its replicas what they share by
// real calls of KMS in their regions, as imports whose token only this service can have sealed.
// Source: "Multi-Region keys in AWS KMS", KMS Developer Guide; ReplicateKey and UpdatePrimaryRegion, KMS API Reference.

import type { Kms } from '../../../generated/aws/kms.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey, refusePendingDeletion } from './access.ts'
import { Key } from './key.ts'
import { Material, materialsOf } from './material.ts'
import { checkPolicy, defaultPolicy } from './policy.ts'
import { tagsOf } from './tag.ts'
import { dayMs, scheduleRotation } from './rotation-timer.ts'

/** What one region tells another of a key. */
interface Message {
  readonly key?: Omit<Key, 'policy' | 'description'>
  readonly materials?: readonly (Omit<Material, 'bytes'> & { readonly bytes?: string })[]
  /** A region that has the key no longer. */
  readonly left?: string
}

const purpose = 'replica'

export const ReplicateKey: Kms['ReplicateKey'] = async (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  const region = input.ReplicaRegion
  const family = primaryFamily(key, call)
  refusePendingDeletion(key, call)
  if (key.state === 'Disabled') throw call.fault('DisabledException', `${call.arn(Key, key)} is disabled.`)
  if ([family.primaryRegion, ...family.replicaRegions].includes(region)) {
    throw call.fault('AlreadyExistsException', `A multi-Region key with the same key ID already exists in ${region}.`)
  }
  const policy = input.Policy ?? defaultPolicy(call)
  checkPolicy(policy, input.BypassPolicyLockoutSafetyCheck === true, call)
  tagsOf(input.Tags, call)
  const widened = { ...key, multiRegion: { ...family, replicaRegions: [...family.replicaRegions, region].sort() } }
  call.of(Key).put(widened)
  await synchronise(widened, call)
  const there = call.to('kms', { region })
  await there.PutKeyPolicy({ KeyId: key.id, Policy: policy })
  await there.UpdateKeyDescription({ KeyId: key.id, Description: input.Description ?? '' })
  if (input.Tags !== undefined && input.Tags.length > 0) await there.TagResource({ KeyId: key.id, Tags: input.Tags })
  const { KeyMetadata: metadata } = await there.DescribeKey({ KeyId: key.id })
  return { ReplicaKeyMetadata: metadata!, ReplicaPolicy: policy, ReplicaTags: input.Tags ?? [] }
}

/** The replica there becomes the primary, and the key here one of its replicas. */
export const UpdatePrimaryRegion: Kms['UpdatePrimaryRegion'] = async (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  refusePendingDeletion(key, call)
  if (key.state === 'Disabled') throw call.fault('DisabledException', `${call.arn(Key, key)} is disabled.`)
  const family = primaryFamily(key, call)
  if (!family.replicaRegions.includes(input.PrimaryRegion)) {
    const { partition, account } = call
    const there = Key.arnOf({ partition, account, region: input.PrimaryRegion }, { id: key.id })
    throw call.fault('NotFoundException', `Key '${there}' does not exist`)
  }
  const replicaRegions = [...family.replicaRegions.filter(region => region !== input.PrimaryRegion), call.region].sort()
  call.cancelTimer('rotate', key.id)
  const changed = call.of(Key).put({ ...key, multiRegion: { primaryRegion: input.PrimaryRegion, replicaRegions } })
  await synchronise(changed, call)
}

function primaryFamily(key: Key, call: Call): NonNullable<Key['multiRegion']> {
  if (key.multiRegion === undefined) throw call.fault('UnsupportedOperationException', `${call.arn(Key, key)} is not a multi-Region key.`)
  if (key.multiRegion.primaryRegion === call.region) return key.multiRegion
  throw call.fault('UnsupportedOperationException', `${call.arn(Key, key)} is not a multi-Region primary key.`)
}

/** Tells all other regions of the key what they share with this one. */
export async function synchronise(key: Key, call: Call): Promise<void> {
  const { primaryRegion, replicaRegions } = key.multiRegion!
  const { policy: _policy, description: _description, ...shared } = key
  const materials = [...materialsOf(key, call)].map(({ bytes, ...material }) =>
    ({ ...material, ...(bytes !== undefined && { bytes: Buffer.from(bytes).toString('base64') }) }))
  for (const region of [primaryRegion, ...replicaRegions]) {
    if (region !== call.region) await send({ key: shared, materials }, key.id, region, call)
  }
}

/** A region's key is gone: the others forget it, and a primary that waited for the last of its replicas begins its own days. */
export async function leaveFamily({ id, multiRegion }: Key, call: Call): Promise<void> {
  if (multiRegion === undefined || multiRegion.primaryRegion === call.region) return
  for (const region of [multiRegion.primaryRegion, ...multiRegion.replicaRegions]) {
    if (region !== call.region) await send({ left: call.region }, id, region, call)
  }
}

async function send(message: Message, keyId: string, region: string, call: Call): Promise<void> {
  const token = new Uint8Array(Buffer.from(call.seal(purpose, message)))
  await call.to('kms', { region }).ImportKeyMaterial({ KeyId: keyId, ImportToken: token, EncryptedKeyMaterial: new Uint8Array(1) })
}

/** Reads a message of another region, if the token is one and KMS itself sent it. */
export function readMessage(token: Uint8Array, call: Call): Message | undefined {
  if (call.principal.service !== 'kms.amazonaws.com') return undefined
  return call.open(purpose, Buffer.from(token).toString()) as Message | undefined
}

/** Does what another region of the key says. @param begin starts the days of a key that waits for its replicas */
export function heed(id: string, message: Message, begin: (key: Key, windowDays: number) => void, call: Call): void {
  const keys = call.of(Key)
  const here = keys.get(id)
  if (message.left !== undefined) {
    if (here?.multiRegion === undefined) return
    const replicaRegions = here.multiRegion.replicaRegions.filter(region => region !== message.left)
    const after = keys.put({ ...here, multiRegion: { ...here.multiRegion, replicaRegions } })
    if (after.state === 'PendingReplicaDeletion' && replicaRegions.length === 0) begin(after, after.deletion!.windowDays)
    return
  }
  const { key, materials = [] } = message
  const external = key!.origin === 'EXTERNAL'
  for (const { bytes, ...material } of materials) {
    // Imported material is imported into each region by itself.
    const brought = bytes !== undefined && !external ? { bytes: new Uint8Array(Buffer.from(bytes, 'base64')) } : {}
    call.of(Material).put({ ...call.of(Material).get(id, material.id), ...material, ...brought })
  }
  const { rotation, deletion: _deletion, state: _state, ...shared } = key!
  const kept = { ...shared, createdAt: here?.createdAt ?? call.now(), policy: here?.policy ?? defaultPolicy(call),
    description: here?.description ?? '', state: here?.state ?? (external ? 'PendingImport' : 'Enabled'),
    ...(here?.deletion !== undefined && { deletion: here.deletion }) } as const
  keys.put(rotation === undefined ? kept : { ...kept, rotation })
  if (rotation === undefined || shared.multiRegion!.primaryRegion !== call.region) call.cancelTimer('rotate', id)
  else scheduleRotation({ ...kept, rotation }, Math.ceil((rotation.nextAt - call.now()) / dayMs), call)
}

