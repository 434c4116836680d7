// What an account sets for its text messages, and the numbers that want none.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cloud } from '../../index.ts'
import { clientsOf, freshAccount, handIn, refused } from './account.fixture.ts'

test('settings', async t => {
  const { sns } = await freshAccount(t)
  assert.deepEqual((await sns.getSMSAttributes({})).attributes, { MonthlySpendLimit: '1' })
  await sns.setSMSAttributes({ attributes: { MonthlySpendLimit: '5', DefaultSMSType: 'Promotional' } })
  assert.deepEqual((await sns.getSMSAttributes({ attributes: ['DefaultSMSType'] })).attributes, { DefaultSMSType: 'Promotional' })
  await refused(sns.setSMSAttributes({ attributes: { DefaultSMSType: 'Loud' } }), 'InvalidParameter')
  await refused(sns.setSMSAttributes({ attributes: { MonthlySpendLimit: '-1' } }), 'InvalidParameter')
  await refused(sns.setSMSAttributes({ attributes: { Odd: '1' } }), 'InvalidParameter')
})

test('opting out, and in again once every 30 days', async t => {
  const { sns, cloud } = await freshAccount(t)
  assert.equal((await sns.checkIfPhoneNumberIsOptedOut({ phoneNumber: '+15550100' })).isOptedOut, false)
  assert.deepEqual((await sns.listPhoneNumbersOptedOut({})).phoneNumbers, [])
  await sns.optInPhoneNumber({ phoneNumber: '+15550100' })
  for (const number of ['+15550101', '+15550100']) await handIn(cloud, 'sms/stop', { account: '111122223333', number })
  assert.equal((await sns.checkIfPhoneNumberIsOptedOut({ phoneNumber: '+15550100' })).isOptedOut, true)
  assert.deepEqual((await sns.listPhoneNumbersOptedOut({})).phoneNumbers, ['+15550100', '+15550101'])
  await sns.optInPhoneNumber({ phoneNumber: '+15550100' })
  assert.deepEqual((await sns.listPhoneNumbersOptedOut({})).phoneNumbers, ['+15550101'])
  await cloud.clock.advance('1d')
  await handIn(cloud, 'sms/stop', { account: '111122223333', number: '+15550100' })
  await refused(sns.optInPhoneNumber({ phoneNumber: '+15550100' }), 'InvalidParameter', /30 days/)
  await cloud.clock.advance('30d')
  await sns.optInPhoneNumber({ phoneNumber: '+15550100' })
  await refused(sns.optInPhoneNumber({ phoneNumber: 'x' }), 'InvalidParameter')
  assert.deepEqual((await sns.listOriginationNumbers({})).PhoneNumbers, [])
})

test('with real quotas an account may spend a dollar', async t => {
  const cloud = await Cloud.open({ quotas: 'real' })
  t.after(() => cloud.close())
  const { sns } = clientsOf(cloud, '111122223333')
  await sns.setSMSAttributes({ attributes: { MonthlySpendLimit: '1' } })
  await refused(sns.setSMSAttributes({ attributes: { MonthlySpendLimit: '2' } }), 'InvalidParameter', /\$1 a month/)
})
