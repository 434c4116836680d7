// Runs compiled test files with node:test, in two processes at a time that take some files each, and tells of them briefly: a line per
// file, every failure in full, one closing line. It finds no files and installs nothing; `test.mjs` and `test-clients.mjs` do.
// Invariant: the closing line counts tests, not files or suites; a file that breaks or holds no test counts as one failure.

import { fork } from 'node:child_process'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const processes = 2
const filesOfProcess = 24
const fileTimeLimitMs = 600_000
const endTimeLimitMs = 60_000
/** Hooks outside a suite are the whole process's: such a file runs alone. */
const hooksProcess = /^(before|after|beforeEach|afterEach)\(/m

/** Compiled test files under `folder` (relative to the root), sorted; those under `except` are left out. */
export function testFilesIn(folder, except = []) {
  const path = join(root, folder)
  if (except.includes(folder) || statSync(path, { throwIfNoEntry: false }) === undefined) return []
  return readdirSync(path, { withFileTypes: true }).sort((one, other) => one.name < other.name ? -1 : 1).flatMap(entry => {
    if (entry.isDirectory()) return testFilesIn(`${folder}/${entry.name}`, except)
    return entry.name.endsWith('.test.js') ? [join(path, entry.name)] : []
  })
}

/** Runs the files, prints progress and failures, ends with the closing line. → whether all is well: no failure, and at least one test. */
export async function runTests(files) {
  const outcomes = []
  const waiting = batches(files)
  const tell = outcome => {
    print(outcome)
    outcomes.push(outcome)
  }
  const lane = async () => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const left = await runBatch(batch, tell)
      if (left.length > 0) waiting.unshift(left)
    }
  }
  await Promise.all(Array.from({ length: processes }, lane))
  return close(outcomes)
}

/** Whole-cloud tests run alone and first, since they take longest; of the others, neighbours run together. */
function batches(files) {
  const [alone, together] = [[], []]
  for (const file of files) (isAlone(file) ? alone : together).push(file)
  const size = Math.min(filesOfProcess, Math.ceil(together.length / processes))
  const parts = Array.from({ length: Math.ceil(together.length / size) }, (_, i) => together.slice(i * size, (i + 1) * size))
  return [...alone.map(file => [file]), ...parts]
}

function isAlone(file) {
  return file.startsWith(join(root, 'dist/tests/')) || hooksProcess.test(readFileSync(file, 'utf8'))
}

/** Runs the files in one process, telling of each. → those that a broken or hanging file before them kept from running */
function runBatch(files, tell) {
  const child = fork(join(root, 'tools/test-batch.mjs'), files, {
    execArgv: ['--test-reporter', join(root, 'tools/test-reporter.mjs')], stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const left = [...files]
  let [printed, startedAt, isLate, hasFailed, last] = ['', performance.now(), false, false, undefined]
  let limit
  const giveTime = ms => {
    clearTimeout(limit)
    limit = setTimeout(() => { isLate = child.kill('SIGKILL') }, ms)
  }
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => { printed += text })
  giveTime(fileTimeLimitMs)
  child.on('message', ({ began, ended, ...counts }) => {
    if (began !== undefined) {
      [printed, startedAt] = ['', performance.now()]
      return
    }
    last = ended
    hasFailed ||= counts.failures.length > 0
    left.splice(left.indexOf(ended), 1)
    tell(outcomeOf(ended, counts, printed, startedAt))
    giveTime(left.length > 0 ? fileTimeLimitMs : endTimeLimitMs)
  })
  return new Promise(resolve => {
    child.on('close', code => {
      clearTimeout(limit)
      if (left.length > 0 || isLate || (code !== 0 && !hasFailed)) {
        const failures = [isLate ? hangingFile(left.length > 0 ? fileTimeLimitMs : endTimeLimitMs, files) : brokenProcess(code)]
        tell(outcomeOf(left.shift() ?? last, { passed: 0, failures, skips: [] }, printed, startedAt))
      }
      resolve(left)
    })
  })
}

function outcomeOf(file, { passed, failures, skips }, printed, startedAt) {
  const outcome = { name: sourceName(file), passed, failures: [...failures], skipped: skips.length, skips: new Map(), seconds: 0 }
  for (const { name, reason } of skips) outcome.skips.set(reason, [...outcome.skips.get(reason) ?? [], name])
  if (passed + skips.length + failures.length === 0) outcome.failures.push(emptyFile)
  if (outcome.failures.length > 0 && printed !== '') outcome.printed = printed
  outcome.seconds = (performance.now() - startedAt) / 1000
  return outcome
}

const emptyFile = { title: 'the file holds no test', detail: 'A file that checks nothing cannot fail: write a test, or remove it.' }

function brokenProcess(code) {
  const detail = `It ended with status ${code}: something was thrown outside the tests, or by what a test left running.`
  return { title: 'the process broke outside the tests', detail }
}

function hangingFile(limitMs, files) {
  const among = files.length === 1 ? '' : ` It ran with ${files.map(sourceName).join(', ')}.`
  const detail = `It still ran after ${limitMs / 1000} s: a test hangs, or a server, timer or child was not closed.${among}`
  return { title: 'the file did not end', detail }
}

/** The source a person edits: `dist/src/std/key.test.js` → `src/std/key.test.ts`. */
function sourceName(file) {
  return relative(join(root, 'dist'), file).replaceAll('\\', '/').replace(/\.js$/, '.ts')
}

function print({ name, passed, failures, skipped, skips, seconds, printed }) {
  const counts = [`${passed} passed`]
  if (failures.length > 0) counts.push(`${failures.length} failed`)
  if (skipped > 0) counts.push(`${skipped} skipped`)
  console.log(`${failures.length > 0 ? 'FAILED' : 'ok    '} ${name}  ${counts.join(', ')}  ${seconds.toFixed(1)} s`)
  for (const [reason, titles] of skips) {
    console.log(`  skipped ${titles.length > 3 ? `${titles.length} tests` : titles.join(', ')}: ${reason}`)
  }
  for (const { title, detail } of failures) console.log(`\n  ✖ ${title}\n${indent(detail)}\n`)
  if (printed !== undefined) console.log(`  printed by ${name}:\n${indent(printed.trimEnd())}\n`)
}

function indent(text) {
  return text.split('\n').map(line => `    ${line}`.trimEnd()).join('\n')
}

function close(outcomes) {
  const broken = outcomes.filter(({ failures }) => failures.length > 0)
  const titles = broken.flatMap(({ name, failures }) => failures.map(({ title }) => `  ${name}: ${title}`))
  if (titles.length > 0) console.log(`\nFailures:\n${titles.join('\n')}\n`)
  const sum = count => outcomes.reduce((total, outcome) => total + count(outcome), 0)
  const passed = sum(outcome => outcome.passed)
  const failed = titles.length
  const skipped = sum(outcome => outcome.skipped)
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  return failed === 0 && passed + skipped > 0
}
