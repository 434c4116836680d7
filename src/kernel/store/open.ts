// Opens a store: in memory without a directory, in one with it.

import { SettingError } from '../fault.ts'
import { Contents } from './contents.ts'
import { DiskGround } from './disk-ground.ts'
import type { Store } from './face.ts'
import type { LogOptions } from './log.ts'
import { MemoryGround } from './memory-ground.ts'
import { LayeredStore, type Ground } from './store.ts'

export interface StoreOptions {
  /** Where the state lives; without it the store is ephemeral. */
  readonly directory?: string
  /**
   * When `durable()` resolves: `relaxed` (default) when the log has been handed to the operating system, which survives the death of this
   * process; `flush` when the disk has it, which survives the loss of power.
   */
  readonly durability?: 'relaxed' | 'flush'
  /** Freeze values when they are put, so that changing one throws. Default: ephemeral stores do, durable ones don't. */
  readonly freeze?: boolean
  /** Told what a person should know: a torn log that was cut, a checkpoint that failed. Default: `process.emitWarning`. */
  readonly report?: (message: string) => void
  /** A log longer than this is moved into the records file. Default 32 MiB. */
  readonly checkpointBytes?: number
  /** So long without a write, and a log of some size is moved too. Default 5 s. */
  readonly idleMs?: number
  /** For tests: stands for the call that writes to the log. */
  readonly write?: LogOptions['write']
}

const unusable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST', 'EIO'])

/** Throws a setting error for a directory that cannot be used: not writable, damaged, or open in another process. */
export async function openStore(options: StoreOptions = {}): Promise<Store> {
  const ground = options.directory === undefined ? new MemoryGround(new Contents()) : await openDisk(options.directory, options)
  return storeOn(ground, options.freeze ?? options.directory === undefined)
}

/** For tests that need the ground under the store in hand. */
export function storeOn(ground: Ground, freezes: boolean): Store {
  return new LayeredStore(ground, contents => new MemoryGround(contents), freezes)
}

/** Throws a setting error as `openStore` does. */
export async function openDisk(directory: string, options: StoreOptions): Promise<DiskGround> {
  try {
    return await DiskGround.open(directory, {
      durability: options.durability ?? 'relaxed',
      report: options.report ?? (message => process.emitWarning(message)),
      checkpointBytes: options.checkpointBytes ?? 32 * 1024 * 1024,
      idleMs: options.idleMs ?? 5000,
      ...options.write !== undefined && { write: options.write },
    })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined || !unusable.has(code)) throw error
    throw new SettingError(`The state directory ${directory} cannot be used: ${message}`,
      'Give a directory that this user may write to and that has room (`--data DIR`), or none (`--ephemeral`).')
  }
}
