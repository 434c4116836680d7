// A reader of a Kinesis stream as the Kinesis Client Library is one: leases of shards in a table of DynamoDB, taken and kept by conditional
// writes, checkpoints in them, children begun when their parents are through. It holds nothing that the table does not say.
// Source: "KCL concepts" and "How KCL uses DynamoDB", Amazon Kinesis Data Streams Developer Guide.

import type { DynamoDBDocument } from '@aws-sdk/lib-dynamodb'
import type { Kinesis, Shard } from '@aws-sdk/client-kinesis'

interface Lease {
  readonly leaseKey: string
  readonly leaseOwner?: string
  readonly leaseCounter: number
  readonly checkpoint: string
  readonly parentShardIds: readonly string[]
}

export interface Seen { readonly worker: string, readonly shard: string, readonly key: string, readonly text: string }

const ended = 'SHARD_END'

export class StreamWorker {
  readonly #name: string
  readonly #kinesis: Kinesis
  readonly #table: DynamoDBDocument
  readonly #place: { readonly stream: string, readonly table: string }
  /** Counters of others' leases when they were last looked at: one that has not moved since may be taken. */
  readonly #counters = new Map<string, number>()
  /** Shards whose end was reported; their leases stay until their children have begun. */
  readonly seen: Seen[] = []

  constructor(name: string, kinesis: Kinesis, table: DynamoDBDocument, place: { readonly stream: string, readonly table: string }) {
    this.#name = name
    this.#kinesis = kinesis
    this.#table = table
    this.#place = place
  }

  /** One round: shards are found, leases kept or taken, records read to the end of what there is. @param most leases it wants to hold */
  async run(most: number): Promise<void> {
    await this.#findShards()
    for (const lease of await this.#leases()) {
      if (lease.checkpoint === ended) continue
      if (lease.leaseOwner === this.#name) await this.#read(lease)
    }
    const leases = await this.#leases()
    let held = leases.filter(({ leaseOwner, checkpoint }) => leaseOwner === this.#name && checkpoint !== ended).length
    for (const lease of leases) {
      if (held >= most) return
      if (!this.#isFree(lease, leases)) continue
      const taken = await this.#take(lease)
      if (taken === undefined) continue
      held += 1
      await this.#read(taken)
    }
  }

  async #findShards(): Promise<void> {
    const { Shards: shards = [] } = await this.#kinesis.listShards({ StreamName: this.#place.stream })
    const known = new Set((await this.#leases()).map(({ leaseKey }) => leaseKey))
    for (const shard of shards) if (!known.has(shard.ShardId!)) await this.#create(shard)
  }

  async #create({ ShardId, ParentShardId, AdjacentParentShardId }: Shard): Promise<void> {
    const Item: Lease = {
      leaseKey: ShardId!, leaseCounter: 0, checkpoint: 'TRIM_HORIZON',
      parentShardIds: [ParentShardId, AdjacentParentShardId].filter(id => id !== undefined),
    }
    await this.#try(() => this.#table.put({ TableName: this.#place.table, Item, ConditionExpression: 'attribute_not_exists(leaseKey)' }))
  }

  async #leases(): Promise<Lease[]> {
    const { Items: items = [] } = await this.#table.scan({ TableName: this.#place.table, ConsistentRead: true })
    return (items as Lease[]).toSorted((one, other) => one.leaseKey < other.leaseKey ? -1 : 1)
  }

  /** One that nobody holds, or whose holder has not renewed it since the last look; its parents must be through. */
  #isFree({ leaseKey, leaseOwner, leaseCounter, checkpoint, parentShardIds }: Lease, all: readonly Lease[]): boolean {
    if (checkpoint === ended || leaseOwner === this.#name) return false
    const before = this.#counters.get(leaseKey)
    this.#counters.set(leaseKey, leaseCounter)
    if (parentShardIds.some(id => all.some(lease => lease.leaseKey === id && lease.checkpoint !== ended))) return false
    return leaseOwner === undefined || before === leaseCounter
  }

  async #take(lease: Lease): Promise<Lease | undefined> {
    return this.#write(lease, 'SET leaseOwner = :w, leaseCounter = leaseCounter + :one', { ':w': this.#name, ':one': 1 })
  }

  async #read(lease: Lease): Promise<void> {
    let held: Lease | undefined = lease
    const { ShardIterator } = await this.#kinesis.getShardIterator({
      StreamName: this.#place.stream, ShardId: lease.leaseKey,
      ...(lease.checkpoint === 'TRIM_HORIZON' ? { ShardIteratorType: 'TRIM_HORIZON' as const }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, StartingSequenceNumber: lease.checkpoint }),
    })
    for (let iterator = ShardIterator; iterator !== undefined && held !== undefined;) {
      const { Records: records = [], NextShardIterator: next } = await this.#kinesis.getRecords({ ShardIterator: iterator, Limit: 3 })
      for (const { PartitionKey: key, Data } of records) {
        this.seen.push({ worker: this.#name, shard: lease.leaseKey, key: key!, text: Buffer.from(Data!).toString() })
      }
      const checkpoint = next === undefined ? ended : records.at(-1)?.SequenceNumber ?? held.checkpoint
      held = await this.#write(held, 'SET checkpoint = :c, leaseCounter = leaseCounter + :one', { ':c': checkpoint, ':one': 1 })
      if (records.length === 0) return
      iterator = next
    }
  }

  /** Only while nobody else has changed it. @returns the lease as it is then; undefined where it was lost */
  async #write(lease: Lease, UpdateExpression: string, values: Record<string, unknown>): Promise<Lease | undefined> {
    const found = await this.#try(() => this.#table.update({
      TableName: this.#place.table, Key: { leaseKey: lease.leaseKey }, UpdateExpression, ConditionExpression: 'leaseCounter = :known',
      ExpressionAttributeValues: { ...values, ':known': lease.leaseCounter }, ReturnValues: 'ALL_NEW',
    }))
    return found?.Attributes as Lease | undefined
  }

  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      if ((error as Error).name === 'ConditionalCheckFailedException') return undefined
      throw error
    }
  }
}
