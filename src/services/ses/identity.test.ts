// Identities: an address is verified by its link, a domain by its record in a hosted zone of the account.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount } from './account.fixture.ts'

test('an address is verified by the link in its letter', async t => {
  const { ses, verify } = await freshAccount(t)
  const status = async () =>
    (await ses.getIdentityVerificationAttributes({ Identities: ['ann@example.com', 'none@example.com'] }).promise())
    .VerificationAttributes
  await ses.verifyEmailIdentity({ EmailAddress: 'ann@example.com' }).promise()
  assert.deepEqual(await status(), { 'ann@example.com': { VerificationStatus: 'Pending' } })
  await verify('ann@example.com')
  assert.deepEqual(await status(), { 'ann@example.com': { VerificationStatus: 'Success' } })
  assert.deepEqual((await ses.listVerifiedEmailAddresses().promise()).VerifiedEmailAddresses, ['ann@example.com'])
})

test('a domain is verified by its TXT record', async t => {
  const { ses, route53 } = await freshAccount(t)
  const { VerificationToken: token } = await ses.verifyDomainIdentity({ Domain: 'example.com' }).promise()
  assert.equal((await ses.verifyDomainIdentity({ Domain: 'example.com' }).promise()).VerificationToken, token)
  const status = async () => (await ses.getIdentityVerificationAttributes({ Identities: ['example.com'] }).promise())
    .VerificationAttributes['example.com']!.VerificationStatus
  assert.equal(await status(), 'Pending')
  const { HostedZone: zone } = await route53.createHostedZone({ Name: 'example.com', CallerReference: 'one' }).promise()
  await route53.changeResourceRecordSets({ HostedZoneId: zone.Id, ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: {
    Name: '_amazonses.example.com', Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: `"${token}"` }] } }] } }).promise()
  assert.equal(await status(), 'Success')
})

test('identities are listed by kind and deleted; one that is not there is no error', async t => {
  const { ses } = await freshAccount(t)
  await ses.verifyDomainIdentity({ Domain: 'example.com' }).promise()
  await ses.verifyEmailAddress({ EmailAddress: 'ann@example.com' }).promise()
  const list = async (IdentityType?: string) => (await ses.listIdentities({ ...(IdentityType && { IdentityType }) }).promise()).Identities
  assert.deepEqual([await list(), await list('Domain'), await list('EmailAddress')],
    [['ann@example.com', 'example.com'], ['example.com'], ['ann@example.com']])
  await ses.deleteIdentity({ Identity: 'example.com' }).promise()
  await ses.deleteIdentity({ Identity: 'example.com' }).promise()
  await ses.deleteVerifiedEmailAddress({ EmailAddress: 'ann@example.com' }).promise()
  assert.deepEqual(await list(), [])
})
