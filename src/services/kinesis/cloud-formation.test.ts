// Streams by properties, through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { account, freshAccount, refused } from './account.fixture.ts'

test('a stream by properties', async t => {
  const { kinesis, cloud } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const TypeName = 'AWS::Kinesis::Stream'
  const done = async (change: Promise<{ ProgressEvent?: { RequestToken?: string } }>) => {
    const { ProgressEvent: begun } = await change
    await cloud.clock.advance('1m')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: begun!.RequestToken })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const DesiredState = JSON.stringify({ Name: 's', ShardCount: 2, Tags: [{ Key: 'a', Value: 'b' }] })
  const Identifier = await done(control.createResource({ TypeName, DesiredState }))
  await cloud.clock.advance('1m')
  const read = async () => JSON.parse((await control.getResource({ TypeName, Identifier })).ResourceDescription!.Properties!)
  assert.deepEqual(await read(), {
    Name: 's', Arn: `arn:aws:kinesis:us-east-1:${account}:stream/s`, ShardCount: 2, RetentionPeriodHours: 24,
    StreamModeDetails: { StreamMode: 'PROVISIONED' }, Tags: [{ Key: 'a', Value: 'b' }],
  })
  for (const [path, value] of [['/ShardCount', 3], ['/RetentionPeriodHours', 48]] as const) {
    const PatchDocument = JSON.stringify([{ op: 'replace', path, value }])
    await done(control.updateResource({ TypeName, Identifier, PatchDocument }))
    await cloud.clock.advance('1m')
  }
  const { ShardCount: count, RetentionPeriodHours: hours } = await read()
  assert.deepEqual([count, hours], [3, 48])
  await done(control.deleteResource({ TypeName, Identifier }))
  await cloud.clock.advance('1m')
  await refused(kinesis.describeStream({ StreamName: 's' }), 'ResourceNotFoundException')
})
