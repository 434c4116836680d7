// Makes a clone runnable: installs packages, builds the sources, compiles AWS's models; each only when its inputs changed.
// It runs before anything is built, so it is plain JavaScript without dependencies. Invariant: a step's stamp is written only after
// the step succeeded, and names the inputs as they were before it began; what changes or fails midway is done again by the next run.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, rmdirSync, statSync, utimesSync, writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const oldestNode = [20, 19]
const root = fileURLToPath(new URL('..', import.meta.url))
const lockPath = join(root, 'dist/.lock')
const lockIsDeadAfterMs = 10_000
const sourceFolders = ['src', 'cli', 'tests', 'bench', 'tools']
// What the compiler of models is made of, besides itself.
const readingSources = [
  ...['raw', 'bundle', 'reader', 'linker', 'derived'].map(name => `src/model/${name}.ts`),
  'src/kernel/resource/derive', 'src/kernel/resource/arn.ts', 'src/kernel/validate.ts', 'src/std/pattern-sample.ts',
]
const modelSources = ['package-lock.json', 'tools/compile-models.ts', 'tools/models', 'facts', ...readingSources]

/** One thing to make. `inputs` names what it depends on (folders are taken whole); its stamp lies in `stamp`. */
const steps = [
  {
    saying: 'installing',
    stamp: 'node_modules/.orrery-installed',
    fingerprint: () => digest(read('package-lock.json')),
    isDone: installedMatchesLock,
    command: npm('ci'),
    advice: 'npm could not install the packages: check the network and npm\'s own settings, then run the same command again.',
  },
  {
    saying: 'building',
    stamp: 'dist/.made/sources',
    fingerprint: () => digest(listing(['package-lock.json', ...sourceFolders], isBuilt)),
    work: build,
    advice: 'The sources cannot be read: correct the lines above, then run the same command again.',
  },
  {
    saying: 'compiling models',
    stamp: 'dist/.made/models',
    fingerprint: () => digest(listing([...modelSources, ...corrections()], isNoTest)),
    isDone: stamped => stamped && existsSync(join(root, 'dist/models')),
    command: [process.execPath, 'dist/tools/compile-models.js'],
    advice: 'AWS\'s models could not be compiled from the installed packages: see above; `rm -rf node_modules` gives a clean start.',
  },
]

await main()

async function main() {
  refuseOldNode()
  process.chdir(root)
  if (steps.every(isFresh)) return
  await withLock(async () => {
    for (const step of steps) if (!isFresh(step)) await make(step)
  })
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  fail(`Orrery needs Node ${oldestNode.join('.')} or newer, and this is ${process.versions.node}: install a newer one, then try again.`)
}

/** Whether the step's outputs stand for its present inputs. */
function isFresh(step) {
  const stamped = existsSync(join(root, step.stamp)) && read(step.stamp) === step.fingerprint()
  return step.isDone === undefined ? stamped : step.isDone(stamped, step)
}

async function make(step) {
  const startedAt = performance.now()
  const fingerprint = step.fingerprint()
  process.stderr.write(`${step.saying}…`)
  const { code, output } = step.work === undefined ? await execute(step.command) : await step.work()
  process.stderr.write(` ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`)
  if (code !== 0) fail(`${output.trimEnd()}\n\n${step.advice}`)
  writeStamp(step, fingerprint)
}

function writeStamp(step, fingerprint) {
  mkdirSync(dirname(join(root, step.stamp)), { recursive: true })
  writeFileSync(join(root, step.stamp), fingerprint)
}

/** Runs a program to its end. → exit code (1 where it could not start or died by a signal) and what it printed. */
function execute([program, ...words]) {
  return new Promise(resolve => {
    const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', bytes => { output += bytes })
    child.stderr.on('data', bytes => { output += bytes })
    child.on('error', error => resolve({ code: 1, output: `${program}: ${error.message}` }))
    child.on('close', code => resolve({ code: code ?? 1, output }))
  })
}

/** npm as the user called it, where npm called us; otherwise the one beside Node. */
function npm(...words) {
  const caller = process.env.npm_execpath ?? ''
  return /npm-cli\.c?js$/.test(caller) ? [process.execPath, caller, ...words] : ['npm', ...words]
}

