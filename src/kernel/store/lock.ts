// Keeps two processes from opening one directory. The lock is a file that names its process; one that a dead process left behind is taken
// over. Invariant: at most one living process believes it holds the directory.

import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SettingError } from '../fault.ts'

interface Holder {
  readonly pid: number
  /** Tells a process from a later one with the same number: the kernel's start time where there is one, else Node's own. */
  readonly birth: string
}

/** What a file system without hard links answers (some shared folders of virtual machines); the lock appears there before its content. */
const linkless = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'])

/** Takes the directory's lock. Gives what releases it. Throws a setting error when a living process holds it. */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'lock')
  const me: Holder = { pid: process.pid, birth: birthOf(process.pid) ?? ownBirth() }
  const draft = `${path}.${me.pid}`
  writeFileSync(draft, `${me.pid} ${me.birth}`)
  try {
    // A link fails where the name is taken, so of two that try one wins; the draft makes the file appear with its content.
    for (let tries = 0; !tryLink(draft, path); tries++) {
      const holder = readHolder(path)
      if (holder !== undefined && isAlive(holder)) throw taken(directory, holder)
      if (tries > 20) throw new SettingError(`The lock ${path} cannot be taken`, 'Delete this file if no Orrery uses the directory.')
      if (holder !== undefined) setAside(path, `${draft}.stale`, holder)
    }
  } finally {
    unlinkSync(draft)
  }
  return () => unlinkSync(path)
}

function taken(directory: string, holder: Holder): SettingError {
  const who = holder.pid === process.pid ? 'in this process already' : `in process ${holder.pid}`
  return new SettingError(`The state in ${directory} is open ${who}`,
    'Stop that one (`orrery stop`), or give this one another directory (`--data DIR`) or none (`--ephemeral`).')
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (code === undefined || !linkless.has(code)) throw error
  }
  try {
    writeFileSync(to, readFileSync(from), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Who holds the lock; undefined when it has just gone. */
function readHolder(path: string): Holder | undefined {
  let text
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const [, pid, birth] = /^(\d+) (\d+)$/.exec(text) ?? [undefined, '0', '']
  return { pid: Number(pid), birth: birth! }
}

/** Moves a dead process's lock away. Another process may have done so meanwhile and locked: then its lock is put back. */
function setAside(path: string, aside: string, dead: Holder): void {
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const moved = readHolder(aside)
  if (moved !== undefined && (moved.pid !== dead.pid || moved.birth !== dead.birth)) tryLink(aside, path)
  unlinkSync(aside)
}

function isAlive(holder: Holder): boolean {
  if (holder.pid === 0) return false // a power cut left an empty file
  if (holder.pid === process.pid) return holder.birth === (birthOf(process.pid) ?? ownBirth())
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const birth = birthOf(holder.pid)
  return birth === undefined || birth === holder.birth
}

/** When a process was started, in clock ticks since boot (field 22 of proc_pid_stat(5)); undefined where there is no /proc. */
function birthOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES') return undefined
    throw error
  }
}

function ownBirth(): string {
  return String(Math.round(performance.timeOrigin))
}
