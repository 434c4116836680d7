// The directory's lock: refused while its holder lives, taken over from the dead.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { SettingError } from '../fault.ts'
import { lockDirectory } from './lock.ts'

function directoryOf(context: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'store-lock-'))
  context.after(() => rmSync(directory, { recursive: true }))
  return directory
}

test('a held directory is refused with what to do, and free after release', context => {
  const directory = directoryOf(context)
  const release = lockDirectory(directory)
  assert.throws(() => lockDirectory(directory), (error: SettingError) =>
    error instanceof SettingError && /open in this process already/.test(error.message) && /--data/.test(error.remedy))
  release()
  lockDirectory(directory)()
  assert.deepEqual(readdirSync(directory), [])
})

test('a living process holds its lock', context => {
  const directory = directoryOf(context)
  // The parent of this process lives; where there is no /proc its birth is not compared.
  const stat = existsSync('/proc') ? readFileSync(`/proc/${process.ppid}/stat`, 'latin1') : undefined
  const birth = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '1'
  writeFileSync(join(directory, 'lock'), `${process.ppid} ${birth}`)
  assert.throws(() => lockDirectory(directory), new RegExp(`open in process ${process.ppid}`))
})

const deadPid = spawnSync(process.execPath, ['-e', '']).pid
const stale: [string, string][] = [
  ['of a dead process', `${deadPid} 5`], ['of an earlier process with our number', `${process.pid} 5`],
  ['that a power cut emptied', ''], ['that is no lock', 'hello'],
]

for (const [what, text] of stale) test(`a lock ${what} is taken over`, context => {
  const directory = directoryOf(context)
  writeFileSync(join(directory, 'lock'), text)
  const release = lockDirectory(directory)
  assert.match(readFileSync(join(directory, 'lock'), 'utf8'), new RegExp(`^${process.pid} `))
  release()
  assert.deepEqual(readdirSync(directory), [])
})

const needsProc = { skip: !existsSync('/proc') && 'needs /proc' }
test('a lock whose holder died and gave its number to another process is taken over', needsProc, context => {
  const directory = directoryOf(context)
  writeFileSync(join(directory, 'lock'), `${process.ppid} 1`)
  lockDirectory(directory)()
})
