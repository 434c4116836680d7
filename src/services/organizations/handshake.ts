// Handshakes: invitations to join, and the consent of members to all features. One that nobody answers expires: an invitation after 15
// days, the wish for all features after 90 ("Handshake", Organizations API Reference).

import type { Organizations } from '../../../generated/aws/organizations.ts'
import type { Call } from '../../kernel/service.ts'
import { attachFullAccess } from './attachment.ts'
import { enrol, handshakeName, invitationName, joined, managed, memberName, overseen } from './membership.ts'
import { Account, Handshake, Organization, Root } from './structure.ts'

const dayMs = 86_400_000
const invitationMs = 15 * dayMs
const featuresMs = 90 * dayMs

export function shown(handshake: Handshake, call: Call) {
  const organization = call.of(Organization).require(handshake.organization)
  const invited = handshake.partyType === 'ORGANIZATION' ? [] : [{ Id: handshake.party, Type: handshake.partyType }]
  const nested = [
    { Type: 'MASTER_EMAIL', Value: organization.email }, { Type: 'MASTER_NAME', Value: 'Management account' },
    { Type: 'ORGANIZATION_FEATURE_SET', Value: organization.featureSet },
  ] as const
  return {
    Id: handshake.id,
    Arn: call.arn(Handshake, handshake).replace(handshake.action, handshake.action.toLowerCase()),
    Parties: [{ Id: handshake.organization.slice(2), Type: 'ORGANIZATION' }, ...invited],
    State: handshake.state,
    RequestedTimestamp: handshake.requestedAt,
    ExpirationTimestamp: handshake.expiresAt,
    Action: handshake.action,
    Resources: [
      { Type: 'ORGANIZATION', Value: handshake.organization, Resources: nested },
      ...invited.map(({ Id, Type }) => ({ Type, Value: Id })),
      ...(handshake.notes === undefined ? [] : [{ Type: 'NOTES', Value: handshake.notes }]),
      ...(handshake.parentHandshake === undefined ? [] : [{ Type: 'PARENT_HANDSHAKE', Value: handshake.parentHandshake }]),
    ],
  } as const
}

/** Begins a handshake, which expires by itself. Inside a transaction. */
function begin(handshake: Omit<Handshake, 'id' | 'state' | 'requestedAt' | 'expiresAt'>, lastsMs: number, call: Call): Handshake {
  const begun = call.of(Handshake).insert({
    ...handshake, id: `h-${call.hex(16)}`, state: handshake.action === 'ENABLE_ALL_FEATURES' ? 'REQUESTED'
      : 'OPEN', requestedAt: call.now(),
    expiresAt: call.now() + lastsMs,
  })
  const holder = { account: call.account, region: call.region, claimedAt: call.now() }
  call.names.claim(handshakeName(begun.id), holder)
  if (begun.partyType === 'ACCOUNT') call.names.claim(invitationName(begun.party, begun.id), holder)
  call.setTimer('expiry', begun.id, begun.expiresAt)
  return begun
}

function end(handshake: Handshake, state: Handshake['state'], call: Call): Handshake {
  call.cancelTimer('expiry', handshake.id)
  return call.of(Handshake).put({ ...handshake, state })
}

/** The timer of a handshake that nobody answered in time. */
export function expire(_: unknown, call: Call, { id }: { readonly id: string }): void {
  const handshake = call.of(Handshake).get(id)
  if (handshake?.state === 'OPEN' || handshake?.state === 'REQUESTED') call.of(Handshake).put({ ...handshake, state: 'EXPIRED' })
}

export const InviteAccountToOrganization: Organizations['InviteAccountToOrganization'] = ({ Target: target, Notes: notes }, call) => {
  const { id: organization } = managed(call)
  const { Id: party, Type: type } = target
  if (type === 'ORGANIZATION') throw call.fault('InvalidInputException', 'You specified an invalid target.',
    { Reason: 'INVALID_PARTY_TYPE_TARGET' })
  if (type === 'ACCOUNT' && !/^\d{12}$/.test(party)) {
    throw call.fault('InvalidInputException', 'You specified an invalid value.', { Reason: 'INVALID_PATTERN_TARGET_ID' })
  }
  if (call.names.holder(memberName(party)) !== undefined) {
    throw call.fault('HandshakeConstraintViolationException', 'The specified account is already a member of an organization.',
      { Reason: 'ALREADY_IN_AN_ORGANIZATION' })
  }
  const open = [...call.of(Handshake).scan()].some(each => each.party === party && each.state === 'OPEN')
  if (open) throw call.fault('DuplicateHandshakeException', 'An invitation to this account is already open.')
  const invitation = { organization, action: 'INVITE', party, partyType: type as 'ACCOUNT' | 'EMAIL',
    ...(notes !== undefined && { notes }) } as const
  return { Handshake: shown(begin(invitation, invitationMs, call), call) }
}

/** A handshake that can still be answered. @throws HandshakeAlreadyInStateException, InvalidHandshakeTransitionException */
function open(id: string, wanted: Handshake['state'], call: Call): Handshake {
  const handshake = call.of(Handshake).require(id)
  if (handshake.state === wanted) throw call.fault('HandshakeAlreadyInStateException', `The handshake is already in the state ${wanted}.`)
  if (handshake.state === 'OPEN' || handshake.state === 'REQUESTED') return handshake
  throw call.fault('InvalidHandshakeTransitionException', `You can't perform the operation on a handshake in the state ${handshake.state}.`)
}

