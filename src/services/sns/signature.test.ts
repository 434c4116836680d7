// Signatures: whoever fetches the certificate can check a notification and a confirmation, in both versions.

import assert from 'node:assert/strict'
import { createVerify } from 'node:crypto'
import { test } from 'node:test'
import { freshAccount, listener, madeTopic, page, subscribedQueue, taken } from './account.fixture.ts'
import { signedText } from './signature.ts'

for (const [version, algorithm] of [['1', 'RSA-SHA1'], ['2', 'RSA-SHA256']] as const) {
  test(`version ${version} is ${algorithm} by the key of the certificate`, async t => {
    const account = await freshAccount(t)
    const { sns, cloud } = account
    const arn = await madeTopic(sns, 'topic', { SignatureVersion: version })
    const { url } = await subscribedQueue(account, arn, 'q')
    const web = await listener(t)
    await sns.subscribe({ TopicArn: arn, Protocol: 'http', Endpoint: web.url })
    await sns.publish({ TopicArn: arn, Message: 'signed', Subject: 'so' })
    const [notification] = await taken(account, url)
    for (const text of [notification!, web.received[0]!.body]) {
      const fields = JSON.parse(text) as Record<string, string>
      assert.equal(fields.SignatureVersion, version)
      assert.match(fields.SigningCertURL!, /\/SimpleNotificationService-[0-9a-f]{32}\.pem$/)
      const certificate = await page(cloud, fields.SigningCertURL!)
      const { Message, MessageId, Subject, SubscribeURL, Timestamp, Token, TopicArn, Type } = fields
      const covered = signedText({ Message, MessageId, Subject, SubscribeURL, Timestamp, Token, TopicArn, Type })
      assert.ok(createVerify(algorithm).update(covered).verify(certificate, fields.Signature!, 'base64'), Type)
    }
  })
}

test('the text that is signed has each member on a line, in order', () => {
  assert.equal(signedText({ Type: 'T', Message: 'm', MessageId: 'i', Subject: undefined, TopicArn: 'a', Timestamp: 't' }),
    'Message\nm\nMessageId\ni\nTimestamp\nt\nTopicArn\na\nType\nT\n')
})
