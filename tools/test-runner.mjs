// Runs compiled test files with node:test, one process per file and at most two at a time, and tells of them briefly: a line per file,
// every failure in full, one closing line. It finds no files and installs nothing; `test.mjs` and `test-clients.mjs` do.
// Invariant: the closing line counts tests, not files or suites; a file that breaks or holds no test counts as one failure.

import { readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { run } from 'node:test'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'

export const root = fileURLToPath(new URL('..', import.meta.url))

const processes = 2
const fileTimeLimitMs = 600_000

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
  const waiting = [...files]
  const lane = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const outcome = await runFile(file)
      print(outcome)
      outcomes.push(outcome)
    }
  }
  await Promise.all(Array.from({ length: processes }, lane))
  return close(outcomes)
}

/** Runs one file in its own process. → its counts, its failures as printable text, and how long it took. */
async function runFile(file) {
  const startedAt = performance.now()
  const outcome = { name: sourceName(file), passed: 0, failures: [], skipped: 0, skips: new Map(), seconds: 0 }
  const printed = []
  const titles = []
  for await (const { type, data } of run({ files: [file], timeout: fileTimeLimitMs })) {
    if (type === 'test:stdout' || type === 'test:stderr') printed.push(data.message)
    if (type === 'test:start') titles.splice(data.nesting, Infinity, data.name)
    if (type === 'test:pass') countPass(outcome, file, data)
    if (type === 'test:fail') countFailure(outcome, file, data, titles.slice(0, data.nesting))
  }
  const tests = outcome.passed + outcome.failures.length + outcome.skipped
  if (tests === 0) outcome.failures.push(emptyFile)
  if (outcome.failures.length > 0 && printed.length > 0) outcome.printed = printed.join('')
  outcome.seconds = (performance.now() - startedAt) / 1000
  return outcome
}

const emptyFile = { title: 'the file holds no test', detail: 'A file that checks nothing cannot fail: write a test, or remove it.' }

function countPass(outcome, file, data) {
  if (isWholeFile(file, data) || data.details.type === 'suite') return
  if (data.skip === undefined && data.todo === undefined) {
    outcome.passed += 1
    return
  }
  outcome.skipped += 1
  const reason = String(data.skip ?? data.todo)
  outcome.skips.set(reason, [...outcome.skips.get(reason) ?? [], data.name])
}

function countFailure(outcome, file, data, parents) {
  const error = data.details.error
  if (error?.failureType === 'subtestsFailed') return
  if (data.todo !== undefined) outcome.skipped += 1
  else if (isWholeFile(file, data)) outcome.failures.push(brokenFile(error))
  else outcome.failures.push({ title: [...parents, data.name].join(' › '), detail: describe(error) })
}

/** node:test wraps a file into a test of the file's name; it is not one of ours. */
function isWholeFile(file, data) {
  return data.nesting === 0 && resolve(root, data.name) === file
}

function brokenFile(error) {
  const isLate = error?.failureType === 'testTimeoutFailure'
  if (!isLate) return { title: 'the file broke outside its tests', detail: 'Its output below says where.' }
  const limit = `${fileTimeLimitMs / 1000} s`
  return { title: 'the file did not end', detail: `It still ran after ${limit}: a test hangs, or a server, timer or child was not closed.` }
}

/** What was thrown, without the lines of node:test itself. An assertion's message says all that its members say. */
function describe(error) {
  const thrown = error?.cause ?? error
  const text = thrown?.code === 'ERR_ASSERTION' ? thrown.stack : inspect(thrown, { depth: 6 })
  return text.replaceAll(/^ +at .*\bnode:internal\/.*\n?/gm, '').trimEnd()
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
