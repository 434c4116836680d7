// Accounts of an organization: making them, which takes a while, moving out, and closing, after which an account is suspended and gone for
// good when 90 days have passed (Service Terms 1.15; "Closing a member account", Organizations User Guide).

import type { Organizations } from '../../../generated/aws/organizations.ts'
import { contractOf } from '../../contract/index.ts'
import { arnTemplate, Fault } from '../../kernel/service.ts'
import type { Call, CallTarget } from '../../kernel/service.ts'
import { attachFullAccess } from './attachment.ts'
import { setControls } from './controls.ts'
import { dismiss, enrol, joined, managed, memberName, overseen } from './membership.ts'
import { Account, Creation, Root } from './structure.ts'
import { lineTo, parentOf } from './unit.ts'

const dayMs = 86_400_000
/** How long AWS typically takes to make an account. */
const makingMs = 60_000
const closureMs = 90 * dayMs
/** "Closing a member account", Organizations User Guide: within 30 days a tenth of the members, ten at least, a thousand at most. */
const closingWindowMs = 30 * dayMs

export function shown(account: Account, call: Call) {
  // Of the two members that tell it, Status is the older one and knows fewer states.
  const status = account.state === 'CLOSED' ? 'SUSPENDED' : account.state
  const path = [call.of(Account).require(call.account).organization, ...lineTo(account.id, call)].join('/')
  return {
    Id: account.id, Arn: call.arn(Account, account), Email: account.email, Name: account.name, Status: status,
    State: account.closedAt !== undefined && account.state === 'SUSPENDED' ? 'CLOSED' : account.state, JoinedMethod: account.joinedBy,
    JoinedTimestamp: account.joinedAt, Paths: [`${path}/`],
  } as const
}

function progress(creation: Creation) {
  return {
    Id: creation.id, AccountName: creation.name, State: creation.state, RequestedTimestamp: creation.requestedAt,
    ...(creation.completedAt !== undefined && { CompletedTimestamp: creation.completedAt }),
    ...(creation.account !== undefined && { AccountId: creation.account }),
    ...(creation.reason !== undefined && { FailureReason: creation.reason }),
  } as const
}

export const CreateAccount: Organizations['CreateAccount'] = (input, call) => {
  const { Email: email, AccountName: name, RoleName: roleName = 'OrganizationAccountAccessRole', Tags: tags } = input
  managed(call)
  const creation = call.of(Creation).put({
    id: `car-${call.hex(32)}`, name, email, roleName, state: 'IN_PROGRESS', requestedAt: call.now(),
  })
  const payload = { id: creation.id, tags: Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key, Value])) }
  call.setTimer('account', creation.id, call.now() + call.lifecycleMs(makingMs), payload)
  return { CreateAccountStatus: progress(creation) }
}

/** The timer of an account being made. The role for the management account is made by a real call (Service Terms 48.4). */
export async function made({ id, tags }: { readonly id: string, readonly tags: Record<string, string> }, call: Call): Promise<void> {
  const creation = call.of(Creation).require(id)
  const organization = joined(call)
  const isTaken = [...call.of(Account).scan()].some(({ email }) => email.toLowerCase() === creation.email.toLowerCase())
  if (isTaken) {
    call.of(Creation).put({ ...creation, state: 'FAILED', completedAt: call.now(), reason: 'EMAIL_ALREADY_EXISTS' })
    return
  }
  const account = freeNumber(call)
  enrol({
    id: account, organization: organization.id, parent: call.of(Root).first()!.id, name: creation.name, email: creation.email,
      state: 'ACTIVE',
    joinedBy: 'CREATED', joinedAt: call.now(), delegated: {},
  }, call)
  attachFullAccess(account, call)
  setControls(call)
  if (Object.keys(tags).length > 0) call.tags(Account).add(tags, account)
  call.of(Creation).put({ ...creation, state: 'SUCCEEDED', completedAt: call.now(), account })
  await makeRole(account, creation.roleName, call)
}

/** What is asked of IAM. */
interface Neighbours {
  to(service: 'iam', target: CallTarget): {
    CreateRole(input: { readonly RoleName: string, readonly AssumeRolePolicyDocument: string }): Promise<unknown>
    AttachRolePolicy(input: { readonly RoleName: string, readonly PolicyArn: string }): Promise<unknown>
  }
}

const rootArn = arnTemplate('arn:{partition}:iam::{account}:root')
const administratorArn = arnTemplate('arn:{partition}:iam::aws:policy/AdministratorAccess')

