// Changes of a table, over the shards of its stream.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeQueue, running, taken } from './account.fixture.ts'

test('changes of a table', async t => {
  const account = await freshAccount(t)
  const { dynamodb, cloud } = account
  const { TableDescription: table } = await dynamodb.createTable({
    TableName: 'Table', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST', StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  })
  await cloud.clock.advance('1m')
  const to = await madeQueue(account, 'to')
  await running(account, { Source: table!.LatestStreamArn!, Target: to.arn,
    TargetParameters: { InputTemplate: '<$.eventName> <$.dynamodb.Keys.id.S>' }, SourceParameters: {
      DynamoDBStreamParameters: { StartingPosition: 'LATEST', BatchSize: 10 },
        FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT","REMOVE"]}' }] },
    } })
  const put = (n: string) => dynamodb.putItem({ TableName: 'Table', Item: { id: { S: 'x' }, n: { N: n } } })
  await put('1')
  await put('2')
  assert.deepEqual(await taken(account, to), ['INSERT x'])
  // Beyond the next shard of the stream.
  await cloud.clock.advance('5h')
  await dynamodb.deleteItem({ TableName: 'Table', Key: { id: { S: 'x' } } })
  assert.deepEqual(await taken(account, to), ['REMOVE x'])
})
