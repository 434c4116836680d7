// Keys and aliases by properties, through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { account, arnOf, freshAccount, stateOf } from './account.fixture.ts'

test('a key and its alias by properties', async t => {
  const { kms, cloud } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const done = async (change: Promise<{ ProgressEvent?: { RequestToken?: string } }>) => {
    const { ProgressEvent: begun } = await change
    await cloud.clock.advance('1s')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: begun!.RequestToken })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const KeyPolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }] }
  const wanted = { KeyPolicy, Description: 'mine', EnableKeyRotation: true, RotationPeriodInDays: 100, Tags: [{ Key: 'a', Value: 'b' }] }
  const id = await done(control.createResource({ TypeName: 'AWS::KMS::Key', DesiredState: JSON.stringify(wanted) }))
  const read = async (TypeName: string, Identifier: string) =>
    JSON.parse((await control.getResource({ TypeName, Identifier })).ResourceDescription!.Properties!)
  assert.deepEqual(await read('AWS::KMS::Key', id), {
    ...wanted, KeyId: id, Arn: arnOf(id), Enabled: true, KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT', MultiRegion: false,
    Origin: 'AWS_KMS',
  })
  const patch = [
    { op: 'replace', path: '/Description', value: 'ours' }, { op: 'replace', path: '/Enabled', value: false },
    { op: 'replace', path: '/EnableKeyRotation', value: false }, { op: 'replace', path: '/Tags', value: [{ Key: 'c', Value: 'd' }] },
  ]
  await done(control.updateResource({ TypeName: 'AWS::KMS::Key', Identifier: id, PatchDocument: JSON.stringify(patch) }))
  const after = await read('AWS::KMS::Key', id)
  assert.deepEqual([after.Description, after.Enabled, after.EnableKeyRotation, after.Tags],
    ['ours', false, false, [{ Key: 'c', Value: 'd' }]])

  const aliased = { AliasName: 'alias/mine', TargetKeyId: id }
  assert.equal(await done(control.createResource({ TypeName: 'AWS::KMS::Alias', DesiredState: JSON.stringify(aliased) })), 'alias/mine')
  assert.deepEqual(await read('AWS::KMS::Alias', 'alias/mine'), aliased)
  await done(control.deleteResource({ TypeName: 'AWS::KMS::Alias', Identifier: 'alias/mine' }))
  await done(control.deleteResource({ TypeName: 'AWS::KMS::Key', Identifier: id }))
  assert.equal(await stateOf(kms, id), 'PendingDeletion')
})
