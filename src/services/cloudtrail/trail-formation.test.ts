// AWS::CloudTrail::Trail through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CloudControlClient, CreateResourceCommand, DeleteResourceCommand, GetResourceCommand, ListResourcesCommand, UpdateResourceCommand,
} from '@aws-sdk/client-cloudcontrol'
import { freshAccount } from './account.fixture.ts'

test('a trail by properties', async t => {
  const { settings, cloud, trails } = await freshAccount(t)
  const control = new CloudControlClient(settings)
  const TypeName = 'AWS::CloudTrail::Trail'
  const desired = { TrailName: 'own', S3BucketName: 'trail-files', IsLogging: true, EnableLogFileValidation: true,
    Tags: [{ Key: 'a', Value: 'b' }],
    EventSelectors: [{ ReadWriteType: 'WriteOnly' }] }
  await control.send(new CreateResourceCommand({ TypeName, DesiredState: JSON.stringify(desired) }))
  await cloud.clock.advance('1s')
  const read = async () =>
    JSON.parse((await control.send(new GetResourceCommand({ TypeName, Identifier: 'own' }))).ResourceDescription!.Properties!) as
    Record<string, unknown>
  const made = await read()
  assert.deepEqual([made.IsLogging, made.EnableLogFileValidation, made.Tags,
    (made.EventSelectors as { ReadWriteType: string }[])[0]!.ReadWriteType],
    [true, true, desired.Tags, 'WriteOnly'])
  await control.send(new UpdateResourceCommand({ TypeName, Identifier: 'own',
    PatchDocument: '[{"op":"replace","path":"/IsLogging","value":false}]' }))
  await cloud.clock.advance('1s')
  assert.equal((await read()).IsLogging, false)
  assert.deepEqual((await control.send(new ListResourcesCommand({ TypeName }))).ResourceDescriptions!.map(({ Identifier }) => Identifier),
    ['own'])
  await control.send(new DeleteResourceCommand({ TypeName, Identifier: 'own' }))
  await cloud.clock.advance('1s')
  assert.deepEqual((await trails.describeTrails({})).trailList, [])
})
