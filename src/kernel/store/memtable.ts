// An ordered map in memory: the newest layer of a table, and the whole of it in an ephemeral store. Invariant: its cursors go on after the
// last key given, whatever has been changed meanwhile; a clone shares nodes until one side writes.

import sortedBtree from 'sorted-btree'
import { compareKeys } from '../../std/key.ts'
import type { Key, Plain } from './face.ts'

/** Stands in a memtable for a key that was deleted while an older layer may still hold it. */
export const deleted: unique symbol = Symbol('deleted')

/** What a layer says of a key: a value, that it is deleted, or (undefined) nothing. */
export type Entry = Plain | typeof deleted

type Tree = InstanceType<typeof sortedBtree.default<Key, Entry>>

export class Memtable {
  readonly tree: Tree
  /** Counts changes, so that a cursor notices them. */
  version = 0

  constructor(tree: Tree = new sortedBtree.default<Key, Entry>(undefined, compareKeys)) {
    this.tree = tree
  }

  get(key: Key): Entry | undefined {
    return this.tree.get(key)
  }

  set(key: Key, entry: Entry): void {
    this.version++
    this.tree.set(key, entry)
  }

  remove(key: Key): void {
    this.version++
    this.tree.delete(key)
  }

  clone(): Memtable {
    return new Memtable(this.tree.clone())
  }
}

/** Walks one layer of a table, up or down; `key` is undefined at the end. */
export interface Cursor {
  readonly key: Key | undefined
  readonly entry: Entry
  readonly isDeleted: boolean
  /** Goes to the first key at `key` (past it when `open`) in the walking direction; undefined starts at the beginning. */
  seek(key: Key | undefined, open: boolean): void
  /** Goes past `key`, which is at or before the present one; sees what has been changed since. */
  goPast(key: Key): void
}

export class MemtableCursor implements Cursor {
  key: Key | undefined
  entry: Entry
  readonly #memtable: Memtable
  readonly #reverse: boolean
  readonly #pair: [Key, Entry] = ['', undefined]
  #steps: IterableIterator<[Key, Entry]> | undefined
  #version = -1

  constructor(memtable: Memtable, reverse: boolean) {
    this.#memtable = memtable
    this.#reverse = reverse
  }

  get isDeleted(): boolean {
    return this.entry === deleted
  }

  seek(key: Key | undefined, open: boolean): void {
    const { tree, version } = this.#memtable
    this.#version = version
    this.key = undefined
    if (tree.size === 0) return
    this.#steps = this.#reverse ? tree.entriesReversed(key, this.#pair, open) : tree.entries(key, this.#pair)
    this.#step()
    if (open && key !== undefined && this.key === key) this.#step()
  }

  goPast(key: Key): void {
    if (this.#version !== this.#memtable.version) this.seek(key, true)
    else if (this.key === key) this.#step()
  }

  #step(): void {
    if (this.#steps!.next().done === true) this.key = undefined
    else [this.key, this.entry] = this.#pair
  }
}
