// What a stream of changes of items is made of, as the service that writes it and the service that shows it both know it. Types and
// numbers; each of them declares the records themselves. Invariant: a sequence begins with the time, so that shards are stretches of it.
// Source: "Change data capture for DynamoDB Streams", DynamoDB Developer Guide.

type KeyAttributes = readonly { readonly name: string }[]

export interface ItemStream {
  /** The table's name. */
  readonly table: string
  /** When it was made, as AWS writes it: `2026-01-31T10:20:30.400`. */
  readonly label: string
  /** Names its changes in the store. */
  readonly contents: string
  readonly view: string
  readonly key: { readonly hash: KeyAttributes, readonly range: KeyAttributes }
  readonly status: 'ENABLED' | 'DISABLED'
  readonly createdAt: number
  readonly disabledAt?: number
}

/** One change of one item. */
export interface ItemChange<Item> {
  readonly stream: string
  /** Grows with every change; a thousandth of it is the time, or a little more. */
  readonly sequence: number
  readonly at: number
  readonly kind: 'INSERT' | 'MODIFY' | 'REMOVE'
  readonly keys: Item
  readonly before?: Item
  readonly after?: Item
  readonly sizeBytes: number
  /** Made by time to live, not by a caller. */
  readonly expired?: true
}

/** Changes are kept, and can be read, for so long. */
export const streamRetentionMs = 24 * 3_600_000
/** A sequence is a time in ms, and the number within it. */
export const sequencesPerMs = 1000
