// What is set for an identity, and shown of it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('signatures have three tokens, which stay the same', async t => {
  const { ses } = await freshAccount(t)
  const { DkimTokens: tokens } = await ses.verifyDomainDkim({ Domain: 'example.com' }).promise()
  assert.equal(tokens.length, 3)
  assert.deepEqual((await ses.verifyDomainDkim({ Domain: 'example.com' }).promise()).DkimTokens, tokens)
  await ses.setIdentityDkimEnabled({ Identity: 'example.com', DkimEnabled: false }).promise()
  const { DkimAttributes: shown } = await ses.getIdentityDkimAttributes({ Identities: ['example.com'] }).promise()
  assert.deepEqual(shown['example.com'], { DkimEnabled: false, DkimVerificationStatus: 'Pending', DkimTokens: tokens })
})

test('notifications, mail-from domains and headers are kept', async t => {
  const { ses } = await freshAccount(t)
  const Identity = 'example.com'
  await ses.verifyDomainIdentity({ Domain: Identity }).promise()
  await ses.setIdentityNotificationTopic({ Identity, NotificationType: 'Bounce',
    SnsTopic: 'arn:aws:sns:us-east-1:111122223333:t' }).promise()
  await ses.setIdentityFeedbackForwardingEnabled({ Identity, ForwardingEnabled: false }).promise()
  await ses.setIdentityHeadersInNotificationsEnabled({ Identity, NotificationType: 'Bounce', Enabled: true }).promise()
  const { NotificationAttributes: shown } = await ses.getIdentityNotificationAttributes({ Identities: [Identity] }).promise()
  assert.deepEqual([shown[Identity]!.BounceTopic, shown[Identity]!.ForwardingEnabled, shown[Identity]!.HeadersInBounceNotificationsEnabled],
    ['arn:aws:sns:us-east-1:111122223333:t', false, true])
  await ses.setIdentityMailFromDomain({ Identity, MailFromDomain: 'mail.example.com', BehaviorOnMXFailure: 'RejectMessage' }).promise()
  const { MailFromDomainAttributes: from } = await ses.getIdentityMailFromDomainAttributes({ Identities: [Identity] }).promise()
  assert.deepEqual(from[Identity],
    { MailFromDomain: 'mail.example.com', MailFromDomainStatus: 'Pending', BehaviorOnMXFailure: 'RejectMessage' })
  await refused(ses.setIdentityFeedbackForwardingEnabled({ Identity: 'none', ForwardingEnabled: true }).promise(), 'InvalidParameterValue')
})

test('policies are put, listed, shown and deleted by name', async t => {
  const { ses } = await freshAccount(t)
  const Identity = 'example.com'
  await ses.verifyDomainIdentity({ Domain: Identity }).promise()
  await ses.putIdentityPolicy({ Identity, PolicyName: 'p', Policy: '{"Version":"2012-10-17"}' }).promise()
  await refused(ses.putIdentityPolicy({ Identity, PolicyName: 'q', Policy: 'no' }).promise(), 'InvalidPolicy')
  assert.deepEqual((await ses.listIdentityPolicies({ Identity }).promise()).PolicyNames, ['p'])
  assert.deepEqual((await ses.getIdentityPolicies({ Identity, PolicyNames: ['p', 'none'] }).promise()).Policies,
    { p: '{"Version":"2012-10-17"}' })
  await ses.deleteIdentityPolicy({ Identity, PolicyName: 'p' }).promise()
  assert.deepEqual((await ses.listIdentityPolicies({ Identity }).promise()).PolicyNames, [])
})
