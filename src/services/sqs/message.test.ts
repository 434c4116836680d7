// Sending and receiving: what messages may be, and the digests, which the SDK checks too.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { freshAccount, made, receive, refused } from './account.fixture.ts'

const mebibyte = 1_048_576

test('a message comes as it went', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const trace = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1'
  const sent = await sqs.sendMessage({
    QueueUrl: url, MessageBody: 'héllo 😀 <&>\n',
    MessageAttributes: { a: { DataType: 'String', StringValue: 'x' }, 'b.c': { DataType: 'Binary', BinaryValue: Buffer.from([0, 255]) } },
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: trace } },
  })
  assert.equal(sent.MD5OfMessageBody, createHash('md5').update('héllo 😀 <&>\n').digest('hex'))
  assert.match(sent.MD5OfMessageAttributes!, /^[0-9a-f]{32}$/)
  assert.match(sent.MD5OfMessageSystemAttributes!, /^[0-9a-f]{32}$/)
  assert.equal(sent.SequenceNumber, undefined)
  const sentAt = cloud.clock.now()
  await cloud.clock.advance('3s')
  const [message] = await receive(sqs, url)
  assert.equal(message!.MessageId, sent.MessageId)
  assert.equal(message!.Body, 'héllo 😀 <&>\n')
  assert.equal(message!.MD5OfMessageAttributes, sent.MD5OfMessageAttributes)
  assert.deepEqual([...message!.MessageAttributes!['b.c']!.BinaryValue!], [0, 255])
  assert.deepEqual(message!.Attributes, {
    SenderId: '111122223333', SentTimestamp: String(sentAt), ApproximateReceiveCount: '1',
    ApproximateFirstReceiveTimestamp: String(sentAt + 3000),
    AWSTraceHeader: trace,
  })
})

test('only what was asked for is shown', async t => {
  const { sqs, cloud } = await freshAccount(t)
  const url = await made(sqs, 'q', { VisibilityTimeout: '1' })
  const value = { DataType: 'String', StringValue: 'x' }
  await sqs.sendMessage({ QueueUrl: url, MessageBody: 'b', MessageAttributes: { foo: value, 'foo.bar': value, other: value } })
  const again = async (input: object) => {
    await cloud.clock.advance('1s')
    return (await sqs.receiveMessage({ QueueUrl: url, ...input })).Messages![0]!
  }
  const bare = await again({})
  assert.deepEqual([bare.Attributes, bare.MessageAttributes, bare.MD5OfMessageAttributes], [undefined, undefined, undefined])
  assert.deepEqual(Object.keys((await again({ MessageAttributeNames: ['foo.*'] })).MessageAttributes!).sort(), ['foo', 'foo.bar'])
  assert.deepEqual((await again({ AttributeNames: ['ApproximateReceiveCount'] })).Attributes, { ApproximateReceiveCount: '3' })
  assert.deepEqual(Object.keys((await again({ MessageSystemAttributeNames: ['SenderId'] })).Attributes!), ['SenderId'])
  await refused(sqs.receiveMessage({ QueueUrl: url, AttributeNames: ['Nope' as never] }), 'InvalidAttributeName')
})

test('what is no message', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q', { MaximumMessageSize: '1024' })
  const attempt = (input: object) => sqs.sendMessage({ QueueUrl: url, MessageBody: 'x', ...input })
  await refused(attempt({ MessageBody: '' }), 'MissingParameter', /The request must contain the parameter MessageBody\./)
  await refused(attempt({ MessageBody: undefined }), 'MissingParameter', /MessageBody/)
  await refused(attempt({ MessageBody: 'a\u0002' }), 'InvalidMessageContents')
  await refused(attempt({ MessageBody: 'x'.repeat(1025) }), 'InvalidParameterValue', /Message must be shorter than 1024 bytes\./)
  await refused(attempt({ MessageBody: 'x'.repeat(1020), MessageAttributes: { a: { DataType: 'String', StringValue: 'y' } } }),
    'InvalidParameterValue', /shorter/)
  await attempt({ MessageBody: 'é'.repeat(512) })
  await refused(attempt({ DelaySeconds: 901 }), 'InvalidParameterValue', /DelaySeconds must be >= 0 and <= 900\./)
  await refused(attempt({ DelaySeconds: -1 }), 'InvalidParameterValue')
  await refused(attempt({ MessageDeduplicationId: 'x' }), 'InvalidParameterValue', /not valid for this queue type/)
  await refused(attempt({ MessageGroupId: 'a b' }), 'InvalidParameterValue', /MessageGroupId can only include/)
  await refused(attempt({ MessageAttributes: { a: { DataType: 'String' } } }), 'InvalidParameterValue', /non-empty message attribute value/)
  await refused(attempt({ MessageSystemAttributes: { Other: { DataType: 'String', StringValue: 'x' } } }), 'InvalidParameterValue')
  const large = await made(sqs, 'large')
  await sqs.sendMessage({ QueueUrl: large, MessageBody: 'x'.repeat(mebibyte) })
  await refused(sqs.sendMessage({ QueueUrl: large, MessageBody: 'x'.repeat(mebibyte + 1) }), 'InvalidParameterValue',
    /shorter than 1048576 bytes/)
})
