// Making secrets and changing what is said of them: CreateSecret, UpdateSecret, and their tags.
// Source: CreateSecret and UpdateSecret, Secrets Manager API Reference.

import type { Secretsmanager } from '../../../generated/aws/secretsmanager.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { replicate, synchronise } from './replica.ts'
import { named, ownSecret, replicationOf, Secret } from './secret.ts'
import { givenValue, openValue, sealValue } from './sealing.ts'
import { addVersion, current, Version, versionsOf } from './version.ts'
import { putVersion } from './value.ts'

/** The same call again, by its token, answers as the first did. */
export const CreateSecret: Secretsmanager['CreateSecret'] = async (input, call) => {
  const { Name: name, Description: description, KmsKeyId: kmsKeyId } = input
  checkName(name, call)
  const value = givenValue({ SecretString: input.SecretString, SecretBinary: input.SecretBinary }, call)
  const id = input.ClientRequestToken ?? call.uuid()
  const existing = call.of(Secret).get(name)
  if (existing?.deletion !== undefined) {
    throw call.fault('InvalidRequestException',
      'You can\'t create this secret because a secret with this name is already scheduled for deletion.')
  }
  if (existing !== undefined) {
    if (value === undefined || call.of(Version).get(name, id) === undefined) call.of(Secret).insert(existing)
    await putVersion(existing, id, value!, [current], call)
    return { ...named(existing, call), VersionId: id }
  }
  const now = call.now()
  const secret: Secret = {
    name, suffix: call.alphanumeric(6), createdAt: now, changedAt: now,
    ...(description !== undefined && { description }), ...(kmsKeyId !== undefined && { kmsKeyId }),
  }
  const sealed = value === undefined ? undefined : await sealValue(secret, id, value, call)
  call.transact(() => {
    call.of(Secret).insert(secret)
    if (sealed !== undefined) addVersion({ name, id, sealed, createdAt: now }, [current], call)
    const tags = Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']))
    if (Object.keys(tags).length > 0) call.tags(Secret).add(tags, name)
  })
  const answer = { ...named(secret, call), ...(sealed !== undefined && { VersionId: id }) }
  if (input.AddReplicaRegions === undefined || input.AddReplicaRegions.length === 0) return answer
  const after = await replicate(secret, input.AddReplicaRegions, input.ForceOverwriteReplicaSecret === true, call)
  return { ...answer, ReplicationStatus: replicationOf(after) }
}

/** @throws ValidationException */
function checkName(name: string, call: Call): void {
  if (/^[\w/+=.@!-]+$/.test(name)) return
  throw call.fault('ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!')
}

/** A new key encrypts what is written from then on, and the versions that carry one of AWS's labels. */
export const UpdateSecret: Secretsmanager['UpdateSecret'] = async (input, call) => {
  const before = ownSecret(input.SecretId, call)
  const { Description: description, KmsKeyId: kmsKeyId } = input
  const value = givenValue({ SecretString: input.SecretString, SecretBinary: input.SecretBinary }, call)
  const secret = {
    ...before, changedAt: call.now(), ...(description !== undefined && { description }), ...(kmsKeyId !== undefined && { kmsKeyId }),
  }
  const id = input.ClientRequestToken ?? call.uuid()
  call.transact(() => call.of(Secret).put(secret))
  if (kmsKeyId !== undefined && kmsKeyId !== before.kmsKeyId) await sealAnew(secret, call)
  if (value !== undefined) await putVersion(secret, id, value, [current], call)
  await synchronise(secret.name, call)
  return { ...named(secret, call), ...(value !== undefined && { VersionId: id }) }
}

const ownLabels = ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS']

/** "If you don't have permission to the new key, Secrets Manager does not re-encrypt existing secret versions": they stay as they are. */
async function sealAnew(secret: Secret, call: Call): Promise<void> {
  for (const version of [...versionsOf(secret.name, call)]) {
    if (version.sealed === undefined || !version.stages.some(stage => ownLabels.includes(stage))) continue
    try {
      const sealed = await sealValue(secret, version.id, await openValue(secret, version, call), call)
      call.transact(() => call.of(Version).put({ ...version, sealed }))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
  }
}
