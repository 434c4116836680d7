// The ground of an ephemeral store: memory alone. Snapshots are clones that share nodes with the live tables until either side is written.
// It is also the ground of a branch of a durable store, over a private copy of what lay on disk.

import type { Contents } from './contents.ts'
import type { SnapshotInfo } from './face.ts'
import { assertSnapshotName, unknownSnapshot } from './snapshot-name.ts'
import type { Ground } from './store.ts'

interface Kept { readonly info: SnapshotInfo, readonly contents: Contents }

export class MemoryGround implements Ground {
  contents: Contents
  readonly sink = undefined
  readonly #snapshots = new Map<string, Kept>()

  constructor(contents: Contents) {
    this.contents = contents
  }

  async saveSnapshot(name: string, savedAt: number): Promise<SnapshotInfo> {
    assertSnapshotName(name)
    const info = { name, savedAt, sizeBytes: 0 }
    this.#snapshots.set(name, { info, contents: this.contents.clone() })
    return info
  }

  listSnapshots(): SnapshotInfo[] {
    return [...this.#snapshots.values()].map(({ info }) => info).sort((a, b) => a.name < b.name ? -1 : 1)
  }

  async restoreSnapshot(name: string, swap: () => void): Promise<void> {
    this.contents = this.#kept(name).clone()
    swap()
  }

  async deleteSnapshot(name: string): Promise<void> {
    this.#kept(name)
    this.#snapshots.delete(name)
  }

  async branch(snapshot?: string): Promise<Contents> {
    const copy = (snapshot === undefined ? this.contents : this.#kept(snapshot)).clone()
    copy.stored?.retain()
    return copy
  }

  async close(): Promise<void> {
    this.#snapshots.clear()
    await this.contents.stored?.release()
  }

  #kept(name: string): Contents {
    const kept = this.#snapshots.get(name)
    if (kept === undefined) throw unknownSnapshot(name, [...this.#snapshots.keys()])
    return kept.contents
  }
}
