// A view is found by the ARN of its own region and account only.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateIndexCommand, CreateViewCommand, GetViewCommand, ResourceExplorer2Client } from '@aws-sdk/client-resource-explorer-2'
import { Cloud } from '../../index.ts'

test('another region\'s view is not found', async t => {
  const cloud = await Cloud.open()
  t.after(() => cloud.close())
  const [home, away] = ['eu-west-1', 'us-west-2'].map(region => new ResourceExplorer2Client(cloud.client({ region })))
  await home!.send(new CreateIndexCommand({}))
  const { View: view } = await home!.send(new CreateViewCommand({ ViewName: 'all' }))
  assert.equal((await home!.send(new GetViewCommand({ ViewArn: view!.ViewArn }))).View!.ViewName, 'all')
  await assert.rejects(away!.send(new GetViewCommand({ ViewArn: view!.ViewArn })), { name: 'UnauthorizedException' })
  await assert.rejects(home!.send(new GetViewCommand({ ViewArn: 'no view' })), { name: 'UnauthorizedException' })
})
