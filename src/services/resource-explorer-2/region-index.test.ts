// Indexes of regions, the one aggregator of an account, and their states on the clock.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CreateIndexCommand, DeleteIndexCommand, GetIndexCommand, ListIndexesCommand, ResourceExplorer2Client, UpdateIndexTypeCommand,
} from '@aws-sdk/client-resource-explorer-2'
import { Cloud } from '../../index.ts'

let cloud: Cloud
before(async () => { cloud = await Cloud.open({ lifecycle: 'real' }) })
after(() => cloud.close())

function clients(accessKeyId: string) {
  const of = (region: string) => new ResourceExplorer2Client(cloud.client({ accessKeyId, region }))
  return { home: of('eu-west-1'), away: of('us-west-2') }
}

test('an index is made, becomes active, and goes', async () => {
  const { home } = clients('320000000001')
  await assert.rejects(home.send(new GetIndexCommand({})), { name: 'ResourceNotFoundException' })
  const { Arn: arn, State: state } = await home.send(new CreateIndexCommand({ Tags: { team: 'sky' } }))
  assert.equal(state, 'CREATING')
  await assert.rejects(home.send(new CreateIndexCommand({})), { name: 'ConflictException' })
  await cloud.clock.advance('2m')
  const shown = await home.send(new GetIndexCommand({}))
  assert.deepEqual([shown.Arn, shown.State, shown.Type, shown.Tags], [arn, 'ACTIVE', 'LOCAL', { team: 'sky' }])
  assert.equal((await home.send(new DeleteIndexCommand({ Arn: arn }))).State, 'DELETING')
  await assert.rejects(home.send(new GetIndexCommand({})), { name: 'ResourceNotFoundException' })
  assert.deepEqual((await home.send(new ListIndexesCommand({}))).Indexes, [])
})

test('one aggregator at a time, and a day between two', async () => {
  const { home, away } = clients('320000000002')
  const { Arn: first } = await home.send(new CreateIndexCommand({}))
  const { Arn: second } = await away.send(new CreateIndexCommand({}))
  await home.send(new UpdateIndexTypeCommand({ Arn: first, Type: 'AGGREGATOR' }))
  assert.deepEqual((await home.send(new GetIndexCommand({}))).ReplicatingFrom, ['us-west-2'])
  assert.deepEqual((await away.send(new GetIndexCommand({}))).ReplicatingTo, ['eu-west-1'])
  await assert.rejects(away.send(new UpdateIndexTypeCommand({ Arn: second, Type: 'AGGREGATOR' })),
    { name: 'ServiceQuotaExceededException' })
  await home.send(new UpdateIndexTypeCommand({ Arn: first, Type: 'LOCAL' }))
  await assert.rejects(away.send(new UpdateIndexTypeCommand({ Arn: second, Type: 'AGGREGATOR' })), { name: 'ConflictException' })
  await cloud.clock.advance('24h')
  await away.send(new UpdateIndexTypeCommand({ Arn: second, Type: 'AGGREGATOR' }))
  const { Indexes: aggregators } = await home.send(new ListIndexesCommand({ Type: 'AGGREGATOR' }))
  assert.deepEqual(aggregators!.map(({ Region }) => Region), ['us-west-2'])
})
