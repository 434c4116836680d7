// The tree: the root, the units below it, and which parent an account or a unit has.

import type { Organizations } from '../../../generated/aws/organizations.ts'
import type { Call } from '../../kernel/service.ts'
import { attachFullAccess } from './attachment.ts'
import { managed, overseen } from './membership.ts'
import { Account, Attachment, Root, Unit } from './structure.ts'

/** "Quotas for AWS Organizations", User Guide. */
const deepest = 5

function shown(unit: Unit, call: Call) {
  return { Id: unit.id, Arn: call.arn(Unit, unit), Name: unit.name }
}

/** A root or unit. @throws ParentNotFoundException, or the code given */
export function parentOf(id: string, call: Call, code = 'ParentNotFoundException'): Root | Unit {
  const parent = call.of(Root).get(id) ?? call.of(Unit).get(id)
  if (parent === undefined) throw call.fault(code, 'You specified a parent that doesn\'t exist.')
  return parent
}

/** A target and what stands above it, the root first. */
export function lineTo(id: string, call: Call): string[] {
  const parent = call.of(Account).get(id)?.parent ?? call.of(Unit).get(id)?.parent
  return parent === undefined ? [id] : [...lineTo(parent, call), id]
}

function refuseTwin(parent: string, name: string, call: Call): void {
  const twin = [...call.of(Unit).by('parent').scan({ within: [parent] })].some(unit => unit.name === name)
  if (twin) throw call.fault('DuplicateOrganizationalUnitException', 'An OU with the same name already exists.')
}

export const ListRoots: Organizations['ListRoots'] = function* (_, call) {
  overseen(call)
  for (const root of call.of(Root).scan()) yield describedRoot(root, call)
}

export function describedRoot(root: Root, call: Call) {
  const types = root.policyTypes.map(type => ({ Type: type, Status: 'ENABLED' } as const))
  return { Id: root.id, Arn: call.arn(Root, root), Name: root.name, PolicyTypes: types }
}

export const CreateOrganizationalUnit: Organizations['CreateOrganizationalUnit'] = ({ ParentId: parent, Name: name, Tags: tags }, call) => {
  const { id: organization } = managed(call)
  parentOf(parent, call)
  refuseTwin(parent, name, call)
  if (lineTo(parent, call).length > deepest) {
    throw call.fault('ConstraintViolationException', 'You have exceeded the allowed depth of the OU tree.',
      { Reason: 'OU_DEPTH_LIMIT_EXCEEDED' })
  }
  const root = call.of(Root).first()!
  const unit = call.of(Unit).insert({
    id: `ou-${root.id.slice(2)}-${call.alphanumeric(8).toLowerCase()}`, organization, parent, name,
  })
  if (tags !== undefined) call.tags(Unit).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), unit.id)
  attachFullAccess(unit.id, call)
  return { OrganizationalUnit: shown(unit, call) }
}

export const UpdateOrganizationalUnit: Organizations['UpdateOrganizationalUnit'] = ({ OrganizationalUnitId: id, Name: name }, call) => {
  managed(call)
  const unit = call.of(Unit).require(id)
  if (name !== undefined && name !== unit.name) refuseTwin(unit.parent, name, call)
  return { OrganizationalUnit: shown(call.of(Unit).put({ ...unit, ...(name !== undefined && { name }) }), call) }
}

export const DeleteOrganizationalUnit: Organizations['DeleteOrganizationalUnit'] = ({ OrganizationalUnitId: id }, call) => {
  managed(call)
  call.of(Unit).require(id)
  if (call.of(Unit).by('parent').first({ within: [id] }) !== undefined
    || call.of(Account).by('parent').first({ within: [id] }) !== undefined) {
    throw call.fault('OrganizationalUnitNotEmptyException',
      'The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try again.')
  }
  for (const { target, policy } of call.of(Attachment).scan({ within: [id] })) call.of(Attachment).delete(target, policy)
  call.of(Unit).delete(id)
}

export const DescribeOrganizationalUnit: Organizations['DescribeOrganizationalUnit'] = ({ OrganizationalUnitId: id }, call) => {
  overseen(call)
  return { OrganizationalUnit: shown(call.of(Unit).require(id), call) }
}

export const ListOrganizationalUnitsForParent: Organizations['ListOrganizationalUnitsForParent'] = function* ({ ParentId: id }, call) {
  overseen(call)
  parentOf(id, call)
  for (const unit of call.of(Unit).by('parent').scan({ within: [id] })) yield shown(unit, call)
}

export const ListParents: Organizations['ListParents'] = function* ({ ChildId: id }, call) {
  overseen(call)
  const child = call.of(Account).get(id) ?? call.of(Unit).get(id)
  if (child === undefined) throw call.fault('ChildNotFoundException', 'You specified a child that doesn\'t exist.')
  yield { Id: child.parent, Type: child.parent.startsWith('r-') ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }
}

export const ListChildren: Organizations['ListChildren'] = function* ({ ParentId: id, ChildType: type }, call) {
  overseen(call)
  parentOf(id, call)
  const children = type === 'ACCOUNT' ? call.of(Account).by('parent') : call.of(Unit).by('parent')
  for (const child of children.scan({ within: [id] })) yield { Id: child.id, Type: type }
}

export const MoveAccount: Organizations['MoveAccount'] = (input, call) => {
  const { AccountId: id, SourceParentId: source, DestinationParentId: destination } = input
  managed(call)
  const account = call.of(Account).require(id)
  parentOf(source, call, 'SourceParentNotFoundException')
  parentOf(destination, call, 'DestinationParentNotFoundException')
  if (account.parent !== source) throw call.fault('SourceParentNotFoundException',
    'You specified a source parent that is not the account\'s.')
  if (source === destination) throw call.fault('DuplicateAccountException', 'The account is already in the destination parent.')
  call.of(Account).put({ ...account, parent: destination })
}
