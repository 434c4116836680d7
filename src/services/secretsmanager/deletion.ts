// The end of a secret: after 7 to 30 days in which it can be restored, or at once.
// Source: DeleteSecret and RestoreSecret, Secrets Manager API Reference.

import type { Secretsmanager } from '../../../generated/aws/secretsmanager.ts'
import type { Call } from '../../kernel/service.ts'
import { isReplica, named, requireSecret, Secret } from './secret.ts'
import { Version, versionsOf } from './version.ts'

const dayMs = 86_400_000
const defaultWindowDays = 30

export const DeleteSecret: Secretsmanager['DeleteSecret'] = (input, call) => {
  const { RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force } = input
  if (force === true && days !== undefined) {
    throw call.fault('InvalidParameterException', 'You can\'t use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.')
  }
  if (days !== undefined && (days < 7 || days > 30)) {
    throw call.fault('InvalidParameterException', 'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).')
  }
  const secret = requireSecret(input.SecretId, call)
  if (secret.replicas !== undefined && secret.replicas.length > 0) {
    throw call.fault('InvalidRequestException', 'You can\'t delete secret that still has replica regions.')
  }
  if (isReplica(secret, call)) {
    throw call.fault('InvalidRequestException',
      'Operation not permitted on a replica secret. Call must be made in primary secret\'s region.')
  }
  const now = call.now()
  if (force === true) {
    removeSecret(secret, call)
    return { ...named(secret, call), DeletionDate: now }
  }
  const at = now + (days ?? defaultWindowDays) * dayMs
  call.setTimer('delete', secret.name, at)
  call.cancelTimer('rotate', secret.name)
  call.of(Secret).put({ ...secret, deletion: { at, requestedAt: now } })
  return { ...named(secret, call), DeletionDate: at }
}

export const RestoreSecret: Secretsmanager['RestoreSecret'] = ({ SecretId: id }, call) => {
  const { deletion, ...secret } = requireSecret(id, call)
  if (deletion !== undefined) {
    call.cancelTimer('delete', secret.name)
    call.of(Secret).put(secret)
    const { rotation } = secret
    if (rotation?.enabled === true && rotation.nextAt !== undefined) call.setTimer('rotate', secret.name, rotation.nextAt)
  }
  return named(secret, call)
}

/** The secret with all its versions and timers. */
export function removeSecret(secret: Secret, call: Call): void {
  for (const { id } of [...versionsOf(secret.name, call)]) call.of(Version).delete(secret.name, id)
  for (const kind of ['delete', 'rotate', 'turn']) call.cancelTimer(kind, secret.name)
  call.of(Secret).delete(secret.name)
}

/** The timer's work. */
export function deleteDue(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const secret = call.of(Secret).get(id)
  if (secret !== undefined) removeSecret(secret, call)
}
