// Folders of a test's own, gone when it ends.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** A fresh folder's path; the folder is removed after the test, with all that is in it. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-test-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}
