// A replica by properties, through Cloud Control in its own Region.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { account, arnOf, clientOf, freshAccount } from './account.fixture.ts'

test('a replica of a key of another Region', async t => {
  const { kms, cloud } = await freshAccount(t)
  const { KeyMetadata: { KeyId: id, Arn: primary } = {} } = await kms.createKey({ MultiRegion: true })
  const abroad = clientOf(cloud, account, 'eu-west-1')
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account, region: 'eu-west-1' }), maxAttempts: 1 })
  const TypeName = 'AWS::KMS::ReplicaKey'
  const done = async (change: Promise<{ ProgressEvent?: { RequestToken?: string } }>) => {
    const { ProgressEvent: begun } = await change
    await cloud.clock.advance('1s')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: begun!.RequestToken })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const KeyPolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }] }
  const wanted = { PrimaryKeyArn: primary, KeyPolicy, Description: 'copy', Tags: [{ Key: 'a', Value: 'b' }] }
  assert.equal(await done(control.createResource({ TypeName, DesiredState: JSON.stringify(wanted) })), id)
  const read = async () => JSON.parse((await control.getResource({ TypeName, Identifier: id })).ResourceDescription!.Properties!)
  assert.deepEqual(await read(), { ...wanted, KeyId: id, Arn: arnOf(id!, 'eu-west-1'), Enabled: true })
  const PatchDocument = JSON.stringify([{ op: 'add', path: '/Enabled', value: false },
    { op: 'replace', path: '/Description', value: 'off' }])
  await done(control.updateResource({ TypeName, Identifier: id, PatchDocument }))
  assert.deepEqual([(await read()).Enabled, (await read()).Description], [false, 'off'])
  await abroad.createKey({})
  const { ResourceDescriptions: all } = await control.listResources({ TypeName })
  assert.deepEqual(all!.map(({ Identifier }) => Identifier), [id])
})
