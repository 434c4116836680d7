// Devices: made once per token, published to, disabled.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, letters, logged, refused } from './account.fixture.ts'

test('a device is told, until it is disabled', async t => {
  const { sns, cloud } = await freshAccount(t)
  const { PlatformApplicationArn: application } = await sns.createPlatformApplication({
    Name: 'app', Platform: 'GCM', Attributes: { PlatformCredential: 'key' },
  })
  const device = { PlatformApplicationArn: application!, Token: 'token', CustomUserData: 'me' }
  const { EndpointArn: arn } = await sns.createPlatformEndpoint(device)
  assert.equal((await sns.createPlatformEndpoint(device)).EndpointArn, arn)
  await refused(sns.createPlatformEndpoint({ ...device, CustomUserData: 'you' }), 'InvalidParameter', /already exists with the same Token/)
  await sns.publish({ TargetArn: arn!, Message: 'hello' })
  assert.deepEqual((await letters(cloud)).map(({ channel, to, body }) => [channel, to, body]), [['push', 'token', 'hello']])
  await sns.setEndpointAttributes({ EndpointArn: arn!, Attributes: { Enabled: 'false' } })
  await refused(sns.publish({ TargetArn: arn!, Message: 'hello' }), 'EndpointDisabled')
  assert.deepEqual((await sns.listEndpointsByPlatformApplication({ PlatformApplicationArn: application! })).Endpoints,
    [{ EndpointArn: arn, Attributes: { Enabled: 'false', CustomUserData: 'me', Token: 'token' } }])
  await sns.deleteEndpoint({ EndpointArn: arn! })
  await refused(sns.getEndpointAttributes({ EndpointArn: arn! }), 'NotFound', /Endpoint does not exist/)
})

test('a push is told to the logs where its application wants it', async t => {
  const { sns, cloud } = await freshAccount(t)
  const feedback = { SuccessFeedbackRoleArn: 'arn:aws:iam::111122223333:role/push', SuccessFeedbackSampleRate: '100' }
  const { PlatformApplicationArn: application } = await sns.createPlatformApplication({
    Name: 'app', Platform: 'GCM', Attributes: { PlatformCredential: 'key', ...feedback },
  })
  const { EndpointArn: arn } = await sns.createPlatformEndpoint({ PlatformApplicationArn: application!, Token: 'token' })
  const { MessageId: id } = await sns.publish({ TargetArn: arn!, Message: 'hello' })
  const [line] = await logged(cloud, 'sns/us-east-1/111122223333/app/GCM/app')
  assert.deepEqual([line!.notification!.messageId, line!.delivery!.destination, line!.delivery!.token, line!.status],
    [id, arn, 'token', 'SUCCESS'])
})
