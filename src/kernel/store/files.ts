// Small acts on files that must survive a loss of power: the name of a new file is only safe when its directory is flushed too.

import { closeSync, fsyncSync, openSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Makes the names in a directory last. Windows cannot flush a directory and does not need it. */
export function flushDirectory(path: string): void {
  if (process.platform !== 'win32') flushFile(path)
}

export function flushFile(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Replaces a file's text: whoever reads it sees the old text or the new. */
export function replaceFile(path: string, text: string): void {
  const draft = `${path}.new`
  writeFileSync(draft, text)
  flushFile(draft)
  renameSync(draft, path)
  flushDirectory(dirname(path))
}

/** The sizes of all files directly in a directory, together. */
export function directoryBytes(path: string): number {
  return readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0)
}
