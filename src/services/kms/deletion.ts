// Switching a key off and on, and its end: a key waits 7 to 30 days before it is deleted, and can be kept until then.
// Source: ScheduleKeyDeletion, CancelKeyDeletion, EnableKey and DisableKey, KMS API Reference.

import type { Kms } from '../../../generated/aws/kms.ts'
import type { Call } from '../../kernel/service.ts'
import { permittedKey, refusePendingDeletion } from './access.ts'
import { Grant } from './grant-match.ts'
import { Alias, Key } from './key.ts'
import type { KeyState } from './key.ts'
import { refuseManaged } from './managed-key.ts'
import { Material, materialsOf } from './material.ts'
import { announce } from './key-event.ts'
import { dayMs } from './rotation-timer.ts'
import { leaveFamily } from './replica.ts'
import { LastUse } from './usage.ts'

const defaultWindowDays = 30

export const EnableKey: Kms['EnableKey'] = (input, call) => switchTo('Enabled', permittedKey(input.KeyId, call, { ...input }), call)
export const DisableKey: Kms['DisableKey'] = (input, call) => switchTo('Disabled', permittedKey(input.KeyId, call, { ...input }), call)

function switchTo(state: KeyState, key: Key, call: Call): void {
  refuseManaged(key, call)
  refusePendingDeletion(key, call)
  if (key.state === 'PendingImport') throw call.fault('KMSInvalidStateException', `${call.arn(Key, key)} is pending import.`)
  call.of(Key).put({ ...key, state })
}

/** A primary key waits for its replicas first, and its own days begin when the last of them is gone. */
export const ScheduleKeyDeletion: Kms['ScheduleKeyDeletion'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  refuseManaged(key, call)
  refusePendingDeletion(key, call)
  const windowDays = input.PendingWindowInDays ?? defaultWindowDays
  if (windowDays < 7 || windowDays > 30) {
    throw call.fault('ValidationException', 'PendingWindowInDays must be between 7 and 30 days')
  }
  const { multiRegion } = key
  const waits = multiRegion !== undefined && multiRegion.primaryRegion === call.region && multiRegion.replicaRegions.length > 0
  const after = waits ? call.of(Key).put({ ...key, state: 'PendingReplicaDeletion', deletion: { windowDays, from: key.state } })
    : beginWindow(key, windowDays, key.state, call)
  return {
    KeyId: call.arn(Key, after), KeyState: after.state, PendingWindowInDays: windowDays,
    ...(after.deletion?.at !== undefined && { DeletionDate: after.deletion.at }),
  }
}

/** Starts the days that a key waits for its deletion. */
export function beginWindow(key: Key, windowDays: number, from: KeyState, call: Call): Key {
  const at = call.now() + windowDays * dayMs
  call.setTimer('delete', key.id, at)
  return call.of(Key).put({ ...key, state: 'PendingDeletion', deletion: { at, windowDays, from } })
}

/** The key is disabled then, or waits for material as it did before. */
export const CancelKeyDeletion: Kms['CancelKeyDeletion'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  if (key.deletion === undefined) {
    throw call.fault('KMSInvalidStateException', `${call.arn(Key, key)} is not pending deletion.`)
  }
  call.cancelTimer('delete', key.id)
  const { deletion, ...rest } = key
  call.of(Key).put({ ...rest, state: deletion.from === 'PendingImport' ? 'PendingImport' : 'Disabled' })
  return { KeyId: call.arn(Key, key) }
}

/** The timer's work: the key goes, with all that hangs on it. */
export async function deleteKey(_payload: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const key = call.of(Key).get(id)
  if (key === undefined) return
  call.transact(() => {
    for (const { name } of call.of(Alias).by('key').scan({ within: [id] })) call.of(Alias).delete(name)
    for (const grant of call.of(Grant).scan({ within: [id] })) call.of(Grant).delete(id, grant.id)
    for (const material of materialsOf(key, call)) call.of(Material).delete(id, material.id)
    call.of(LastUse).delete(id)
    call.cancelTimer('rotate', id)
    announce('KMS CMK Deletion', key, call)
    call.of(Key).delete(id)
  })
  await leaveFamily(key, call)
}
