// What the tests of this folder share: a table with a stream, and the SDK's client for streams (version 2, which needs no package more).

import type { TestContext } from 'node:test'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import type { AttributeValue, CreateTableCommandInput, StreamViewType } from '@aws-sdk/client-dynamodb'
import DynamoDBStreams from 'aws-sdk/clients/dynamodbstreams.js'
import { Cloud } from '../../index.ts'

export interface Scene {
  readonly cloud: Cloud
  readonly db: DynamoDB
  readonly streams: DynamoDBStreams
  readonly arn: string
}

/** A frozen cloud with the table `Music`, key `id`, whose stream has this view. */
export async function scene(t: TestContext, view: StreamViewType = 'NEW_AND_OLD_IMAGES',
  more: Partial<CreateTableCommandInput> = {}): Promise<Scene> {
  const cloud = await Cloud.open({ seed: t.name })
  const server = await cloud.listen(0)
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const db = new DynamoDB({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const { TableDescription: table } = await db.createTable({
    TableName: 'Music', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST', StreamSpecification: { StreamEnabled: true, StreamViewType: view }, ...more,
  })
  await cloud.clock.advance('1s')
  const streams = new DynamoDBStreams({
    endpoint: server.url, region: 'us-east-1', credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' }, maxRetries: 0,
  })
  return { cloud, db, streams, arn: table!.LatestStreamArn! }
}

export async function shardsOf({ streams, arn }: Scene): Promise<DynamoDBStreams.Shard[]> {
  return (await streams.describeStream({ StreamArn: arn }).promise()).StreamDescription!.Shards!
}

/** Everything in the stream that can be read, shard by shard, as a consumer would go. */
export async function readAll(scene: Scene): Promise<DynamoDBStreams.Record[]> {
  const { streams, arn } = scene
  const found: DynamoDBStreams.Record[] = []
  for (const { ShardId: shard } of await shardsOf(scene)) {
    let { ShardIterator: iterator } = await streams.getShardIterator({ StreamArn: arn, ShardId: shard!,
      ShardIteratorType: 'TRIM_HORIZON' }).promise()
    while (iterator !== undefined) {
      const { Records: records, NextShardIterator: next } = await streams.getRecords({ ShardIterator: iterator }).promise()
      found.push(...records!)
      iterator = records!.length === 0 ? undefined : next
    }
  }
  return found
}

export function put({ db }: Scene, id: string, more: Record<string, AttributeValue> = {}): Promise<unknown> {
  return db.putItem({ TableName: 'Music', Item: { id: { S: id }, ...more } })
}