function ownOf(handshake: Handshake, call: Call): void {
  if (handshake.partyType === 'ACCOUNT' && handshake.party === call.principal.account) return
  if (handshake.partyType === 'EMAIL' && call.principal.kind !== 'anonymous') return
  throw call.fault('AccessDeniedException', 'You don\'t have permissions to access this resource.')
}

export const AcceptHandshake: Organizations['AcceptHandshake'] = ({ HandshakeId: id }, call) => {
  const handshake = open(id, 'ACCEPTED', call)
  if (handshake.action === 'ENABLE_ALL_FEATURES') {
    managed(call)
    return { Handshake: shown(finalised(handshake, call), call) }
  }
  ownOf(handshake, call)
  const { account } = call.principal
  if (handshake.action === 'APPROVE_ALL_FEATURES') return { Handshake: shown(end(handshake, 'ACCEPTED', call), call) }
  if (call.names.holder(memberName(account)) !== undefined) {
    throw call.fault('HandshakeConstraintViolationException', 'The account is already a member of an organization.',
      { Reason: 'ALREADY_IN_AN_ORGANIZATION' })
  }
  enrol({
    id: account, organization: handshake.organization, parent: call.of(Root).first()!.id, name: account, email: `root@${account}.example`,
    state: 'ACTIVE', joinedBy: 'INVITED', joinedAt: call.now(), delegated: {},
  }, call)
  attachFullAccess(account, call)
  return { Handshake: shown(end(handshake, 'ACCEPTED', call), call) }
}

export const DeclineHandshake: Organizations['DeclineHandshake'] = ({ HandshakeId: id }, call) => {
  const handshake = open(id, 'DECLINED', call)
  ownOf(handshake, call)
  return { Handshake: shown(end(handshake, 'DECLINED', call), call) }
}

export const CancelHandshake: Organizations['CancelHandshake'] = ({ HandshakeId: id }, call) => {
  managed(call)
  return { Handshake: shown(end(open(id, 'CANCELED', call), 'CANCELED', call), call) }
}

export const DescribeHandshake: Organizations['DescribeHandshake'] = ({ HandshakeId: id }, call) => {
  const handshake = call.of(Handshake).require(id)
  if (call.principal.account !== call.account && call.principal.kind !== 'service') ownOf(handshake, call)
  return { Handshake: shown(handshake, call) }
}

export const ListHandshakesForOrganization: Organizations['ListHandshakesForOrganization'] = function* ({ Filter: filter = {} }, call) {
  overseen(call)
  for (const handshake of call.of(Handshake).scan()) {
    if (filter.ActionType !== undefined && filter.ActionType !== handshake.action) continue
    if (filter.ParentHandshakeId !== undefined && filter.ParentHandshakeId !== handshake.parentHandshake) continue
    yield shown(handshake, call)
  }
}

/** An account that belongs to no organization yet finds its invitations in those that made them, by real calls. */
export const ListHandshakesForAccount: Organizations['ListHandshakesForAccount'] = async ({ Filter: filter = {} }, call) => {
  const { account } = call.principal
  const prefix = invitationName(account)
  const found = []
  for (const { name, account: holder } of call.names.claims(prefix)) {
    const { Handshake: handshake } = await call.to('organizations', { account: holder })
      .DescribeHandshake({ HandshakeId: name.slice(prefix.length) })
    if (filter.ActionType === undefined || filter.ActionType === handshake?.Action) found.push(handshake!)
  }
  return { Handshakes: found }
}

/** Every member that was invited must approve; the change itself waits 14 days (Service Terms 48.3). */
export const EnableAllFeatures: Organizations['EnableAllFeatures'] = (_, call) => {
  const { id: organization, featureSet } = managed(call)
  const running = [...call.of(Handshake).scan()].some(each => each.action === 'ENABLE_ALL_FEATURES' && each.state === 'REQUESTED')
  if (featureSet === 'ALL' || running) {
    throw call.fault('HandshakeConstraintViolationException', 'All features are enabled already, or are being enabled.',
      { Reason: 'ORGANIZATION_ALREADY_HAS_ALL_FEATURES' })
  }
  const wish = begin({ organization, action: 'ENABLE_ALL_FEATURES', party: organization.slice(2), partyType: 'ORGANIZATION' }, featuresMs,
    call)
  for (const { id, joinedBy } of call.of(Account).scan()) {
    if (id === call.account || joinedBy === 'CREATED') continue
    begin({ organization, action: 'APPROVE_ALL_FEATURES', party: id, partyType: 'ACCOUNT', parentHandshake: wish.id }, featuresMs, call)
  }
  return { Handshake: shown(wish, call) }
}

const noticeMs = 14 * dayMs

/** @throws HandshakeConstraintViolationException while a member has not approved, or the notice has not passed */
function finalised(wish: Handshake, call: Call): Handshake {
  const waiting = [...call.of(Handshake).scan()].some(each => each.parentHandshake === wish.id && each.state !== 'ACCEPTED')
  const organization = joined(call)
  if (waiting || call.now() < wish.requestedAt + noticeMs) {
    throw call.fault('HandshakeConstraintViolationException',
      'All features can be enabled when every invited account has approved, 14 days after the request at the earliest.',
      { Reason: 'INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES' })
  }
  call.of(Organization).put({ ...organization, featureSet: 'ALL' })
  return end(wish, 'ACCEPTED', call)
}
