// The userIdentity element for each kind of principal.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assumedRolePrincipal, federatedUserPrincipal } from '../../kernel/service.ts'
import type { Principal } from '../../kernel/service.ts'
import { userIdentityOf, userNameOf } from './user-identity.ts'

const account = '123456789012'
const root: Principal = { kind: 'root', account, arn: `arn:aws:iam::${account}:root`, userId: account, accessKeyId: 'AKIAROOT' }
const user: Principal = {
  kind: 'user', account, arn: `arn:aws:iam::${account}:user/dev/Alice`, userId: 'AIDAALICE', accessKeyId: 'AKIAALICE',
}
const issuedAt = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const session = { sessionIssuedAt: issuedAt, sessionExpiresAt: issuedAt + 3_600_000, accessKeyId: 'ASIA1' }
const role: Principal = {
  ...assumedRolePrincipal({ account, path: '/ops/', roleName: 'Build', roleId: 'AROABUILD', sessionName: 'ci' }),
  ...session,
  sourceIdentity: 'alice',
}
const attributes = { creationDate: '2026-01-02T03:04:05Z', mfaAuthenticated: 'false' }
const roleIssuer = {
  type: 'Role', principalId: 'AROABUILD', arn: `arn:aws:iam::${account}:role/ops/Build`, accountId: account, userName: 'Build',
}

test('a root user, a user, and a user in whose name a service called', () => {
  assert.deepEqual(userIdentityOf(root, account), {
    type: 'Root', principalId: account, arn: root.arn, accountId: account, accessKeyId: 'AKIAROOT',
  })
  const alice = {
    type: 'IAMUser', principalId: 'AIDAALICE', arn: user.arn, accountId: account, accessKeyId: 'AKIAALICE', userName: 'Alice',
  }
  assert.deepEqual(userIdentityOf(user, account), alice)
  assert.deepEqual(userIdentityOf(user, account, 'cloudcontrol.amazonaws.com'), { ...alice, invokedBy: 'cloudcontrol.amazonaws.com' })
})

test('a session of a role, with its source identity and identity provider', () => {
  const arn = `arn:aws:sts::${account}:assumed-role/Build/ci`
  const who = { type: 'AssumedRole', principalId: 'AROABUILD:ci', arn, accountId: account, accessKeyId: 'ASIA1' }
  assert.deepEqual(userIdentityOf(role, account), {
    ...who, sessionContext: { sessionIssuer: roleIssuer, attributes, sourceIdentity: 'alice' },
  })
  const { sourceIdentity: _, ...plain } = role
  assert.deepEqual(userIdentityOf({ ...plain, mfaAt: 1, federatedBy: 'accounts.example.com' }, account), {
    ...who,
    sessionContext: {
      sessionIssuer: roleIssuer, webIdFederationData: { federatedProvider: 'accounts.example.com', attributes: {} },
      attributes: { ...attributes, mfaAuthenticated: 'true' },
    },
  })
})

test('a federated user, of a user and of the root', () => {
  const of = (issuerArn: string) => ({ ...federatedUserPrincipal({ account, name: 'Bob', issuerArn }), ...session })
  const arn = `arn:aws:sts::${account}:federated-user/Bob`
  const who = { type: 'FederatedUser', principalId: `${account}:Bob`, arn, accountId: account, accessKeyId: 'ASIA1' }
  assert.deepEqual(userIdentityOf(of(user.arn), account), {
    ...who, sessionContext: { sessionIssuer: { type: 'IAMUser', arn: user.arn, accountId: account, userName: 'Alice' }, attributes },
  })
  assert.deepEqual(userIdentityOf(of(root.arn), account), {
    ...who, sessionContext: { sessionIssuer: { type: 'Root', principalId: account, arn: root.arn, accountId: account }, attributes },
  })
})

test('services, strangers, and principals of other accounts', () => {
  const events: Principal = { kind: 'service', account: '', arn: '', userId: 'events.amazonaws.com', service: 'events.amazonaws.com' }
  assert.deepEqual(userIdentityOf(events, account), { type: 'AWSService', invokedBy: 'events.amazonaws.com' })
  const nobody: Principal = { kind: 'anonymous', account: '', arn: '', userId: 'anonymous' }
  assert.deepEqual(userIdentityOf(nobody, account), { type: 'AWSAccount', principalId: '', accountId: 'anonymous' })
  assert.deepEqual(userIdentityOf(user, '999999999999'), { type: 'AWSAccount', principalId: 'AIDAALICE', accountId: account })
})

test('short names', () => {
  const federated = federatedUserPrincipal({ account, name: 'Bob', issuerArn: user.arn })
  const service: Principal = { kind: 'service', account: '', arn: '', userId: 'x', service: 'x' }
  assert.deepEqual([root, user, role, federated, service].map(userNameOf), ['root', 'Alice', 'ci', 'Bob', undefined])
})
