// Registered consumers by properties, through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { account, freshAccount, made } from './account.fixture.ts'

test('a consumer is registered, listed and taken away', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  await made(kinesis, cloud, 's')
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const TypeName = 'AWS::Kinesis::StreamConsumer'
  const StreamARN = `arn:aws:kinesis:us-east-1:${account}:stream/s`
  await control.createResource({ TypeName, DesiredState: JSON.stringify({ StreamARN, ConsumerName: 'reader' }) })
  await cloud.clock.advance('1m')
  const { ResourceDescriptions: [found] = [] } = await control.listResources({ TypeName })
  const { ResourceDescription: described } = await control.getResource({ TypeName, Identifier: found!.Identifier })
  const { ConsumerName, ConsumerStatus, StreamARN: stream, ConsumerARN: arn } = JSON.parse(described!.Properties!) as Record<string, string>
  assert.deepEqual([ConsumerName, ConsumerStatus, stream], ['reader', 'ACTIVE', StreamARN])
  assert.match(arn!, /:stream\/s\/consumer\/reader:\d+$/)
  await control.deleteResource({ TypeName, Identifier: arn })
  await cloud.clock.advance('1m')
  assert.deepEqual((await kinesis.listStreamConsumers({ StreamARN })).Consumers, [])
})
