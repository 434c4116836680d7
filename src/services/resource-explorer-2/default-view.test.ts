// The default view of a region.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AssociateDefaultViewCommand, CreateIndexCommand, CreateViewCommand, DeleteViewCommand, DisassociateDefaultViewCommand,
  GetDefaultViewCommand, ResourceExplorer2Client,
} from '@aws-sdk/client-resource-explorer-2'
import { Cloud } from '../../index.ts'

test('a default view is named, and goes with the view', async t => {
  const cloud = await Cloud.open()
  t.after(() => cloud.close())
  const explorer = new ResourceExplorer2Client(cloud.client({ region: 'eu-west-1' }))
  await explorer.send(new CreateIndexCommand({}))
  await assert.rejects(explorer.send(new DisassociateDefaultViewCommand({})), { name: 'ResourceNotFoundException' })
  const { View: made } = await explorer.send(new CreateViewCommand({ ViewName: 'all' }))
  await explorer.send(new AssociateDefaultViewCommand({ ViewArn: made!.ViewArn }))
  assert.equal((await explorer.send(new GetDefaultViewCommand({}))).ViewArn, made!.ViewArn)
  await explorer.send(new DeleteViewCommand({ ViewArn: made!.ViewArn }))
  assert.equal((await explorer.send(new GetDefaultViewCommand({}))).ViewArn, undefined)
})
