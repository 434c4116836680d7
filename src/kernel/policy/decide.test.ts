// The decision over all kinds of policies, by a table that follows AWS's flow chart: same account, other accounts, and who is named how.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide } from './decide.ts'
import type { PolicySets } from './decide.ts'
import { ask, home, policy, principals } from './questions.fixture.ts'

const yes = [policy('identity', { Effect: 'Allow', Action: 'sqs:*', Resource: '*' })]
const no = [policy('identity', { Effect: 'Deny', Action: 'sqs:*', Resource: '*' })]
const other = [policy('identity', { Effect: 'Allow', Action: 's3:*', Resource: '*' })]
const shared = (principal: unknown, effect = 'Allow') => [policy('resource',
  { Effect: effect, Principal: principal, Action: 'sqs:*', Resource: '*' })]

type Who = keyof typeof principals
type Row = [name: string, who: Who, sets: PolicySets, expected: string]

const { user, role, federated, stranger, strangeUser } = principals
const identityKind = 'identity-based policy'
const resourceKind = 'resource-based policy'

const sameAccount: Row[] = [
  ['nothing', 'user', {}, identityKind], ['identity allows', 'user', { identity: yes }, 'allowed'],
  ['identity allows else', 'user', { identity: other }, identityKind],
  ['identity denies', 'user', { identity: [...yes, ...no] }, `deny ${identityKind}`],
  ['root needs nothing', 'root', {}, 'allowed'],
  ['root and the resource denies', 'root', { resource: shared('*', 'Deny') }, `deny ${resourceKind}`],
  ['root and an SCP', 'root', { organization: { scp: [other] } }, 'service control policy'],
  // Users.
  ['resource names the user', 'user', { resource: shared({ AWS: user.arn }) }, 'allowed'],
  ['resource names the user, boundary silent', 'user', { resource: shared({ AWS: user.arn }), boundary: other }, 'allowed'],
  ['resource names the user, boundary denies', 'user', { resource: shared({ AWS: user.arn }), boundary: no }, 'deny permissions boundary'],
  ['resource names the user, identity denies', 'user', { resource: shared({ AWS: user.arn }), identity: no }, `deny ${identityKind}`],
  ['resource names everyone', 'user', { resource: shared('*') }, 'allowed'],
  ['resource names the account', 'user', { resource: shared({ AWS: home }) }, identityKind],
  ['resource names the account, identity allows', 'user', { resource: shared({ AWS: home }), identity: yes }, 'allowed'],
  ['resource denies', 'user', { resource: shared('*', 'Deny'), identity: yes }, `deny ${resourceKind}`],
  ['resource names another', 'user', { resource: shared({ AWS: strangeUser.arn }), identity: yes }, 'allowed'],
  ['boundary allows', 'user', { identity: yes, boundary: yes }, 'allowed'],
  ['boundary silent', 'user', { identity: yes, boundary: other }, 'permissions boundary'],
  ['boundary alone gives nothing', 'user', { boundary: yes }, identityKind],
  ['boundary denies', 'user', { identity: yes, boundary: no }, 'deny permissions boundary'],
  // Sessions of roles.
  ['resource names the role', 'role', { resource: shared({ AWS: role.issuerArn }) }, 'allowed'],
  ['resource names the role, boundary silent', 'role', { resource: shared({ AWS: role.issuerArn }), boundary: other },
    'permissions boundary'],
  ['resource names the role, session silent', 'role', { resource: shared({ AWS: role.issuerArn }), session: other }, 'session policy'],
  ['resource names the role, both allow', 'role', { resource: shared({ AWS: role.issuerArn }), boundary: yes, session: yes }, 'allowed'],
  ['resource names the session', 'role', { resource: shared({ AWS: role.arn }), boundary: other, session: other }, 'allowed'],
  ['resource names the session, session denies', 'role', { resource: shared({ AWS: role.arn }), session: no }, 'deny session policy'],
  ['resource names everyone, session silent', 'role', { resource: shared('*'), session: other }, 'session policy'],
  ['session allows', 'role', { identity: yes, session: yes }, 'allowed'],
  ['session silent', 'role', { identity: yes, session: other }, 'session policy'],
  ['session alone gives nothing', 'role', { session: yes }, identityKind],
  ['session of no policy', 'role', { identity: yes, session: [] }, 'session policy'],
  ['boundary before session', 'role', { identity: yes, boundary: other, session: other }, 'permissions boundary'],
  // Federated users.
  ['federated, session allows', 'federated', { identity: yes, session: yes }, 'allowed'],
  ['federated, without policies', 'federated', { identity: yes, session: [] }, 'session policy'],
  ['federated, named itself', 'federated', { session: [], resource: shared({ AWS: federated.arn }) }, 'allowed'],
  ['federated, its user named', 'federated', { session: [], resource: shared({ AWS: federated.issuerArn }) }, 'session policy'],
  // Organizations.
  ['SCP allows', 'user', { identity: yes, organization: { scp: [yes, yes] } }, 'allowed'],
  ['one level silent', 'user', { identity: yes, organization: { scp: [yes, other] } }, 'service control policy'],
  ['SCP denies', 'user', { identity: yes, organization: { scp: [[...yes, ...no]] } }, 'deny service control policy'],
  ['SCP gives nothing', 'user', { organization: { scp: [yes] } }, identityKind],
  ['RCP silent', 'user', { identity: yes, organization: { rcp: [other], scp: [other] } }, 'resource control policy'],
  ['RCP denies what the resource allows', 'user', { resource: shared({ AWS: user.arn }), organization: { rcp: [[...yes, ...no]] } },
    'deny resource control policy'],
  ['SCP silent, resource names the user', 'user', { resource: shared({ AWS: user.arn }), organization: { scp: [other] } },
    'service control policy'],
]

