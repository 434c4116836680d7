// Groups and who is in them: a group lends its policies to its users. Source: IAM API Reference; "IAM user groups", IAM User Guide.

import type { Group as ShownGroup, Iam } from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { checkEmpty, groupsOf, handleOf, handOver, holderOf, settle, unsettle } from './holder.ts'
import { add, find, remove, rename, second } from './name.ts'
import { nameOf, pathOf } from './path-name.ts'
import { Group, Membership, User } from './structure.ts'
import { shown as shownUser } from './user.ts'

export const CreateGroup: Iam['CreateGroup'] = ({ GroupName: name, Path: path = '/' }, call) => {
  const group = add(Group, { pathName: path + name, id: call.identity.newUniqueId('AGPA'), createdAt: second(call) }, [], call)
  settle('group', name, call)
  return { Group: shown(group, call) }
}

export const GetGroup: Iam['GetGroup'] = ({ GroupName: name }, call) => {
  const group = find(Group, name, call)
  return { Group: shown(group, call), Users: members(nameOf(group), call) as never }
}

function* members(group: string, call: Call) {
  for (const { user } of call.of(Membership).by('group').scan({ within: [group.toLowerCase()] })) {
    yield shownUser(call.of(User).get(user)!, call)
  }
}

export const ListGroups: Iam['ListGroups'] = function* ({ PathPrefix: prefix = '/' }, call) {
  for (const group of call.of(Group).scan()) if (group.pathName.startsWith(prefix)) yield shown(group, call)
}

export const ListGroupsForUser: Iam['ListGroupsForUser'] = function* ({ UserName: name }, call) {
  const user = nameOf(find(User, name, call)).toLowerCase()
  for (const { group } of call.of(Membership).scan({ within: [user] })) yield shown(call.of(Group).get(group)!, call)
}

export const UpdateGroup: Iam['UpdateGroup'] = ({ GroupName: name, NewGroupName, NewPath }, call) => {
  const group = find(Group, name, call)
  const arn = call.arn(Group, group)
  const after = rename(Group, group, { path: NewPath ?? pathOf(group), name: NewGroupName ?? nameOf(group) }, call)
  const [before, now] = [nameOf(group).toLowerCase(), nameOf(after).toLowerCase()]
  unsettle(arn, call)
  const users = [...call.of(Membership).by('group').scan({ within: [before] })].map(({ user }) => user)
  if (before !== now) follow(before, now, call)
  settle('group', now, call)
  for (const user of users) settle('user', user, call)
}

function follow(before: string, now: string, call: Call): void {
  handOver(handleOf('group', before), handleOf('group', now), call)
  for (const each of [...call.of(Membership).by('group').scan({ within: [before] })]) {
    call.of(Membership).delete(each.user, before)
    call.of(Membership).put({ ...each, group: now })
  }
}

export const DeleteGroup: Iam['DeleteGroup'] = ({ GroupName }, call) => {
  const holder = holderOf('group', GroupName, call)
  const hasUsers = call.of(Membership).by('group').first({ within: [holder.name.toLowerCase()] }) !== undefined
  checkEmpty(holder, [[hasUsers, 'remove users from group']], call)
  remove(Group, holder.name, call)
  unsettle(holder.arn, call)
}

/** "IAM and AWS STS quotas": an IAM user can be a member of 10 groups. */
const groupsPerUser = 10

export const AddUserToGroup: Iam['AddUserToGroup'] = ({ GroupName, UserName }, call) => {
  const group = nameOf(find(Group, GroupName, call)).toLowerCase()
  const user = nameOf(find(User, UserName, call)).toLowerCase()
  if (call.of(Membership).get(user, group) !== undefined) return
  if (groupsOf(user, call).length >= groupsPerUser) {
    throw call.fault('LimitExceededException', `Cannot exceed quota for GroupsPerUser: ${groupsPerUser}`)
  }
  call.of(Membership).put({ user, group })
  settle('user', user, call)
}

export const RemoveUserFromGroup: Iam['RemoveUserFromGroup'] = ({ GroupName, UserName }, call) => {
  const group = nameOf(find(Group, GroupName, call)).toLowerCase()
  const user = nameOf(find(User, UserName, call)).toLowerCase()
  if (call.of(Membership).delete(user, group) === undefined) {
    throw call.fault('NoSuchEntityException', `User ${UserName} is not a member of group ${GroupName}.`)
  }
  settle('user', user, call)
}

export function shown(group: Group, call: Call): ShownGroup {
  return { Path: pathOf(group), GroupName: nameOf(group), GroupId: group.id, Arn: call.arn(Group, group), CreateDate: group.createdAt }
}
