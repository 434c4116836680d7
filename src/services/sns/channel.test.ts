// E-mail, text messages and devices: what lies in the outbox after a publication.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, letters, madeTopic, page } from './account.fixture.ts'

test('mail is asked first, then told; its link ends the subscription', async t => {
  const { sns, cloud } = await freshAccount(t)
  const arn = await madeTopic(sns, 'news', { DisplayName: 'The News' })
  for (const protocol of ['email', 'email-json']) {
    const { SubscriptionArn: pending } = await sns.subscribe({ TopicArn: arn, Protocol: protocol, Endpoint: `${protocol}@example.com` })
    assert.equal(pending, 'pending confirmation')
  }
  const [asked, askedAsJson] = await letters(cloud)
  assert.deepEqual([asked!.to, asked!.subject], ['email@example.com', 'AWS Notification - Subscription Confirmation'])
  assert.match(await page(cloud, /https?:\S+/.exec(asked!.body)![0]), /<SubscriptionArn>arn:aws:sns:us-east-1:111122223333:news:/)
  const { SubscribeURL: url } = JSON.parse(askedAsJson!.body) as { SubscribeURL: string }
  await page(cloud, url)
  await sns.publish({ TopicArn: arn, Message: 'extra', Subject: 'Read' })
  const [plain, json] = (await letters(cloud)).slice(2)
  assert.match(plain!.body, /^extra\n\n--\n/)
  assert.deepEqual([plain!.subject, (JSON.parse(json!.body) as { Message: string }).Message], ['Read', 'extra'])
  await page(cloud, /https?:\S+/.exec(plain!.body)![0])
  const { Subscriptions: left } = await sns.listSubscriptionsByTopic({ TopicArn: arn })
  assert.deepEqual(left!.map(({ Protocol }) => Protocol), ['email-json'])
})

test('phones and devices that are subscribed', async t => {
  const { sns, cloud } = await freshAccount(t)
  const arn = await madeTopic(sns)
  const { PlatformApplicationArn: application } = await sns.createPlatformApplication({
    Name: 'app', Platform: 'GCM', Attributes: { PlatformCredential: 'key' },
  })
  const { EndpointArn: endpoint } = await sns.createPlatformEndpoint({ PlatformApplicationArn: application!, Token: 'device' })
  await sns.subscribe({ TopicArn: arn, Protocol: 'application', Endpoint: endpoint! })
  await sns.subscribe({ TopicArn: arn, Protocol: 'sms', Endpoint: '+15550100' })
  await sns.publish({ TopicArn: arn, MessageStructure: 'json', Message: '{"default":"all","GCM":"{\\"data\\":1}"}' })
  assert.deepEqual((await letters(cloud)).map(({ channel, to, body }) => [channel, to, body]).sort(),
    [['push', 'device', '{"data":1}'], ['sms', '+15550100', 'all']])
})

test('a function that cannot run is no reason to keep trying', async t => {
  const { sns, cloud } = await freshAccount(t)
  const arn = await madeTopic(sns)
  await sns.subscribe({ TopicArn: arn, Protocol: 'lambda', Endpoint: 'arn:aws:lambda:us-east-1:111122223333:function:f' })
  await sns.subscribe({
    TopicArn: arn, Protocol: 'firehose', Endpoint: 'arn:aws:firehose:us-east-1:111122223333:deliverystream/d',
    Attributes: { SubscriptionRoleArn: 'arn:aws:iam::111122223333:role/r' },
  })
  await sns.publish({ TopicArn: arn, Message: 'hello' })
  await cloud.clock.advance(0)
  const seen = JSON.parse(await page(cloud, '/_orrery/calls?since=0')) as { calls: readonly { service: string, operation: string }[] }
  const calls = seen.calls.map(({ service, operation }) => `${service} ${operation}`)
  assert.deepEqual(calls.filter(each => /^lambda|^firehose/.test(each)).sort(), ['firehose PutRecord', 'lambda Invoke'])
})
