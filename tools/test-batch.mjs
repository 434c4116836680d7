// Runs compiled test files one after another in this process and tells test-runner.mjs, its parent, what became of each. Many files share
// a process because starting one, and reading AWS's models in it, costs more than most files' tests do.
// Invariant: a file's tests are over before the next file is loaded, so that every outcome belongs to one file.

import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'

// Such as that a test that had ended still did something; told when all is over, and the exit code tells, too.
process.on('test', ({ type, data }) => {
  if (type === 'test:diagnostic' && data.message.startsWith('Warning: ')) console.error(data.message)
})
for (const file of process.argv.slice(2)) {
  process.send({ began: file })
  process.send({ ended: file, ...await runFile(file) })
}
process.disconnect()

/** → how many passed; failures and skipped tests, as plain data */
async function runFile(file) {
  const outcome = { passed: 0, failures: [], skips: [] }
  const end = `the end of ${file}`
  const over = hear(outcome, end)
  try {
    await import(pathToFileURL(file).href)
  } catch (error) {
    outcome.failures.push({ title: 'the file broke outside its tests', detail: describe(error) })
  }
  await test(end, () => {})
  await over
  return outcome
}

/** Counts into `outcome` until the test named `end` is over. */
function hear(outcome, end) {
  const titles = []
  return new Promise(resolve => {
    const listen = ({ type, data }) => {
      if (data?.nesting === 0 && data.name === end) {
        if (type !== 'test:pass') return
        process.off('test', listen)
        resolve()
        return
      }
      if (type === 'test:start') titles.splice(data.nesting, Infinity, data.name)
      if (type === 'test:pass') countPass(outcome, data)
      if (type === 'test:fail') countFailure(outcome, data, titles.slice(0, data.nesting))
    }
    process.on('test', listen)
  })
}

function countPass(outcome, { name, skip, todo, details }) {
  if (details.type === 'suite') return
  if (skip === undefined && todo === undefined) outcome.passed += 1
  else outcome.skips.push({ name, reason: String(skip ?? todo) })
}

function countFailure(outcome, { name, todo, details: { error } }, parents) {
  if (error?.failureType === 'subtestsFailed') return
  if (todo !== undefined) outcome.skips.push({ name, reason: String(todo) })
  else outcome.failures.push({ title: [...parents, name].join(' › '), detail: describe(error) })
}

/** What was thrown, without the lines of node:test itself. An assertion's message says all that its members say. */
function describe(error) {
  const thrown = error?.cause ?? error
  const text = thrown?.code === 'ERR_ASSERTION' ? thrown.stack : inspect(thrown, { depth: 6 })
  return text.replaceAll(/^ +at .*\bnode:internal\/.*\n?/gm, '').trimEnd()
}
