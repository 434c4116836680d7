// Who may ask an organization for what, and where it is found: members by a name among the partition's (`member/ACCOUNT`), so that a
// member's call is answered in the management account's cell. Joining and leaving pass here, with whose bill it is on.

import { contractOf } from '../../contract/index.ts'
import type { Call, Caller, Names } from '../../kernel/service.ts'
import { Account, Attachment, Organization } from './structure.ts'

const notInUse = 'Your account is not a member of an organization.'
const denied = 'You don\'t have permissions to access this resource.'

/** The name under which a member's organization is found. */
export function memberName(account: string): string {
  return `member/${account}`
}

export function handshakeName(id: string): string {
  return `handshake/${id}`
}

/** Where an account's invitations are found. */
export function invitationName(account: string, id = ''): string {
  return `invitation/${account}/${id}`
}

/** The account in whose cell a call is answered; undefined for the caller's own. */
export function cellOf(_operation: string, input: { readonly HandshakeId?: string }, caller: Caller, names: Names) {
  const { HandshakeId: handshake } = input
  const holder = names.holder(handshake === undefined ? memberName(caller.account) : handshakeName(handshake))
  return holder === undefined ? undefined : { account: holder.account }
}

/** The organization of the caller. @throws AWSOrganizationsNotInUseException */
export function joined(call: Call): Organization {
  const organization = call.of(Organization).first()
  if (call.principal.kind === 'anonymous' || organization === undefined) throw call.fault('AWSOrganizationsNotInUseException', notInUse)
  return organization
}

/** The organization of a caller who manages it. @throws AccessDeniedException for everyone else */
export function managed(call: Call): Organization {
  const organization = joined(call)
  if (!manages(call)) throw call.fault('AccessDeniedException', denied)
  return organization
}

/** The organization of one who may look at all of it: the management account, or a delegated administrator. */
export function overseen(call: Call): Organization {
  const organization = joined(call)
  const delegated = call.of(Account).get(call.principal.account)?.delegated ?? {}
  if (!manages(call) && Object.keys(delegated).length === 0) throw call.fault('AccessDeniedException', denied)
  return organization
}

function manages({ principal, account }: Call): boolean {
  return principal.kind === 'service' || principal.account === account
}

/** Takes an account in. Its usage is on the management account's bill from now on (Service Terms 48.1). Inside a transaction. */
export function enrol(account: Account, call: Call): Account {
  const member = call.of(Account).insert(account)
  call.names.claim(memberName(account.id), { account: call.account, region: call.region, claimedAt: call.now() })
  if (account.id !== call.account) contractOf(call).ledger.accounts.join(account.id, call.account, call.now())
  return member
}

/** Lets an account go; it pays for itself again. Inside a transaction. */
export function dismiss(account: string, call: Call): void {
  for (const { target, policy } of call.of(Attachment).scan({ within: [account] })) call.of(Attachment).delete(target, policy)
  call.of(Account).delete(account)
  call.names.release(memberName(account))
  call.controls.set(account, undefined)
  if (account !== call.account) contractOf(call).ledger.accounts.leave(account, call.now())
}
