// Text messages to numbers, and what an account sets for them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, letters, refused } from './account.fixture.ts'

test('a number is texted, with the sender that was asked for', async t => {
  const { sns, cloud } = await freshAccount(t)
  await sns.setSMSAttributes({ attributes: { DefaultSenderID: 'Shop', DefaultSMSType: 'Transactional' } })
  await sns.publish({ PhoneNumber: '+15550100', Message: 'one' })
  await sns.publish({
    PhoneNumber: '+15550100', Message: 'two', MessageAttributes: { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'Other' } },
  })
  assert.deepEqual((await letters(cloud)).map(letter => [letter.to, (letter as { from?: string }).from, letter.body]),
    [['+15550100', 'Shop', 'one'], ['+15550100', 'Other', 'two']])
  await refused(sns.publish({ PhoneNumber: '555', Message: 'x' }), 'InvalidParameter', /PhoneNumber/)
})

test('settings', async t => {
  const { sns } = await freshAccount(t)
  assert.deepEqual((await sns.getSMSAttributes({})).attributes, { MonthlySpendLimit: '1' })
  await sns.setSMSAttributes({ attributes: { MonthlySpendLimit: '5', DefaultSMSType: 'Promotional' } })
  assert.deepEqual((await sns.getSMSAttributes({ attributes: ['DefaultSMSType'] })).attributes, { DefaultSMSType: 'Promotional' })
  await refused(sns.setSMSAttributes({ attributes: { DefaultSMSType: 'Loud' } }), 'InvalidParameter')
  await refused(sns.setSMSAttributes({ attributes: { Odd: '1' } }), 'InvalidParameter')
})

test('opting out', async t => {
  const { sns } = await freshAccount(t)
  assert.equal((await sns.checkIfPhoneNumberIsOptedOut({ phoneNumber: '+15550100' })).isOptedOut, false)
  assert.deepEqual((await sns.listPhoneNumbersOptedOut({})).phoneNumbers, [])
  await sns.optInPhoneNumber({ phoneNumber: '+15550100' })
  await refused(sns.optInPhoneNumber({ phoneNumber: 'x' }), 'InvalidParameter')
  assert.deepEqual((await sns.listOriginationNumbers({})).PhoneNumbers, [])
})
