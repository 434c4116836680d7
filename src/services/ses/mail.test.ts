// Sending: from verified identities, to each recipient, counted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

const message = { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'you' } } }

test('a letter goes to each recipient, from an address that is verified', async t => {
  const { ses, outbox, verify } = await freshAccount(t)
  const send = (Source: string) => ses.sendEmail({ Source, Message: message,
    Destination: { ToAddresses: ['Bob <bob@example.org>'], CcAddresses: ['eve@example.org'] } }).promise()
  await refused(send('ann@example.com'), 'MessageRejected', /not verified.*US-EAST-1: ann@example.com/)
  await verify('ann@example.com')
  assert.match((await send('Ann <ann@example.com>')).MessageId, /^010001[0-9a-f]{10}-[0-9a-f-]{36}-000000$/)
  assert.deepEqual((await outbox()).slice(1), ['bob@example.org: Hello: you', 'eve@example.org: Hello: you'])
  assert.equal((await ses.getSendQuota().promise()).SentLast24Hours, 2)
  const { SendDataPoints: points } = await ses.getSendStatistics().promise()
  assert.deepEqual(points!.map(({ Timestamp: at, DeliveryAttempts: count }) => [at!.toISOString(), count]),
    [['2027-01-01T00:00:00.000Z', 2]])
})

test('what a raw message\'s request leaves out, its headers say', async t => {
  const { ses, outbox, verify } = await freshAccount(t)
  await verify('ann@example.com')
  const raw = 'From: Ann <ann@example.com>\r\nTo: bob@example.org,\r\n eve@example.org\r\nSubject: Raw\r\n\r\nline\r\n'
  await ses.sendRawEmail({ RawMessage: { Data: raw } }).promise()
  assert.deepEqual((await outbox()).slice(1), ['bob@example.org: Raw: line\r\n', 'eve@example.org: Raw: line\r\n'])
  await refused(ses.sendRawEmail({ RawMessage: { Data: 'Subject: nobody\r\n\r\nx' } }).promise(), 'InvalidParameterValue')
})

test('in the sandbox recipients must be verified, too', async t => {
  const { ses, verify } = await freshAccount(t, { quotas: 'real' })
  await verify('ann@example.com')
  const send = (to: string) => ses.sendEmail({ Source: 'ann@example.com', Message: message, Destination: { ToAddresses: [to] } }).promise()
  await refused(send('bob@example.org'), 'MessageRejected', /bob@example.org/)
  await send('ann@example.com')
})

test('templates are kept, and refused by name where they would be rendered', async t => {
  const { ses } = await freshAccount(t)
  await ses.createTemplate({ Template: { TemplateName: 'hello', SubjectPart: 'Hello {{name}}' } }).promise()
  await refused(ses.sendTemplatedEmail({ Source: 'a@example.com', Template: 'hello', TemplateData: '{}',
    Destination: { ToAddresses: ['b@example.com'] } }).promise(),
    'NotImplemented', /Handlebars/)
})
