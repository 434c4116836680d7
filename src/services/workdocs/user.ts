// Users of a site: pending when they are made, active, inactive; their content hangs on a root folder. Source: User, CreateUser,
// ActivateUser and DescribeUsers, Amazon WorkDocs API Reference.

import type { CreateUserResponse, Workdocs } from '../../../generated/aws/workdocs.ts'
import { records, sealedPage } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

type Shown = NonNullable<CreateUserResponse['User']>
type Status = 'ACTIVE' | 'INACTIVE' | 'PENDING'

interface User { readonly id: string, readonly shown: Shown }

const User = records<User>({ name: 'User', key: 'id' })

type DocsCall = Call

/** @throws EntityNotExistsException */
function userNamed(id: string, call: DocsCall): Shown {
  const user = call.of(User).get(id)
  if (user === undefined) throw call.fault('EntityNotExistsException', `Entity ${id} does not exist`, { EntityIds: [id] })
  return user.shown
}

function put(user: Shown, call: DocsCall): Shown {
  const shown = { ...user, ModifiedTimestamp: call.now() }
  call.of(User).put({ id: shown.Id!, shown })
  return shown
}

/** The administrator makes users that can work at once. */
export const CreateUser: Workdocs['CreateUser'] = ({ Password: _, AuthenticationToken: _token, StorageRule, ...input }, call) => {
  const { Username, OrganizationId = '' } = input
  for (const { shown } of call.of(User).scan()) {
    if (shown.Username === Username && (shown.OrganizationId ?? '') === OrganizationId) {
      throw call.fault('EntityAlreadyExistsException', `User ${Username} already exists`)
    }
  }
  const rule = StorageRule ?? { StorageAllocatedInBytes: 1_099_511_627_776, StorageType: 'QUOTA' as const }
  const user = put({
    ...input, Id: `S-1-5-21-${call.hex(8)}-${call.hex(8)}-${call.hex(4)}`, RootFolderId: call.hex(64), RecycleBinFolderId: call.hex(64),
    Status: 'ACTIVE' satisfies Status, Type: 'USER', CreatedTimestamp: call.now(), Locale: 'en', TimeZoneId: input.TimeZoneId ?? 'UTC',
    Storage: { StorageUtilizedInBytes: 0, StorageRule: rule },
  }, call)
  return { User: user }
}

export const ActivateUser: Workdocs['ActivateUser'] = ({ UserId: id }, call) =>
  ({ User: put({ ...userNamed(id, call), Status: 'ACTIVE' satisfies Status }, call) })

export const DeactivateUser: Workdocs['DeactivateUser'] = ({ UserId: id }, call) => {
  put({ ...userNamed(id, call), Status: 'INACTIVE' satisfies Status }, call)
  return {}
}

export const UpdateUser: Workdocs['UpdateUser'] = (input, call) => {
  const { UserId: id, AuthenticationToken: _, StorageRule: rule, GrantPoweruserPrivileges: isPower, ...changes } = input
  const user = userNamed(id, call)
  return {
    User: put({
      ...user, ...changes, ...(isPower !== undefined && { Type: isPower === 'TRUE' ? 'POWERUSER' as const : 'USER' as const }),
      ...(rule !== undefined && { Storage: { ...user.Storage, StorageRule: rule } }),
    }, call),
  }
}

export const DeleteUser: Workdocs['DeleteUser'] = ({ UserId: id }, call) => {
  userNamed(id, call)
  call.of(User).delete(id)
  return {}
}

const orders: Readonly<Record<string, (user: Shown) => string | number>> = {
  USER_NAME: ({ Username: name = '' }) => name, FULL_NAME: ({ GivenName: given = '', Surname: last = '' }) => `${given} ${last}`,
  STORAGE_LIMIT: ({ Storage }) => Storage?.StorageRule?.StorageAllocatedInBytes ?? 0, USER_STATUS: ({ Status: status = '' }) => status,
  STORAGE_USED: ({ Storage }) => Storage?.StorageUtilizedInBytes ?? 0,
}

export const DescribeUsers: Workdocs['DescribeUsers'] = (input, call) => {
  const { OrganizationId, UserIds, Query, Include = 'ALL', Order = 'ASCENDING', Sort = 'USER_NAME', Marker: token, Limit: limit } = input
  const ids = UserIds?.split(',').map(id => id.trim())
  for (const id of ids ?? []) userNamed(id, call)
  const found = [...call.of(User).scan()].map(({ shown }) => shown).filter(user => (ids === undefined || ids.includes(user.Id!))
    && (OrganizationId === undefined || user.OrganizationId === OrganizationId)
    && (Include === 'ALL' || user.Status !== 'INACTIVE')
    && (Query === undefined || `${user.Username} ${user.GivenName} ${user.Surname}`.toLowerCase().includes(Query.toLowerCase())))
  const by = orders[Sort]!
  found.sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0) * (Order === 'ASCENDING' ? 1 : -1))
  const { items, next } = sealedPage(found, { limit, usual: 100, token }, call,
    () => call.fault('InvalidArgumentException', 'Invalid marker'))
  return { Users: [...items], TotalNumberOfUsers: found.length, ...(next.NextToken !== undefined && { Marker: next.NextToken }) }
}
