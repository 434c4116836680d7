// Aliases: other names for keys, that can be given to another key of the same kind. Source: CreateAlias, UpdateAlias, KMS API Reference.

import type { Kms } from '../../../generated/aws/kms.ts'
import type { Call } from '../../kernel/service.ts'
import { checkPermission, permittedKey, refusePendingDeletion } from './access.ts'
import { Alias, Key } from './key.ts'
import { isAsymmetric, keySpecs } from './key-spec.ts'

const prefix = 'alias/'
const reserved = 'alias/aws/'

export const CreateAlias: Kms['CreateAlias'] = (input, call) => {
  const { AliasName: name } = input
  checkName(name, call)
  const key = permittedKey(aliasTarget(input.TargetKeyId, call), call, { ...input })
  refusePendingDeletion(key, call)
  if (call.of(Alias).get(name) !== undefined) {
    throw call.fault('AlreadyExistsException', `An alias with the name ${Alias.arnOf(call, { name })} already exists`)
  }
  const now = call.now()
  call.of(Alias).insert({ name, keyId: key.id, createdAt: now, updatedAt: now })
}

/** The new key must be of the present one's usage, and symmetric or not as it is. */
export const UpdateAlias: Kms['UpdateAlias'] = (input, call) => {
  const { AliasName: name } = input
  checkName(name, call)
  const alias = aliasOf(name, call)
  const before = call.of(Key).get(alias.keyId)
  const after = permittedKey(aliasTarget(input.TargetKeyId, call), call, { ...input })
  refusePendingDeletion(after, call)
  const sort = ({ spec, usage }: Key) => `${usage} ${isAsymmetric(keySpecs[spec]!)}`
  if (before !== undefined && sort(before) !== sort(after)) {
    throw call.fault('ValidationException',
      `Alias ${call.arn(Alias, alias)} cannot be changed from a key of usage ${before.usage} to one of usage ${after.usage}.`)
  }
  call.of(Alias).put({ ...alias, keyId: after.id, updatedAt: call.now() })
}

export const DeleteAlias: Kms['DeleteAlias'] = ({ AliasName: name }, call) => {
  checkName(name, call)
  const { keyId } = aliasOf(name, call)
  const key = call.of(Key).get(keyId)
  if (key !== undefined) checkPermission(key, 'DeleteAlias', {}, call)
  call.of(Alias).delete(name)
}

export const ListAliases: Kms['ListAliases'] = function* (input, call) {
  const key = input.KeyId === undefined ? undefined : permittedKey(input.KeyId, call, { ...input })
  const found = key === undefined ? call.of(Alias).scan() : call.of(Alias).by('key').scan({ within: [key.id] })
  for (const alias of found) {
    yield {
      AliasName: alias.name, AliasArn: call.arn(Alias, alias), TargetKeyId: alias.keyId,
      CreationDate: alias.createdAt, LastUpdatedDate: alias.updatedAt,
    }
  }
}

function aliasOf(name: string, call: Call): Alias {
  const found = call.of(Alias).get(name)
  if (found !== undefined) return found
  throw call.fault('NotFoundException', `Alias ${Alias.arnOf(call, { name })} is not found.`)
}

/** An alias points to a key, never to another alias. */
function aliasTarget(name: string, call: Call): string {
  if (!/(?:^|:)alias\//.test(name)) return name
  throw call.fault('ValidationException', 'Aliases must refer to keys. Not aliases')
}

/** @throws ValidationException, InvalidAliasNameException */
function checkName(name: string, call: Call): void {
  if (!name.startsWith(prefix)) throw call.fault('ValidationException', 'Invalid identifier')
  if (name.startsWith(reserved)) throw call.fault('InvalidAliasNameException', `Alias names beginning with ${reserved} are reserved.`)
  if (/^alias\/[\w/-]+$/.test(name)) return
  throw call.fault('InvalidAliasNameException', `${name} is not a valid alias name.`)
}
