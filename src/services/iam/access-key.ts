// Access keys: two for a user, shown with their secrets once. A request signed with one is its user's, and is judged by his policies; a
// key of
// the root's does everything, as the root does. Source: IAM API Reference; "IAM and AWS STS quotas", IAM User Guide.

import type { AccessKeyMetadata, Iam } from '../../../generated/aws/iam.ts'
import { userPrincipal } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { lastUseOf } from './last-use.ts'
import { find, second } from './name.ts'
import { nameOf, pathOf } from './path-name.ts'
import { AccessKey, User } from './structure.ts'
import type { Status } from './structure.ts'
import { keysOf } from './user.ts'

const keysPerUser = 2

interface Naming { readonly UserName?: string }

/** Whose key is meant: a user by name, the user that calls, or the root (no name). */
function ownerOf({ UserName: name }: Naming, call: Call): { readonly name: string, readonly principal: Principal } {
  const { kind, arn } = call.principal
  if (name === undefined && kind === 'root') return { name: '', principal: call.principal }
  if (name === undefined && kind !== 'user') {
    throw call.fault('ValidationError', 'Must specify userName when calling with non-User credentials')
  }
  const user = find(User, name ?? arn.slice(arn.lastIndexOf('/') + 1), call)
  const identity = { account: call.account, partition: call.partition, path: pathOf(user), name: nameOf(user), id: user.id }
  return { name: nameOf(user), principal: userPrincipal(identity) }
}

export const CreateAccessKey: Iam['CreateAccessKey'] = (input, call) => {
  const { name, principal } = ownerOf(input, call)
  const user = name.toLowerCase()
  if (keysOf(user, call).length >= keysPerUser) {
    throw call.fault('LimitExceededException', `Cannot exceed quota for AccessKeysPerUser: ${keysPerUser}`)
  }
  const { accessKeyId: id, secretAccessKey } = call.identity.issueKey(principal)
  const createdAt = second(call)
  call.of(AccessKey).insert({ id, user, status: 'Active', createdAt })
  return { AccessKey: { UserName: name, AccessKeyId: id, Status: 'Active', SecretAccessKey: secretAccessKey, CreateDate: createdAt } }
}

export const ListAccessKeys: Iam['ListAccessKeys'] = function* (input, call) {
  const { name } = ownerOf(input, call)
  for (const key of call.of(AccessKey).by('user').scan({ within: [name.toLowerCase()] })) yield shown(name, key)
}

function shown(name: string, { id, status, createdAt }: AccessKey): AccessKeyMetadata {
  return { UserName: name, AccessKeyId: id, Status: status, CreateDate: createdAt }
}

/** @throws NoSuchEntity for a key that is not the owner's, too */
function keyOf(id: string, input: Naming, call: Call): AccessKey {
  const { name } = ownerOf(input, call)
  const key = call.of(AccessKey).get(id)
  if (key?.user === name.toLowerCase()) return key
  throw call.fault('NoSuchEntityException', `The Access Key with id ${id} cannot be found.`)
}

export const UpdateAccessKey: Iam['UpdateAccessKey'] = ({ AccessKeyId: id, Status: status, ...input }, call) => {
  const key = keyOf(id, input, call)
  call.of(AccessKey).put({ ...key, status: status as Status })
  call.identity.changeKey(id, { status: status === 'Active' ? 'active' : 'inactive' })
}

export const DeleteAccessKey: Iam['DeleteAccessKey'] = ({ AccessKeyId: id, ...input }, call) => {
  keyOf(id, input, call)
  call.of(AccessKey).delete(id)
  call.identity.deleteKey(id)
}

export const GetAccessKeyLastUsed: Iam['GetAccessKeyLastUsed'] = ({ AccessKeyId: id }, call) => {
  const key = call.of(AccessKey).get(id)
  // "AccessDenied" is how AWS answers for keys that are none of the account's.
  if (key === undefined) throw call.fault('AccessDenied', `The Access Key with id ${id} cannot be found.`)
  const use = lastUseOf(({ principal }) => principal.accessKeyId === id, call)
  const user = call.of(User).get(key.user)
  return {
    ...(user !== undefined && { UserName: nameOf(user) }),
    AccessKeyLastUsed: use === undefined ? { ServiceName: 'N/A', Region: 'N/A' }
      : { LastUsedDate: use.at, ServiceName: use.service, Region: use.region },
  }
}
