// What is set of a vault: access policy, lock, notifications, tags. A lock is tried for a day and then completed for good.
// Source: "Vault Access Policies", "Vault Lock Policies" and "Configuring Vault Notifications", Amazon S3 Glacier Developer Guide.

import type { Glacier } from '../../../generated/aws/glacier.ts'
import { parseArn, readPolicy } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid, iso, Vault, vaultFor } from './vault.ts'
import type { VaultLock } from './vault.ts'

const trialMs = 86_400_000
const events: ReadonlySet<string> = new Set(['ArchiveRetrievalCompleted', 'InventoryRetrievalCompleted'])
const mostTags = 50

/** @throws MissingParameterValueException, InvalidParameterValueException */
function checkedPolicy(text: string | undefined, call: Call): string {
  if (text === undefined) throw call.fault('MissingParameterValueException', 'Required parameter missing: Policy')
  const read = readPolicy(text, 'resource')
  if ('problem' in read) throw invalid(call, `Invalid policy: ${read.problem.message}`)
  return text
}

export const SetVaultAccessPolicy: Glacier['SetVaultAccessPolicy'] = (input, call) => {
  call.of(Vault).put({ ...vaultFor(input, call), accessPolicy: checkedPolicy(input.policy?.Policy, call) })
}

export const GetVaultAccessPolicy: Glacier['GetVaultAccessPolicy'] = (input, call) => {
  const vault = vaultFor(input, call)
  if (vault.accessPolicy === undefined) {
    throw call.fault('ResourceNotFoundException', `No vault access policy is set for: ${call.arn(Vault, vault)}`)
  }
  return { policy: { Policy: vault.accessPolicy } }
}

export const DeleteVaultAccessPolicy: Glacier['DeleteVaultAccessPolicy'] = (input, call) => {
  const { accessPolicy: _, ...vault } = vaultFor(input, call)
  call.of(Vault).put(vault)
}

/** A lock whose trial is over without being completed is none. */
function lockOf({ lock }: Vault, call: Call): VaultLock | undefined {
  return lock !== undefined && (lock.isComplete || lock.createdAt + trialMs > call.now()) ? lock : undefined
}

export const InitiateVaultLock: Glacier['InitiateVaultLock'] = (input, call) => {
  const vault = vaultFor(input, call)
  const known = lockOf(vault, call)
  if (known !== undefined) {
    throw invalid(call, known.isComplete ? 'The vault lock is already complete' : 'A vault lock is already in progress')
  }
  const lock = { policy: checkedPolicy(input.policy?.Policy, call), id: call.alphanumeric(44), createdAt: call.now(), isComplete: false }
  call.of(Vault).put({ ...vault, lock })
  return { lockId: lock.id }
}

export const CompleteVaultLock: Glacier['CompleteVaultLock'] = (input, call) => {
  const vault = vaultFor(input, call)
  const lock = lockOf(vault, call)
  if (lock === undefined) throw call.fault('ResourceNotFoundException', 'No vault lock is in progress')
  if (lock.id !== input.lockId) throw invalid(call, `Invalid lock ID: ${input.lockId}`)
  call.of(Vault).put({ ...vault, lock: { ...lock, isComplete: true } })
}

export const AbortVaultLock: Glacier['AbortVaultLock'] = (input, call) => {
  const { lock: _, ...vault } = vaultFor(input, call)
  if (lockOf(vaultFor(input, call), call)?.isComplete === true) throw invalid(call, 'The vault lock is complete and cannot be aborted')
  call.of(Vault).put(vault)
}

export const GetVaultLock: Glacier['GetVaultLock'] = (input, call) => {
  const vault = vaultFor(input, call)
  const lock = lockOf(vault, call)
  if (lock === undefined) throw call.fault('ResourceNotFoundException', `No vault lock policy is set for: ${call.arn(Vault, vault)}`)
  return {
    Policy: lock.policy, State: lock.isComplete ? 'Locked' : 'InProgress', CreationDate: iso(lock.createdAt),
    ...(!lock.isComplete && { ExpirationDate: iso(lock.createdAt + trialMs) }),
  }
}

export const SetVaultNotifications: Glacier['SetVaultNotifications'] = (input, call) => {
  const vault = vaultFor(input, call)
  const { SNSTopic: topic, Events: wanted = [] } = input.vaultNotificationConfig ?? {}
  if (topic === undefined || parseArn(topic)?.service !== 'sns') throw invalid(call, `Invalid SNS topic: ${topic ?? ''}`)
  const unknown = wanted.find(event => !events.has(event))
  if (wanted.length === 0 || unknown !== undefined) throw invalid(call, `Invalid vault notification event: ${unknown ?? ''}`)
  call.of(Vault).put({ ...vault, notifications: { topic, events: wanted } })
}

export const GetVaultNotifications: Glacier['GetVaultNotifications'] = (input, call) => {
  const vault = vaultFor(input, call)
  const { notifications } = vault
  if (notifications === undefined) {
    throw call.fault('ResourceNotFoundException', `No notification configuration is set for vault: ${call.arn(Vault, vault)}`)
  }
  return { vaultNotificationConfig: { SNSTopic: notifications.topic, Events: notifications.events as string[] } }
}

export const DeleteVaultNotifications: Glacier['DeleteVaultNotifications'] = (input, call) => {
  const { notifications: _, ...vault } = vaultFor(input, call)
  call.of(Vault).put(vault)
}

export const AddTagsToVault: Glacier['AddTagsToVault'] = (input, call) => {
  const { name } = vaultFor(input, call)
  const tags = input.Tags ?? {}
  if (Object.keys({ ...call.tags(Vault).get(name), ...tags }).length > mostTags) {
    throw call.fault('LimitExceededException', `A vault has at most ${mostTags} tags`)
  }
  call.tags(Vault).add(tags, name)
}

export const ListTagsForVault: Glacier['ListTagsForVault'] = (input, call) => ({ Tags: call.tags(Vault).get(vaultFor(input, call).name) })

export const RemoveTagsFromVault: Glacier['RemoveTagsFromVault'] = (input, call) => {
  call.tags(Vault).remove([...input.TagKeys ?? []], vaultFor(input, call).name)
}
