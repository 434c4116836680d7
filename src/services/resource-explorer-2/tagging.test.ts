// Tags of indexes and views, by ARN.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateIndexCommand, CreateViewCommand, ListTagsForResourceCommand, ResourceExplorer2Client, TagResourceCommand, UntagResourceCommand,
} from '@aws-sdk/client-resource-explorer-2'
import { Cloud } from '../../index.ts'

test('tags come and go by ARN', async t => {
  const cloud = await Cloud.open()
  t.after(() => cloud.close())
  const explorer = new ResourceExplorer2Client(cloud.client({ region: 'eu-west-1' }))
  const { Arn: index } = await explorer.send(new CreateIndexCommand({}))
  const { View: view } = await explorer.send(new CreateViewCommand({ ViewName: 'all' }))
  for (const resourceArn of [index, view!.ViewArn]) {
    await explorer.send(new TagResourceCommand({ resourceArn, Tags: { a: '1', b: '2' } }))
    await explorer.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }))
    assert.deepEqual((await explorer.send(new ListTagsForResourceCommand({ resourceArn }))).Tags, { b: '2' })
  }
  await assert.rejects(explorer.send(new ListTagsForResourceCommand({ resourceArn: `${index}x` })), { name: 'ValidationException' })
})
