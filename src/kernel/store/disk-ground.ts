// The ground of a durable store: a directory with the present state, the snapshots and a lock. `current` names the folder of the present
// state, so that a restore takes place at one moment. Invariant: whenever the process dies, the next open finds one whole state.
//
//   lock  current  state-1/  snapshots/NAME/{log-…, records.mdb, snapshot.json}  branches/

import { constants, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contents } from './contents.ts'
import type { SnapshotInfo } from './face.ts'
import { directoryBytes, flushDirectory, flushFile, replaceFile } from './files.ts'
import { lockDirectory } from './lock.ts'
import { LocalLog } from './log.ts'
import { assertSnapshotName, unknownSnapshot } from './snapshot-name.ts'
import { loadContents, openLmdb, recordsPath, StateFolder, type FolderOptions } from './state-folder.ts'
import type { Ground } from './store.ts'
import { Turns } from './turns.ts'

const infoFile = 'snapshot.json'

export class DiskGround implements Ground {
  readonly #directory: string
  readonly #options: FolderOptions
  readonly #unlock: () => void
  readonly #turns = new Turns()
  #folder: StateFolder
  #branches = 0

  private constructor(directory: string, options: FolderOptions, unlock: () => void, folder: StateFolder) {
    this.#directory = directory
    this.#options = options
    this.#unlock = unlock
    this.#folder = folder
  }

  static async open(directory: string, options: FolderOptions): Promise<DiskGround> {
    mkdirSync(join(directory, 'snapshots'), { recursive: true })
    const unlock = lockDirectory(directory)
    try {
      const currentFile = join(directory, 'current')
      if (!existsSync(currentFile)) await replaceFile(currentFile, 'state-1')
      const current = readFileSync(currentFile, 'utf8').trim()
      tidy(directory, current)
      return new DiskGround(directory, options, unlock, await StateFolder.open(join(directory, current), options))
    } catch (error) {
      unlock()
      throw error
    }
  }

  get contents(): Contents {
    return this.#folder.contents
  }

  get sink(): LocalLog {
    return this.#folder.log
  }

  checkpoint(): Promise<void> {
    return this.#folder.checkpoint()
  }

  /** A snapshot of the same name is replaced once the new one is whole. */
  saveSnapshot(name: string, savedAt: number): Promise<SnapshotInfo> {
    assertSnapshotName(name)
    return this.#turns.run(async () => {
      const draft = this.#snapshotPath(`.${name}.new`)
      await rm(draft, { recursive: true, force: true })
      await this.#folder.copyTo(draft)
      await replaceFile(join(draft, infoFile), JSON.stringify({ savedAt }))
      const path = this.#snapshotPath(name)
      const old = this.#snapshotPath(`.${name}.old`)
      if (existsSync(path)) renameSync(path, old)
      renameSync(draft, path)
      await flushDirectory(join(this.#directory, 'snapshots'))
      await rm(old, { recursive: true, force: true })
      return infoOf(this.#directory, name)
    })
  }

  listSnapshots(): SnapshotInfo[] {
    return this.#snapshotNames().map(name => infoOf(this.#directory, name))
  }

  restoreSnapshot(name: string, swap: () => void): Promise<void> {
    return this.#turns.run(async () => {
      const source = this.#knownSnapshotPath(name)
      const old = this.#folder
      const next = `state-${Number(old.path.slice(old.path.lastIndexOf('-') + 1)) + 1}`
      const path = join(this.#directory, next)
      await rm(path, { recursive: true, force: true })
      await copyState(source, path)
      const folder = await StateFolder.open(path, this.#options)
      await replaceFile(join(this.#directory, 'current'), next)
      this.#folder = folder
      swap()
      await old.close(true)
      await rm(old.path, { recursive: true, force: true })
    })
  }

  deleteSnapshot(name: string): Promise<void> {
    return this.#turns.run(async () => {
      const gone = this.#snapshotPath(`.${name}.gone`)
      renameSync(this.#knownSnapshotPath(name), gone)
      await rm(gone, { recursive: true })
    })
  }

  branch(snapshot?: string): Promise<Contents> {
    return this.#turns.run(async () => {
      const file = join(this.#directory, 'branches', `${++this.#branches}.mdb`)
      mkdirSync(join(this.#directory, 'branches'), { recursive: true })
      if (snapshot === undefined) return this.#folder.branch(file)
      const source = this.#knownSnapshotPath(snapshot)
      const hasRecords = existsSync(recordsPath(source))
      if (hasRecords) await copyFile(recordsPath(source), file, constants.COPYFILE_FICLONE)
      const log = new LocalLog({ directory: source, durability: 'relaxed', report: this.#options.report })
      return loadContents(log, hasRecords ? await openLmdb(file, true) : undefined)
    })
  }

  async close(): Promise<void> {
    try {
      await this.#turns.run(() => this.#folder.close())
    } finally {
      this.#unlock()
    }
  }

  #snapshotPath(name: string): string {
    return join(this.#directory, 'snapshots', name)
  }

  #knownSnapshotPath(name: string): string {
    assertSnapshotName(name)
    const names = this.#snapshotNames()
    if (!names.includes(name)) throw unknownSnapshot(name, names)
    return this.#snapshotPath(name)
  }

  #snapshotNames(): string[] {
    return readdirSync(join(this.#directory, 'snapshots')).filter(name => !name.startsWith('.')).sort()
  }
}

function infoOf(directory: string, name: string): SnapshotInfo {
  const path = join(directory, 'snapshots', name)
  const { savedAt } = JSON.parse(readFileSync(join(path, infoFile), 'utf8')) as { savedAt: number }
  return { name, savedAt, sizeBytes: directoryBytes(path) }
}

/** Copies a snapshot's state; where the file system can, the copy shares blocks. */
async function copyState(source: string, target: string): Promise<void> {
  mkdirSync(target)
  for (const name of readdirSync(source)) {
    if (name === infoFile || name.endsWith('-lock')) continue
    await copyFile(join(source, name), join(target, name), constants.COPYFILE_FICLONE)
    await flushFile(join(target, name))
  }
  await flushDirectory(target)
}

/** Removes what a process that died has left half done. */
function tidy(directory: string, current: string): void {
  const snapshots = join(directory, 'snapshots')
  for (const name of readdirSync(snapshots)) {
    const old = /^\.(.+)\.old$/.exec(name)?.[1]
    if (old !== undefined && !existsSync(join(snapshots, old))) renameSync(join(snapshots, name), join(snapshots, old))
    else if (name.startsWith('.')) rmSync(join(snapshots, name), { recursive: true })
  }
  for (const name of readdirSync(directory)) {
    if (/^state-\d+$/.test(name) && name !== current) rmSync(join(directory, name), { recursive: true })
  }
  rmSync(join(directory, 'branches'), { recursive: true, force: true })
}
