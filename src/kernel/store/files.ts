// Small acts on files that must survive a loss of power: the name of a new file is only safe when its directory is flushed too.

import { readdirSync, statSync } from 'node:fs'
import { open, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Makes the names in a directory last. Windows cannot flush a directory and does not need it. */
export async function flushDirectory(path: string): Promise<void> {
  if (process.platform !== 'win32') await flushFile(path)
}

export async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Replaces a file's text: whoever reads it sees the old text or the new. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.new`
  await writeFile(draft, text)
  await flushFile(draft)
  await rename(draft, path)
  await flushDirectory(dirname(path))
}

/** The sizes of all files directly in a directory, together. */
export function directoryBytes(path: string): number {
  return readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0)
}
