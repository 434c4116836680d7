// The sandbox's numbers: a code by text message, a verification, a day before one may go.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, letters, refused } from './account.fixture.ts'

test('a number is added, verified and removed', async t => {
  const { sns, cloud } = await freshAccount(t)
  const PhoneNumber = '+15550100'
  assert.equal((await sns.getSMSSandboxAccountStatus({})).IsInSandbox, false)
  await sns.createSMSSandboxPhoneNumber({ PhoneNumber })
  const [code] = /\d{6}/.exec((await letters(cloud))[0]!.body)!
  await refused(sns.verifySMSSandboxPhoneNumber({ PhoneNumber, OneTimePassword: '12345' }), 'VerificationException')
  await sns.verifySMSSandboxPhoneNumber({ PhoneNumber, OneTimePassword: code })
  assert.deepEqual((await sns.listSMSSandboxPhoneNumbers({})).PhoneNumbers, [{ PhoneNumber, Status: 'Verified' }])
  await refused(sns.deleteSMSSandboxPhoneNumber({ PhoneNumber }), 'UserError', /24 hours/)
  await cloud.clock.advance('25h')
  await sns.deleteSMSSandboxPhoneNumber({ PhoneNumber })
  await refused(sns.deleteSMSSandboxPhoneNumber({ PhoneNumber }), 'ResourceNotFound')
})