/**
 * Whether node_modules holds what the lock file says. npm keeps its own record of what it installed; believing it spares a
 * second installation after `npm install some-package`, which changes lock file and node_modules together.
 */
function installedMatchesLock(stamped, step) {
  const record = 'node_modules/.package-lock.json'
  if (stamped && existsSync(join(root, record))) return true
  if (!existsSync(join(root, record))) return false
  const installed = JSON.parse(read(record)).packages
  const wanted = Object.entries(JSON.parse(read('package-lock.json')).packages).filter(([path]) => path !== '')
  const matches = wanted.every(([path, { version, optional }]) => installed[path] ? installed[path].version === version : optional)
  if (matches) writeStamp(step, step.fingerprint())
  return matches
}

/**
 * Makes what runs of every source, brings the data beside it, removes from dist what is there no more, and gathers the command into few
 * files. → as a program that ran
 */
async function build() {
  const sources = filesIn(sourceFolders).filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  const data = filesIn(['src']).filter(file => file.endsWith('.tsv'))
  const expected = new Set(data.map(file => `dist/${file}`))
  for (const source of sources) expected.add(`dist/${source.slice(0, -3)}.js`).add(`dist/${source.slice(0, -3)}.d.ts`)
  for (const file of filesIn(sourceFolders.map(folder => `dist/${folder}`))) if (!expected.has(file)) removeFile(file)
  for (const file of data) {
    mkdirSync(dirname(join(root, 'dist', file)), { recursive: true })
    copyFileSync(join(root, file), join(root, 'dist', file))
  }
  const [{ transpile }, { bundle }] = await Promise.all([import('./transpile.mjs'), import('./bundle.mjs')])
  const problems = await transpile(root, sources)
  if (problems.length === 0) problems.push(...await bundle(root))
  return { code: problems.length === 0 ? 0 : 1, output: problems.join('\n') }
}

/** Removes the file, and the folders it leaves empty. */
function removeFile(file) {
  rmSync(join(root, file))
  for (let folder = dirname(file); readdirSync(join(root, folder)).length === 0; folder = dirname(folder)) rmdirSync(join(root, folder))
}

/** What is built: sources, and the data that is copied beside them. */
function isBuilt(file) {
  return file.endsWith('.ts') || file === 'package-lock.json' || (file.startsWith('src/') && file.endsWith('.tsv'))
}

function isNoTest(file) {
  return !file.endsWith('.test.ts')
}

/** Path, size and time of every file: what a change of any input changes. */
function listing(paths, matters = () => true) {
  return filesIn(paths).filter(matters).map(file => {
    const { size, mtimeMs } = statSync(join(root, file))
    return `${file} ${size} ${mtimeMs}`
  }).join('\n')
}

/** All files at or under the given paths; paths that do not exist hold none. */
function filesIn(paths) {
  return paths.flatMap(path => {
    const entry = statSync(join(root, path), { throwIfNoEntry: false })
    if (entry === undefined) return []
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}

function filesUnder(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).sort((one, other) => one.name < other.name ? -1 : 1)
  return entries.flatMap(entry => entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`])
}

/** What people have put right of derivations. */
function corrections() {
  return filesIn(['src/services']).filter(file => file.endsWith('/derived.ts'))
}

function read(path) {
  return readFileSync(join(root, path), 'utf8')
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Does the work while no other run does. The lock is a file whose time its owner renews; one that stays unrenewed for
 * ten seconds belonged to a run that was killed, and is taken over.
 */
async function withLock(work) {
  mkdirSync(dirname(lockPath), { recursive: true })
  let isWaitingTold = false
  while (!takeLock()) {
    if (!isWaitingTold) process.stderr.write('waiting for another run that is building…\n')
    isWaitingTold = true
    await sleep(100)
  }
  const renewal = setInterval(() => utimesSync(lockPath, new Date(), new Date()), 1000)
  const release = () => rmSync(lockPath, { force: true })
  process.on('exit', release)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))
  await work()
  clearInterval(renewal)
}

function takeLock() {
  const renewedAt = statSync(lockPath, { throwIfNoEntry: false })?.mtimeMs
  if (renewedAt !== undefined && Date.now() - renewedAt > lockIsDeadAfterMs) rmSync(lockPath, { force: true })
  try {
    writeFileSync(lockPath, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
