// Views: made, shown, changed, and gone.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  BatchGetViewCommand, CreateIndexCommand, CreateViewCommand, DeleteViewCommand, GetViewCommand, ListViewsCommand, ResourceExplorer2Client,
  UpdateViewCommand,
} from '@aws-sdk/client-resource-explorer-2'
import { Cloud } from '../../index.ts'

let cloud: Cloud
before(async () => { cloud = await Cloud.open() })
after(() => cloud.close())

async function region(accessKeyId: string) {
  const explorer = new ResourceExplorer2Client(cloud.client({ accessKeyId, region: 'eu-west-1' }))
  await explorer.send(new CreateIndexCommand({}))
  return explorer
}

test('a view\'s life', async () => {
  const explorer = await region('330000000001')
  const { View: made } = await explorer.send(new CreateViewCommand({ ViewName: 'all', Tags: { team: 'sky' } }))
  const ViewArn = made!.ViewArn!
  await explorer.send(new UpdateViewCommand({ ViewArn, Filters: { FilterString: 'service:sqs' }, IncludedProperties: [{ Name: 'tags' }] }))
  const { View: shown, Tags: tags } = await explorer.send(new GetViewCommand({ ViewArn }))
  assert.deepEqual([shown!.ViewName, shown!.Filters, shown!.IncludedProperties, shown!.Owner, shown!.Scope, tags],
    ['all', { FilterString: 'service:sqs' }, [{ Name: 'tags' }], '330000000001', 'arn:aws:iam::330000000001:root', { team: 'sky' }])
  assert.deepEqual((await explorer.send(new ListViewsCommand({}))).Views, [ViewArn])
  const batch = await explorer.send(new BatchGetViewCommand({ ViewArns: [ViewArn, `${ViewArn}x`] }))
  assert.deepEqual([batch.Views!.length, batch.Errors!.map(({ ViewArn: arn }) => arn)], [1, [`${ViewArn}x`]])
  await explorer.send(new DeleteViewCommand({ ViewArn }))
  await assert.rejects(explorer.send(new GetViewCommand({ ViewArn })), { name: 'UnauthorizedException' })
})

test('what is refused', async () => {
  const explorer = await region('330000000003')
  await explorer.send(new CreateViewCommand({ ViewName: 'all' }))
  await assert.rejects(explorer.send(new CreateViewCommand({ ViewName: 'all' })), { name: 'ConflictException' })
  await assert.rejects(explorer.send(new CreateViewCommand({ ViewName: 'b', Filters: { FilterString: 'words' } })),
    { name: 'ValidationException' })
  for (let i = 1; i < 10; i += 1) await explorer.send(new CreateViewCommand({ ViewName: `view-${i}` }))
  await assert.rejects(explorer.send(new CreateViewCommand({ ViewName: 'more' })), { name: 'ServiceQuotaExceededException' })
  const other = new ResourceExplorer2Client(cloud.client({ accessKeyId: '330000000003', region: 'us-east-2' }))
  await assert.rejects(other.send(new CreateViewCommand({ ViewName: 'a' })), { name: 'ValidationException' })
})
