// How far a pipe has read each shard of its stream. A shard is begun when those before it are through, and forgotten when it is gone.
// Source: "Kinesis stream as a source" and "DynamoDB stream as a source", EventBridge User Guide: order is kept within a shard.

import { records } from '../../kernel/service.ts'

export interface Shard {
  readonly pipe: string
  readonly id: string
  readonly parents: readonly string[]
  /** Sequence number of the last record that is done with. */
  readonly after?: string
  /** Where nothing is done with yet: records from this time on, epoch ms; from the oldest where absent. */
  readonly since?: number
  readonly isThrough: boolean
  /** Failed attempts at the next records. */
  readonly attempts: number
  /** The next attempt takes no more than so many, while a batch is cut in halves. */
  readonly most?: number
  /** Not before this time, epoch ms. */
  readonly pausesUntil?: number
}

export const Shard = records<Shard>({ name: 'Shard', key: ['pipe', 'id'] })
