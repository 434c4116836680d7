// Tags of everything of IAM's that can have some: each kind is named in its own way. Tags of users and roles are conditions of policies, so
// the judge of calls hears of them. Source: "Tags for AWS Identity and Access Management resources", IAM User Guide.

import type { Iam, Tag } from '../../../generated/aws/iam.ts'
import type { Call, ResourceType } from '../../kernel/service.ts'
import { settle } from './holder.ts'
import { requireOwn } from './managed-policy.ts'
import { addTags, find, removeTags, tagList } from './name.ts'
import { nameOf } from './path-name.ts'
import { InstanceProfile, ManagedPolicy, Role, User } from './structure.ts'
import type { Named } from './path-name.ts'

function* listed<T>(type: ResourceType<T>, name: string, call: Call): Generator<Tag> {
  yield* tagList(call.tags(type).get(name.toLowerCase())).sort((a, b) => a.Key < b.Key ? -1 : 1)
}

function named<T extends Pick<Named, 'pathName'>>(type: ResourceType<T>, name: string, call: Call): string {
  return nameOf(find(type, name, call))
}

export const TagUser: Iam['TagUser'] = ({ UserName, Tags }, call) => {
  addTags(User, named(User, UserName, call), Tags, call)
  settle('user', UserName, call)
}
export const UntagUser: Iam['UntagUser'] = ({ UserName, TagKeys }, call) => {
  removeTags(User, named(User, UserName, call), TagKeys, call)
  settle('user', UserName, call)
}
export const ListUserTags: Iam['ListUserTags'] = function* ({ UserName }, call) { yield* listed(User, named(User, UserName, call), call) }

export const TagRole: Iam['TagRole'] = ({ RoleName, Tags }, call) => {
  addTags(Role, named(Role, RoleName, call), Tags, call)
  settle('role', RoleName, call)
}
export const UntagRole: Iam['UntagRole'] = ({ RoleName, TagKeys }, call) => {
  removeTags(Role, named(Role, RoleName, call), TagKeys, call)
  settle('role', RoleName, call)
}
export const ListRoleTags: Iam['ListRoleTags'] = function* ({ RoleName }, call) { yield* listed(Role, named(Role, RoleName, call), call) }

export const TagPolicy: Iam['TagPolicy'] = ({ PolicyArn, Tags }, call) => {
  addTags(ManagedPolicy, nameOf(requireOwn(PolicyArn, call)), Tags, call)
}
export const UntagPolicy: Iam['UntagPolicy'] = ({ PolicyArn, TagKeys }, call) => {
  removeTags(ManagedPolicy, nameOf(requireOwn(PolicyArn, call)), TagKeys, call)
}
export const ListPolicyTags: Iam['ListPolicyTags'] = function* ({ PolicyArn }, call) {
  yield* listed(ManagedPolicy, nameOf(requireOwn(PolicyArn, call)), call)
}

export const TagInstanceProfile: Iam['TagInstanceProfile'] = ({ InstanceProfileName: name, Tags }, call) => {
  addTags(InstanceProfile, named(InstanceProfile, name, call), Tags, call)
}
export const UntagInstanceProfile: Iam['UntagInstanceProfile'] = ({ InstanceProfileName: name, TagKeys }, call) => {
  removeTags(InstanceProfile, named(InstanceProfile, name, call), TagKeys, call)
}
export const ListInstanceProfileTags: Iam['ListInstanceProfileTags'] = function* ({ InstanceProfileName: name }, call) {
  yield* listed(InstanceProfile, named(InstanceProfile, name, call), call)
}
