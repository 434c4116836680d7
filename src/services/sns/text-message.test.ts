// Text messages: who sends them, in how many parts, what keeps one from going, what it costs, and the line that tells of it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, handIn, letters, logged, madeTopic, refused } from './account.fixture.ts'
import { partsOf } from './text-message.ts'

const account = '111122223333'
const number = '+15550100'
const said = (name: string, StringValue: string, DataType = 'String') =>
  ({ MessageAttributes: { [`AWS.SNS.SMS.${name}`]: { DataType, StringValue } } })

test('a number is texted, with the sender that was asked for', async t => {
  const { sns, cloud } = await freshAccount(t)
  await sns.setSMSAttributes({ attributes: { DefaultSenderID: 'Shop', DefaultSMSType: 'Transactional' } })
  await sns.publish({ PhoneNumber: number, Message: 'one' })
  await sns.publish({ PhoneNumber: number, Message: 'two', ...said('SenderID', 'Other') })
  assert.deepEqual((await letters(cloud)).map(letter => [letter.to, (letter as { from?: string }).from, letter.body]),
    [[number, 'Shop', 'one'], [number, 'Other', 'two']])
  await refused(sns.publish({ PhoneNumber: '555', Message: 'x' }), 'InvalidParameter', /PhoneNumber/)
  await refused(sns.publish({ PhoneNumber: number, Message: 'x'.repeat(1601) }), 'InvalidParameter', /too long/)
})

test('parts', () => {
  const cases: readonly (readonly [string, number])[] = [['x'.repeat(160), 1], ['x'.repeat(161), 2], ['x'.repeat(306), 2],
    ['x'.repeat(307), 3], ['я'.repeat(70), 1], ['я'.repeat(71), 2], [`${'x'.repeat(159)}€`, 2], [`${'x'.repeat(158)}€`, 1]]
  for (const [text, parts] of cases) assert.equal(partsOf(text), parts, `${text.length} of ${text.at(-1)!}`)
})

test('the month\'s limit stops messages, and the next month lets them go', async t => {
  const { sns, cloud } = await freshAccount(t)
  // 0.00645 dollars a part: 155 parts for a dollar.
  for (let i = 0; i < 15; i += 1) await sns.publish({ PhoneNumber: number, Message: 'x'.repeat(1530) })
  assert.equal((await letters(cloud)).length, 15)
  for (let i = 0; i < 7; i += 1) await sns.publish({ PhoneNumber: number, Message: 'x' })
  assert.equal((await letters(cloud)).length, 20)
  await sns.setSMSAttributes({ attributes: { MonthlySpendLimit: '2' } })
  await sns.publish({ PhoneNumber: number, Message: 'more' })
  await sns.setSMSAttributes({ attributes: { MonthlySpendLimit: '1' } })
  await sns.publish({ PhoneNumber: number, Message: 'none' })
  await cloud.clock.advance('31d')
  await sns.publish({ PhoneNumber: number, Message: 'next' })
  assert.deepEqual((await letters(cloud)).slice(20).map(({ body }) => body), ['more', 'next'])
  const usage = cloud.core.meter.usage(`${account}/us-east-1`).filter(each => JSON.stringify(each).includes('DeliveryAttempts-SMS'))
  assert.equal(usage.reduce((sum, { quantity }) => sum + quantity, 0), 157)
})

test('a message says what it may cost', async t => {
  const { sns, cloud } = await freshAccount(t)
  await sns.publish({ PhoneNumber: number, Message: 'dear', ...said('MaxPrice', '0.001', 'Number') })
  await sns.publish({ PhoneNumber: number, Message: 'cheap', ...said('MaxPrice', '0.00645', 'Number') })
  assert.deepEqual((await letters(cloud)).map(({ body }) => body), ['cheap'])
})

test('successes and failures are told as the settings want it', async t => {
  const { sns, cloud } = await freshAccount(t)
  await sns.setSMSAttributes({ attributes: { DeliveryStatusIAMRole: `arn:aws:iam::${account}:role/sms` } })
  const arn = await madeTopic(sns)
  await sns.subscribe({ TopicArn: arn, Protocol: 'sms', Endpoint: number })
  const { MessageId: id } = await sns.publish({ PhoneNumber: number, Message: 'x'.repeat(200), ...said('SMSType', 'Transactional') })
  await sns.publish({ TopicArn: arn, Message: 'to all' })
  await handIn(cloud, 'sms/stop', { account, number })
  await sns.publish({ PhoneNumber: number, Message: 'stopped' })
  const [success] = await logged(cloud, `sns/us-east-1/${account}/DirectPublishToPhoneNumber`)
  assert.equal(success!.notification!.messageId, id)
  assert.deepEqual({ ...success!.delivery, dwellTimeMs: 0 }, {
    numberOfMessageParts: 2, destination: number, priceInUSD: 0.0129, smsType: 'Transactional',
    providerResponse: 'Message has been accepted by phone carrier', dwellTimeMs: 0,
  })
  const [failure] = await logged(cloud, `sns/us-east-1/${account}/DirectPublishToPhoneNumber/Failure`)
  assert.deepEqual([failure!.status, failure!.delivery!.providerResponse], ['FAILURE', 'Phone number is opted out'])
  const [topical] = await logged(cloud, `sns/us-east-1/${account}/topic`)
  assert.equal(topical!.notification!.topicArn, arn)
})
