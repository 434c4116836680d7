// How long items are kept: told, and kept to.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteRetentionConfigurationCommand, DescribeRetentionConfigurationsCommand, GetResourceConfigHistoryCommand,
    PutRetentionConfigurationCommand,
} from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'

test('items older than that are gone', async t => {
  const account = await freshAccount(t)
  const { config, sqs, cloud } = account
  await recording(account, ['AWS::SQS::Queue'])
  await config.send(new PutRetentionConfigurationCommand({ RetentionPeriodInDays: 30 }))
  const { RetentionConfigurations: all } = await config.send(new DescribeRetentionConfigurationsCommand({}))
  assert.deepEqual(all, [{ Name: 'default', RetentionPeriodInDays: 30 }])
  const { QueueUrl: resourceId } = await sqs.createQueue({ QueueName: 'q' })
  await cloud.clock.advance('20d')
  await sqs.setQueueAttributes({ QueueUrl: resourceId, Attributes: { DelaySeconds: '1' } })
  await cloud.clock.advance('1s')
  const count = async () =>
    (await config.send(new GetResourceConfigHistoryCommand({ resourceType: 'AWS::SQS::Queue', resourceId: resourceId! })))
    .configurationItems!.length
  assert.equal(await count(), 2)
  await cloud.clock.advance('11d')
  assert.equal(await count(), 1)
  await config.send(new DeleteRetentionConfigurationCommand({ RetentionConfigurationName: 'default' }))
  await refused(config.send(new DeleteRetentionConfigurationCommand({ RetentionConfigurationName: 'default' })),
    'NoSuchRetentionConfigurationException')
})
