// Folders of a test's own.

import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A fresh folder's path; it goes, with all that is in it, when the tests' own process ends: by then nothing writes into it any more. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-test-'))
  process.once('exit', () => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}
