// The sandbox's numbers: a code by text message, a verification, a day before one may go.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, handIn, letters, refused } from './account.fixture.ts'

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

test('in the sandbox only verified numbers are texted', async t => {
  const { sns, cloud } = await freshAccount(t)
  const [friend, stranger] = ['+15550100', '+15550101']
  await handIn(cloud, 'sms/sandbox', { account: '111122223333', in: true })
  assert.equal((await sns.getSMSSandboxAccountStatus({})).IsInSandbox, true)
  await sns.createSMSSandboxPhoneNumber({ PhoneNumber: friend })
  const OneTimePassword = /\d{6}/.exec((await letters(cloud))[0]!.body)![0]
  await sns.verifySMSSandboxPhoneNumber({ PhoneNumber: friend, OneTimePassword })
  for (const PhoneNumber of [friend, stranger]) await sns.publish({ PhoneNumber, Message: 'a' })
  assert.deepEqual((await letters(cloud)).slice(1).map(({ to }) => to), [friend])
  await handIn(cloud, 'sms/sandbox', { account: '111122223333', in: false })
  await sns.publish({ PhoneNumber: stranger, Message: 'b' })
  assert.deepEqual((await letters(cloud)).slice(2).map(({ to, body }) => [to, body]), [[stranger, 'b']])
})