async function makeRole(account: string, roleName: string, call: Call): Promise<void> {
  const iam = (call as unknown as Neighbours).to('iam', { account })
  const trust = { Effect: 'Allow', Principal: { AWS: rootArn(call, {}) }, Action: 'sts:AssumeRole' }
  try {
    await iam.CreateRole({ RoleName: roleName, AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }) })
    await iam.AttachRolePolicy({ RoleName: roleName, PolicyArn: administratorArn(call, {}) })
  } catch (error) {
    // The journal has the refusal; the account is there without its role.
    if (!(error instanceof Fault)) throw error
  }
}

function freeNumber(call: Call): string {
  for (;;) {
    const number = String(Math.floor(call.random() * 1e12)).padStart(12, '0')
    if (call.names.holder(memberName(number)) === undefined && number !== '000000000000') return number
  }
}

export const DescribeCreateAccountStatus: Organizations['DescribeCreateAccountStatus'] = ({ CreateAccountRequestId: id }, call) => {
  overseen(call)
  const creation = call.of(Creation).get(id)
  if (creation === undefined) {
    throw call.fault('CreateAccountStatusNotFoundException',
      'We can\'t find a create account request with the CreateAccountRequestId that you specified.')
  }
  return { CreateAccountStatus: progress(creation) }
}

export const ListCreateAccountStatus: Organizations['ListCreateAccountStatus'] = function* ({ States: states }, call) {
  overseen(call)
  for (const creation of call.of(Creation).scan()) if (states === undefined || states.includes(creation.state)) yield progress(creation)
}

export const DescribeAccount: Organizations['DescribeAccount'] = ({ AccountId: id }, call) => {
  overseen(call)
  return { Account: shown(call.of(Account).require(id), call) }
}

export const ListAccounts: Organizations['ListAccounts'] = function* (_, call) {
  overseen(call)
  for (const account of call.of(Account).scan()) yield shown(account, call)
}

export const ListAccountsForParent: Organizations['ListAccountsForParent'] = function* ({ ParentId: id }, call) {
  overseen(call)
  parentOf(id, call)
  for (const account of call.of(Account).by('parent').scan({ within: [id] })) yield shown(account, call)
}

function depart(id: string, call: Call): void {
  const account = call.of(Account).require(id)
  if (id === call.account) {
    throw call.fault('MasterCannotLeaveOrganizationException', 'You can\'t remove a management account from an organization.')
  }
  if (Object.keys(account.delegated).length > 0) {
    throw call.fault('ConstraintViolationException', 'You can\'t remove an account that is a delegated administrator.',
      { Reason: 'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG' })
  }
  dismiss(id, call)
}

export const RemoveAccountFromOrganization: Organizations['RemoveAccountFromOrganization'] = ({ AccountId: id }, call) => {
  managed(call)
  depart(id, call)
}

export const LeaveOrganization: Organizations['LeaveOrganization'] = (_, call) => {
  joined(call)
  depart(call.principal.account, call)
}

export const CloseAccount: Organizations['CloseAccount'] = ({ AccountId: id }, call) => {
  managed(call)
  const account = call.of(Account).require(id)
  if (id === call.account) {
    throw call.fault('ConstraintViolationException', 'You can\'t close the management account.',
      { Reason: 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT' })
  }
  if (account.closedAt !== undefined) throw call.fault('AccountAlreadyClosedException', 'The account is already closed.')
  const members = [...call.of(Account).scan()]
  const closed = members.filter(({ closedAt = -Infinity }) => closedAt > call.now() - closingWindowMs).length
  if (closed >= Math.min(Math.max(Math.floor(members.length / 10), 10), 1000)) {
    throw call.fault('ConstraintViolationException', 'You have exceeded close account quota for the past 30 days.',
      { Reason: 'CLOSE_ACCOUNT_QUOTA_EXCEEDED' })
  }
  call.of(Account).put({ ...account, state: 'SUSPENDED', closedAt: call.now() })
  contractOf(call).ledger.accounts.close(id, call.now())
  call.afterCommit(() => contractOf(call).changed())
  call.setTimer('closure', id, call.now() + closureMs)
}

/** The timer of an account that was closed so long ago that its content goes; it leaves the organization. */
export function closed(_: unknown, call: Call, { id }: { readonly id: string }): void {
  if (call.of(Account).get(id)?.closedAt === undefined) return
  dismiss(id, call)
  call.afterCommit(() => contractOf(call).empty(id))
}
