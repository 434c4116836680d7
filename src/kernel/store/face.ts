// The face of the store: ordered tables of plain data, grouped in cells, changed only inside synchronous transactions.
// It knows no AWS words. Invariant: what a transaction wrote is there whole or not at all, in memory, on disk and in every snapshot.

/**
 * A key whose order is the order of its characters' code units, each 0–255 (a byte string). Make keys with `std/key.ts`, which
 * encodes tuples of strings and numbers so that they sort part by part, strings by their UTF-8 bytes.
 */
export type Key = string

/**
 * Plain data: JSON's values, `undefined` members left out, plus `Uint8Array` and `bigint`. Values read are shared: never change one, put a
 * new one.
 */
export type Plain = unknown

export interface Range {
  /** Keys that start with this. Combines with the bounds below. */
  readonly prefix?: Key
  readonly after?: Key
  readonly from?: Key
  readonly before?: Key
  readonly through?: Key
  readonly reverse?: boolean
}

export interface Table<V extends Plain = Plain> {
  get(key: Key): V | undefined
  has(key: Key): boolean
  /** Only inside a transaction. */
  put(key: Key, value: V): void
  /** Only inside a transaction. True where there was something to delete. */
  delete(key: Key): boolean
  /** In key order; sees this transaction's own writes; the table may be changed meanwhile: each step continues after the last key given. */
  scan(range?: Range): IterableIterator<[Key, V]>
  /** Number of entries in the range; walks it. */
  count(range?: Range): number
}

export interface Cell {
  /** `123456789012/eu-west-1`, or whatever the kernel names its own cells. */
  readonly id: string
  /** Made on first use; a table that holds nothing costs nothing. */
  table<V extends Plain>(name: string): Table<V>
}

/** `sizeBytes` is what the snapshot takes on disk: 0 in an ephemeral store, where it shares memory with the live state. */
export interface SnapshotInfo { readonly name: string, readonly savedAt: number, readonly sizeBytes: number }

export interface Store {
  cell(id: string): Cell
  /** Ids of the cells that hold anything, sorted. */
  cellIds(): string[]
  /**
   * Runs `body` as one transaction: its writes are seen at once by later reads, undone when it throws, and appended to the log when it
   * returns. A transaction inside a transaction is its own: it stays when the outer one is undone. The body is synchronous: one that gives
   * a promise is refused and undone.
   */
  transact<T>(body: () => T): T
  /** True while a transaction of this store is running. */
  readonly inTransaction: boolean
  /**
   * Resolves when all that has been committed so far is as durable as the mode promises; undefined where it is already; rejects when the
   * log cannot be written.
   */
  durable(): Promise<void> | undefined
  /** Empties the cells that `match` accepts (all without it). Like all below it stands outside transactions, and cannot be undone. */
  clear(match?: (cellId: string) => boolean): void
  /**
   * Keeps the state as it is at one moment between the call and the answer; commits go on meanwhile. A name is 1 to 64 letters, digits,
   * dots, dashes and underscores, beginning with a letter or digit; another is a setting error. A snapshot of that name is replaced once
   * the new one is whole.
   */
  saveSnapshot(name: string, savedAt: number): Promise<SnapshotInfo>
  /** Sorted by name. */
  listSnapshots(): SnapshotInfo[]
  /** Gives up the present state for the snapshot's; the snapshot stays. An unknown name is a setting error, here and in the next two. */
  restoreSnapshot(name: string): Promise<void>
  deleteSnapshot(name: string): Promise<void>
  /** A second, independent, ephemeral store with the same contents, or those of a snapshot. */
  branch(snapshot?: string): Promise<Store>
  close(): Promise<void>
}
