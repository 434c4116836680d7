// Rotation: new material for symmetric keys every so many days, or at once, or as it was imported. What old material encrypted stays
// readable. Source: "Rotate AWS KMS keys", KMS Developer Guide; RotateKeyOnDemand and ListKeyRotations, KMS API Reference.

import type { Kms, RotationsListEntry } from '../../../generated/aws/kms.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey, refusePendingDeletion, requireEnabled } from './access.ts'
import { Key, specOf } from './key.ts'
import { announce } from './key-event.ts'
import { newMaterial } from './key-spec.ts'
import { refuseManaged } from './managed-key.ts'
import { Material, materialsOf, newMaterialId } from './material.ts'
import { synchronise } from './replica.ts'
import { scheduleRotation } from './rotation-timer.ts'

const defaultPeriodDays = 365
const mostOnDemand = 25

export const EnableKeyRotation: Kms['EnableKeyRotation'] = (input, call) => {
  const key = rotatingKey(input.KeyId, call)
  if (key.origin === 'EXTERNAL') throw notFor(key, `origin is ${key.origin} which is not valid for this operation.`, call)
  scheduleRotation(key, input.RotationPeriodInDays ?? key.rotation?.periodDays ?? defaultPeriodDays, call)
}

export const DisableKeyRotation: Kms['DisableKeyRotation'] = (input, call) => {
  const { rotation: _, ...rest } = rotatingKey(input.KeyId, call)
  call.cancelTimer('rotate', rest.id)
  call.of(Key).put(rest)
}

export const GetKeyRotationStatus: Kms['GetKeyRotationStatus'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  requireSymmetric(key, call)
  const { rotation, state } = key
  const enabled = rotation !== undefined && state === 'Enabled'
  return {
    KeyId: call.arn(Key, key), KeyRotationEnabled: enabled,
    ...(enabled && { RotationPeriodInDays: rotation.periodDays, NextRotationDate: rotation.nextAt }),
  }
}

export const RotateKeyOnDemand: Kms['RotateKeyOnDemand'] = (input, call) => {
  const key = rotatingKey(input.KeyId, call)
  if ((key.rotations?.onDemand ?? 0) >= mostOnDemand) {
    throw call.fault('LimitExceededException', `A key can be rotated on demand ${mostOnDemand} times.`)
  }
  if (key.origin === 'EXTERNAL') {
    const next = [...materialsOf(key, call)].find(({ id, rotation, bytes }) => rotation === undefined && bytes !== undefined
      && id !== key.materialId && isNewer(id, key, call))
    if (next === undefined) throw call.fault('KMSInvalidStateException', `${call.arn(Key, key)} has no key material pending rotation.`)
    turnTo(key, { ...next, rotation: { at: call.now(), type: 'ON_DEMAND' } }, call)
  } else {
    turnTo(key, freshMaterial(key, 'ON_DEMAND', call), call)
  }
  return { KeyId: call.arn(Key, key) }
}

/** The timer's work. A key that is not enabled is left as it is until the next time. */
export function rotate(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const key = call.of(Key).get(id)
  if (key?.rotation === undefined) return
  const next = scheduleRotation(key, key.rotation.periodDays, call)
  if (key.state === 'Enabled') turnTo(next, freshMaterial(key, 'AUTOMATIC', call), call)
}

function freshMaterial(key: Key, type: 'AUTOMATIC' | 'ON_DEMAND', call: Call): Material {
  return {
    keyId: key.id, id: newMaterialId(), bytes: newMaterial(specOf(key)) as Uint8Array, sequence: call.sequence(),
    rotation: { at: call.now(), type },
  }
}

function turnTo(key: Key, material: Material, call: Call): void {
  const { total, onDemand } = key.rotations ?? { total: 0, onDemand: 0 }
  const rotations = { total: total + 1, onDemand: onDemand + (material.rotation!.type === 'ON_DEMAND' ? 1 : 0) }
  call.of(Material).put(material)
  const after = call.of(Key).put({ ...key, materialId: material.id, rotations })
  announce('KMS CMK Rotation', after, call)
  if (key.multiRegion !== undefined) call.afterCommit(() => synchronise(after, call))
}

function isNewer(materialId: string, key: Key, call: Call): boolean {
  const sequence = (id: string | undefined) => id === undefined ? 0 : call.of(Material).get(key.id, id)?.sequence ?? 0
  return sequence(materialId) > sequence(key.materialId)
}

export const ListKeyRotations: Kms['ListKeyRotations'] = function* (input, call) {
  const key = permittedKey(input.KeyId, call, { ...input })
  requireSymmetric(key, call)
  for (const material of materialsOf(key, call)) {
    if (material.rotation === undefined && input.IncludeKeyMaterial !== 'ALL_KEY_MATERIAL') continue
    yield entryOf(key, material, call)
  }
}

function entryOf(key: Key, { id, rotation, bytes, description, validTo }: Material, call: Call): RotationsListEntry {
  const pending = rotation === undefined && id !== key.materialId && isNewer(id, key, call)
  return {
    KeyId: call.arn(Key, key), KeyMaterialId: id,
    KeyMaterialState: id === key.materialId ? 'CURRENT' : pending ? 'PENDING_ROTATION' : 'NON_CURRENT',
    ...(rotation !== undefined && { RotationDate: rotation.at, RotationType: rotation.type }),
    ...(description !== undefined && { KeyMaterialDescription: description }),
    ...(key.origin === 'EXTERNAL' && {
      ImportState: bytes === undefined ? 'PENDING_IMPORT' : 'IMPORTED',
      ExpirationModel: validTo === undefined ? 'KEY_MATERIAL_DOES_NOT_EXPIRE' : 'KEY_MATERIAL_EXPIRES',
      ...(validTo !== undefined && { ValidTo: validTo }),
    }),
  }
}

/** A symmetric key that is enabled. Rotation of a multi-Region key is a matter of its primary. */
function rotatingKey(name: string, call: Call): Key {
  const key = permittedKey(name, call, { KeyId: name })
  refuseManaged(key, call)
  requireSymmetric(key, call)
  refusePendingDeletion(key, call)
  requireEnabled(key, call)
  if (key.multiRegion !== undefined && key.multiRegion.primaryRegion !== call.region) {
    throw notFor(key, 'is a replica key, whose rotation follows that of its primary key.', call)
  }
  return key
}

function requireSymmetric(key: Key, call: Call): void {
  if (key.spec !== 'SYMMETRIC_DEFAULT') throw notFor(key, `key spec is ${key.spec} which is not valid for this operation.`, call)
}

function notFor(key: Key, why: string, call: Call): Error {
  return call.fault('UnsupportedOperationException', `${call.arn(Key, key)} ${why}`)
}
