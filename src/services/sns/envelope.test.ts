// The forms of a message, member by member, against AWS's examples. Source: "HTTP/HTTPS notification JSON format", SNS Developer Guide;
// "Using AWS Lambda with Amazon SNS", Lambda Developer Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { confirmationText, functionEvent, notificationText } from './envelope.ts'

const signature = { SignatureVersion: '1', Signature: 's', SigningCertURL: 'c' }
const message = {
  id: 'i', body: 'b', publishedAt: 0, attributes: { bytes: { DataType: 'Binary', BinaryValue: Buffer.from('hi') } },
}

test('a notification is laid out as AWS lays it out', () => {
  assert.equal(notificationText({ message, topicArn: 't' }, 'http', signature, 'u'), [
    '{', '  "Type" : "Notification",', '  "MessageId" : "i",', '  "TopicArn" : "t",', '  "Message" : "b",',
    '  "Timestamp" : "1970-01-01T00:00:00.000Z",', '  "SignatureVersion" : "1",', '  "Signature" : "s",', '  "SigningCertURL" : "c",',
    '  "UnsubscribeURL" : "u",', '  "MessageAttributes" : {', '    "bytes" : {"Type":"Binary","Value":"aGk="}', '  }', '}',
  ].join('\n'))
})

test('a message of a FIFO topic has a number and no signature', () => {
  const text = notificationText({ message: { ...message, sequenceNumber: '1' }, topicArn: 't' }, 'sqs', signature, 'u')
  assert.deepEqual(Object.keys(JSON.parse(text) as object),
    ['Type', 'MessageId', 'SequenceNumber', 'TopicArn', 'Message', 'Timestamp', 'UnsubscribeURL', 'MessageAttributes'])
})

test('a function gets a record', () => {
  const { Records: [record] } = JSON.parse(functionEvent({ message, topicArn: 't' }, signature, 'u', 's')) as {
    Records: { EventSource: string, EventSubscriptionArn: string, Sns: Record<string, unknown> }[] }
  assert.deepEqual([record!.EventSource, record!.EventSubscriptionArn, record!.Sns.Subject, record!.Sns.SigningCertUrl,
    record!.Sns.UnsubscribeUrl],
    ['aws:sns', 's', null, 'c', 'u'])
})

test('a confirmation has the link before the time', () => {
  const text = confirmationText({ Type: 'SubscriptionConfirmation', MessageId: 'i', Token: 'k', TopicArn: 't', Message: 'm',
    SubscribeURL: 'l', Timestamp: 'x' }, signature)
  assert.deepEqual(Object.keys(JSON.parse(text) as object),
    ['Type', 'MessageId', 'Token', 'TopicArn', 'Message', 'SubscribeURL', 'Timestamp',
    'SignatureVersion', 'Signature', 'SigningCertURL'])
})
