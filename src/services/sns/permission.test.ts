// Who may publish and subscribe: the topic's policy, across accounts and without any.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientsOf, freshAccount, madeTopic, refused } from './account.fixture.ts'

test('another account may do what it was allowed', async t => {
  const { sns, cloud } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  const { sns: other } = clientsOf(cloud, '444455556666')
  await refused(other.publish({ TopicArn, Message: 'x' }), 'AuthorizationError')
  await sns.addPermission({ TopicArn, Label: 'afar', AWSAccountId: ['444455556666'], ActionName: ['Publish'] })
  await other.publish({ TopicArn, Message: 'x' })
  await refused(other.deleteTopic({ TopicArn }), 'AuthorizationError')
  await refused(sns.addPermission({ TopicArn, Label: 'afar', AWSAccountId: ['444455556666'], ActionName: ['Publish'] }),
    'InvalidParameter', /Statement already exists/)
  await sns.removePermission({ TopicArn, Label: 'afar' })
  await refused(other.publish({ TopicArn, Message: 'x' }), 'AuthorizationError')
})

test('actions, accounts and labels that cannot be', async t => {
  const { sns } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  const sound = { TopicArn, Label: 'l', AWSAccountId: ['444455556666'], ActionName: ['Publish'] }
  await refused(sns.addPermission({ ...sound, ActionName: ['CreateTopic'] }), 'InvalidParameter', /out of service scope/)
  await refused(sns.addPermission({ ...sound, AWSAccountId: ['me'] }), 'InvalidParameter')
  await refused(sns.addPermission({ ...sound, Label: 'l l' }), 'InvalidParameter')
})

test('the owner\'s policy stands until another is set, and a deny binds users', async t => {
  const { sns } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  const { Policy: policy } = (await sns.getTopicAttributes({ TopicArn })).Attributes!
  assert.equal((JSON.parse(policy!) as { Id: string }).Id, '__default_policy_ID')
  await refused(sns.setTopicAttributes({ TopicArn, AttributeName: 'Policy', AttributeValue: 'no' }), 'InvalidParameter', /Policy/)
})
