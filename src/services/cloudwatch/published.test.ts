// Metrics of services as CloudWatch shows them: of tables here, of queues beside the queues.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { freshAccount } from './account.fixture.ts'
import { emittedAs } from './published.ts'

test('units that a table gives are datapoints, read again while their minute runs', async t => {
  const { watch, cloud } = await freshAccount(t)
  const table = new DynamoDB(cloud.client({ accessKeyId: '111122223333' }))
  await table.createTable({
    TableName: 'orders', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'k', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'k', AttributeType: 'S' }],
  })
  await cloud.clock.advance('1m')
  const write = () => table.putItem({ TableName: 'orders', Item: { k: { S: 'a' } } })
  const sum = async () => {
    const { MetricDataResults: [found] = [] } = await watch.getMetricData({
      StartTime: new Date('2027-01-01T00:00:00Z'), EndTime: new Date('2027-01-01T01:00:00Z'), MetricDataQueries: [{ Id: 'e',
        Expression: 'SEARCH(\'{AWS/DynamoDB,TableName} MetricName="ConsumedWriteCapacityUnits"\', \'Sum\', 60)' }],
    })
    return found?.Values
  }
  assert.equal(await sum(), undefined)
  await write()
  assert.deepEqual(await sum(), [1])
  await write()
  assert.deepEqual(await sum(), [2])
  await cloud.clock.advance('2m')
  await write()
  assert.deepEqual(await sum(), [1, 2])
})

test('names in both spellings', () => {
  assert.deepEqual(emittedAs({ namespace: 'n', name: 'm', dimensions: [{ Name: 'a', Value: 'b' }] }),
    { namespace: 'n', name: 'm', dimensions: { a: 'b' } })
})
