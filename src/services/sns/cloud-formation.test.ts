// Topics and subscriptions under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount, madeQueue } from './account.fixture.ts'

test('a topic and a subscription are made, read, changed and removed', async t => {
  const { cloud, sns, sqs } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const settled = async (token: string) => {
    await cloud.clock.advance('1m')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: token })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const made = async (type: string, state: object) => {
    const { ProgressEvent: event } = await control.createResource({ TypeName: type, DesiredState: JSON.stringify(state) })
    return settled(event!.RequestToken!)
  }
  const read = async (TypeName: string, Identifier: string) =>
    JSON.parse((await control.getResource({ TypeName, Identifier })).ResourceDescription!.Properties!) as Record<string, unknown>
  const arn = await made('AWS::SNS::Topic', { TopicName: 'a', DisplayName: 'A', Tags: [{ Key: 'k', Value: 'v' }] })
  assert.deepEqual(await read('AWS::SNS::Topic', arn),
    { TopicArn: arn, TopicName: 'a', DisplayName: 'A', Tags: [{ Key: 'k', Value: 'v' }] })
  const { arn: queueArn } = await madeQueue(sqs, 'q')
  const subscription = await made('AWS::SNS::Subscription',
    { TopicArn: arn, Protocol: 'sqs', Endpoint: queueArn, RawMessageDelivery: true, FilterPolicy: { a: ['b'] } })
  assert.deepEqual(await read('AWS::SNS::Subscription', subscription), {
    Arn: subscription, TopicArn: arn, Protocol: 'sqs', Endpoint: queueArn, RawMessageDelivery: true, FilterPolicy: { a: ['b'] },
    FilterPolicyScope: 'MessageAttributes',
  })
  const patch = JSON.stringify([{ op: 'replace', path: '/DisplayName', value: 'B' }, { op: 'remove', path: '/Tags' }])
  await settled((await control.updateResource({ TypeName: 'AWS::SNS::Topic', Identifier: arn,
    PatchDocument: patch })).ProgressEvent!.RequestToken!)
  assert.equal((await sns.getTopicAttributes({ TopicArn: arn })).Attributes!.DisplayName, 'B')
  assert.deepEqual((await sns.listTagsForResource({ ResourceArn: arn })).Tags, [])
  for (const [TypeName, Identifier] of [['AWS::SNS::Subscription', subscription], ['AWS::SNS::Topic', arn]] as const) {
    await settled((await control.deleteResource({ TypeName, Identifier })).ProgressEvent!.RequestToken!)
  }
  assert.deepEqual((await sns.listTopics({})).Topics, [])
})
