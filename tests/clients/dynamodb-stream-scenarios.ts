// DynamoDB Streams read as the Kinesis adapter reads them: the tree of shards from the parents down, a checkpoint for each shard, iterators
// that expire and are had again from the checkpoint.

import assert from 'node:assert/strict'
import type { Output } from './client.ts'
import { createTable, item } from './dynamodb-scenarios.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

type Shard = NonNullable<NonNullable<Output<'dynamodbstreams', 'DescribeStream'>['StreamDescription']>['Shards']>[number]
type StreamRecord = NonNullable<Output<'dynamodbstreams', 'GetRecords'>['Records']>[number]

/** Where a consumer stands in a shard: the last sequence it has dealt with, or the shard's end. */
type Checkpoint = { readonly sequence?: string, readonly ended: boolean }

class Consumer {
  readonly #stage: Stage
  readonly #stream: string
  readonly #checkpoints = new Map<string, Checkpoint>()
  readonly seen: StreamRecord[] = []

  constructor(stage: Stage, stream: string) {
    this.#stage = stage
    this.#stream = stream
  }

  /** Reads all that is there, a few records at a time. Parents come before their children. */
  async run(limit = 2): Promise<void> {
    const shards = await this.#shards()
    const known = new Set(shards.map(({ ShardId: id }) => id))
    const done = new Set<string | undefined>()
    while (done.size < shards.length) {
      const ready = shards.filter(({ ShardId: id, ParentShardId: parent }) =>
        !done.has(id) && (parent === undefined || !known.has(parent) || done.has(parent)))
      assert.ok(ready.length > 0, 'the shards form a tree')
      for (const shard of ready) {
        await this.#read(shard, limit)
        done.add(shard.ShardId)
      }
    }
  }

  async #shards(): Promise<Shard[]> {
    const shards: Shard[] = []
    let last: string | undefined
    do {
      const { StreamDescription: page } = await this.#stage.call('dynamodbstreams', 'DescribeStream', { StreamArn: this.#stream, Limit: 1,
        ...(last !== undefined && { ExclusiveStartShardId: last }) })
      shards.push(...page!.Shards!)
      last = page!.LastEvaluatedShardId
    } while (last !== undefined)
    return shards
  }

  async iterator(shard: string): Promise<string> {
    const sequence = this.#checkpoints.get(shard)?.sequence
    const { ShardIterator: iterator } = await this.#stage.call('dynamodbstreams', 'GetShardIterator', { StreamArn: this.#stream,
      ShardId: shard, ...(sequence === undefined ? { ShardIteratorType: 'TRIM_HORIZON' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequence }) })
    return iterator!
  }

  async #read({ ShardId: id }: Shard, limit: number): Promise<void> {
    const shard = id!
    if (this.#checkpoints.get(shard)?.ended) return
    let iterator: string | undefined = await this.iterator(shard)
    while (iterator !== undefined) {
      const page: Output<'dynamodbstreams', 'GetRecords'> =
        await this.#stage.call('dynamodbstreams', 'GetRecords', { ShardIterator: iterator, Limit: limit })
      this.seen.push(...page.Records!)
      iterator = page.NextShardIterator
      const sequence = page.Records!.at(-1)?.dynamodb!.SequenceNumber ?? this.#checkpoints.get(shard)?.sequence
      this.#checkpoints.set(shard, { ...(sequence !== undefined && { sequence }), ended: iterator === undefined })
      if (page.Records!.length === 0) return
    }
  }
}

const titles = ({ seen }: Consumer) => seen.map(({ eventName: name, dynamodb: change }) =>
  `${name} ${change!.OldImage?.title?.S ?? '-'} ${change!.NewImage?.title?.S ?? '-'}`)

export const dynamodbStreamScenarios: readonly Scenario[] = [
  {
    title: 'a stream is consumed shard by shard, over hours and from checkpoints',
    async play(stage) {
      await createTable(stage, 'Music', { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } })
      const { Streams: [stream] = [] } = await stage.call('dynamodbstreams', 'ListStreams', { TableName: 'Music' })
      const consumer = new Consumer(stage, stream!.StreamArn!)
      const put = (title: string) => stage.call('dynamodb', 'PutItem', { TableName: 'Music', Item: item('a', 1, { title: { S: title } }) })
      const expected: string[] = []
      for (const [i, title] of ['one', 'two', 'three'].entries()) {
        await put(title)
        expected.push(i === 0 ? 'INSERT - one' : `MODIFY ${['one', 'two'][i - 1]} ${title}`)
        await stage.cloud.advance('5h')
        await consumer.run()
        assert.deepEqual(titles(consumer), expected, 'each change once, in order')
      }
      await stage.call('dynamodb', 'DeleteItem', { TableName: 'Music', Key: item('a', 1) })
      await consumer.run()
      assert.deepEqual(titles(consumer), [...expected, 'REMOVE three -'])
      await stage.cloud.advance('25h')
      const late = new Consumer(stage, stream!.StreamArn!)
      await late.run()
      assert.deepEqual(titles(late), [], 'a day later there is nothing left to read')
    },
  },
  {
    title: 'an iterator is good for a quarter of an hour',
    async play(stage) {
      await createTable(stage, 'Music', { StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } })
      const { Streams: [stream] = [] } = await stage.call('dynamodbstreams', 'ListStreams', { TableName: 'Music' })
      const { StreamDescription: description } = await stage.call('dynamodbstreams', 'DescribeStream', { StreamArn: stream!.StreamArn })
      const consumer = new Consumer(stage, stream!.StreamArn!)
      const ShardIterator = await consumer.iterator(description!.Shards!.at(-1)!.ShardId!)
      await stage.cloud.advance('16m')
      await refused(stage.call('dynamodbstreams', 'GetRecords', { ShardIterator }), { code: 'ExpiredIteratorException', message: /expired/,
        status: 400 })
    },
  },
]