const otherAccounts: Row[] = [
  ['nothing', 'strangeUser', {}, resourceKind], ['identity alone', 'strangeUser', { identity: yes }, resourceKind],
  ['resource alone', 'strangeUser', { resource: shared({ AWS: strangeUser.arn }) }, identityKind],
  ['both', 'strangeUser', { identity: yes, resource: shared({ AWS: strangeUser.arn }) }, 'allowed'],
  ['both, by account', 'strangeUser', { identity: yes, resource: shared({ AWS: strangeUser.account }) }, 'allowed'],
  ['both, everyone', 'strangeUser', { identity: yes, resource: shared('*') }, 'allowed'],
  ['boundary silent', 'strangeUser', { identity: yes, boundary: other, resource: shared({ AWS: strangeUser.arn }) },
    'permissions boundary'],
  ['root, resource silent', 'stranger', {}, resourceKind],
  ['root, resource allows', 'stranger', { resource: shared({ AWS: stranger.account }) }, 'allowed'],
  ['session named, session silent', 'role', { identity: yes, session: other, resource: shared({ AWS: role.arn }) }, 'session policy'],
  ['resource denies', 'strangeUser', { identity: yes, resource: [...shared('*'), ...shared({ AWS: strangeUser.account }, 'Deny')] },
    `deny ${resourceKind}`],
  ['SCP of the caller', 'strangeUser', { identity: yes, resource: shared('*'), organization: { scp: [other] } }, 'service control policy'],
  ['anonymous, public', 'anonymous', { resource: shared('*') }, 'allowed'],
  ['anonymous, private', 'anonymous', { resource: shared({ AWS: home }) }, resourceKind],
  ['anonymous, nothing', 'anonymous', {}, resourceKind],
  ['service named', 'service', { resource: shared({ Service: 'sns.amazonaws.com' }) }, 'allowed'],
  ['service not named', 'service', { resource: shared({ Service: 's3.amazonaws.com' }) }, resourceKind],
]

function said(who: Who, sets: PolicySets, same: boolean): string {
  const decision = decide(sets, ask({ principal: principals[who] }), { sameAccount: same })
  return decision.allowed ? 'allowed' : `${decision.explicit ? 'deny ' : ''}${decision.by}`
}

test('within one account', () => {
  for (const [name, who, sets, expected] of sameAccount) assert.equal(said(who, sets, true), expected, name)
})

test('across accounts, and callers of none', () => {
  for (const [name, who, sets, expected] of otherAccounts) assert.equal(said(who, sets, false), expected, name)
})
