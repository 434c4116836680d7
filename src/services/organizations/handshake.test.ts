// Invitations, their answers and their end; consent to all features.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountMade, fresh, joinedBy, member, organized } from './account.fixture.ts'

test('an account finds its invitation, declines one and accepts another', async t => {
  const all = await fresh(t)
  const { organizations, of } = all
  await organized(all)
  const invite = async () =>
    (await organizations.inviteAccountToOrganization({ Target: { Type: 'ACCOUNT', Id: member }, Notes: 'Come.' })).Handshake!
  const first = await invite()
  assert.deepEqual([first.State, first.Action, first.Parties!.map(({ Type }) => Type)], ['OPEN', 'INVITE', ['ORGANIZATION', 'ACCOUNT']])
  await assert.rejects(invite(), { name: 'DuplicateHandshakeException' })
  assert.deepEqual((await of(member).listHandshakesForAccount({})).Handshakes!.map(({ Id }) => Id), [first.Id])
  await assert.rejects(of('333333333333').acceptHandshake({ HandshakeId: first.Id! }), { name: 'AccessDeniedException' })
  assert.equal((await of(member).declineHandshake({ HandshakeId: first.Id! })).Handshake!.State, 'DECLINED')
  await assert.rejects(of(member).acceptHandshake({ HandshakeId: first.Id! }), { name: 'InvalidHandshakeTransitionException' })
  const second = await invite()
  assert.equal((await of(member).acceptHandshake({ HandshakeId: second.Id! })).Handshake!.State, 'ACCEPTED')
  await assert.rejects(invite(), { name: 'HandshakeConstraintViolationException' })
  assert.deepEqual((await organizations.listAccounts({})).Accounts!.map(({ Id, JoinedMethod }) => [Id, JoinedMethod]).at(-1),
    [member, 'INVITED'])
})

test('an invitation that nobody answers expires after 15 days; one can be cancelled', async t => {
  const all = await fresh(t)
  await organized(all)
  const { Handshake: invitation } = await all.organizations.inviteAccountToOrganization({ Target: { Type: 'ACCOUNT', Id: member } })
  await all.cloud.clock.advance('15d')
  assert.equal((await all.organizations.describeHandshake({ HandshakeId: invitation!.Id! })).Handshake!.State, 'EXPIRED')
  const { Handshake: other } = await all.organizations.inviteAccountToOrganization({ Target: { Type: 'ACCOUNT', Id: member } })
  assert.equal((await all.organizations.cancelHandshake({ HandshakeId: other!.Id! })).Handshake!.State, 'CANCELED')
  await assert.rejects(all.organizations.describeHandshake({ HandshakeId: 'h-0123456789' }), { name: 'HandshakeNotFoundException' })
})

test('48.3#1: all features need every invited member\'s consent, and 14 days', async t => {
  const all = await fresh(t)
  const { organizations, of, cloud } = all
  await organized(all, 'CONSOLIDATED_BILLING')
  await accountMade(all, 'web')
  await joinedBy(all, member)
  const { Handshake: wish } = await organizations.enableAllFeatures({})
  assert.equal(wish!.State, 'REQUESTED')
  const finish = () => organizations.acceptHandshake({ HandshakeId: wish!.Id! })
  const consents = (await of(member).listHandshakesForAccount({ Filter: { ActionType: 'APPROVE_ALL_FEATURES' } })).Handshakes!
  assert.equal(consents.length, 1)
  await cloud.clock.advance('14d')
  await assert.rejects(finish(), { name: 'HandshakeConstraintViolationException' })
  await of(member).acceptHandshake({ HandshakeId: consents[0]!.Id! })
  await finish()
  assert.equal((await organizations.describeOrganization({})).Organization!.FeatureSet, 'ALL')
})
