// Runs the tests that drive real AWS clients: `npm run test:clients`. First it finds each client or installs it, from the system's or the
// languages' package registries, where it may; then it passes what it found to the tests by environment variables. A client that cannot be
// had is told by name and reason, its variable stays unset, and its tests skip themselves. No step can take longer than its limit.

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root, runTests, testFilesIn } from './test-runner.mjs'

const installLimitMs = 300_000
const checkLimitMs = 30_000
const cache = join(root, '.cache/clients')
/** The last minor version that speaks the query protocol to SQS, as all SDKs did until November 2023. */
const oldBoto3 = '1.28.78'
const cliPrograms = { debian: '/usr/bin/aws', pip: join(cache, 'awscli/bin/aws') }
const pythonPrograms = {
  debian: '/usr/bin/python3',
  pip: join(cache, 'boto3/bin/python'),
  old: join(cache, `boto3==${oldBoto3}/bin/python`),
}

/**
 * The clients. `ways` are tried in order: a way's program is checked; where it does not work and the way can install, it installs
 * and checks again. boto3 comes first from PyPI, because the newest one has the newest defaults; the AWS CLI from Debian, whose
 * older one still speaks SQS's query protocol, but any will do.
 */
const clients = [
  {
    name: 'AWS CLI',
    variable: 'ORRERY_AWS_CLI',
    check: program => [program, '--version'],
    ways: [
      { program: process.env.ORRERY_AWS_CLI },
      { program: cliPrograms.debian, way: 'apt-get', install: () => debian('awscli') },
      { program: 'aws' },
      { program: cliPrograms.pip, way: 'pip', install: () => python('awscli') },
    ],
  },
  {
    name: 'boto3',
    variable: 'ORRERY_PYTHON',
    check: program => [program, '-c', 'import boto3; print("boto3/" + boto3.__version__)'],
    ways: [
      { program: process.env.ORRERY_PYTHON },
      { program: pythonPrograms.pip, way: 'pip', install: () => python('boto3') },
      { program: 'python3' },
      { program: pythonPrograms.debian, way: 'apt-get', install: () => debian('python3-boto3') },
    ],
  },
  {
    name: 'boto3 before its JSON',
    variable: 'ORRERY_OLD_PYTHON',
    check: program => [program, '-c', `import boto3; assert boto3.__version__ == "${oldBoto3}"; print("boto3/" + boto3.__version__)`],
    ways: [
      { program: process.env.ORRERY_OLD_PYTHON },
      { program: pythonPrograms.old, way: 'pip', install: () => python(`boto3==${oldBoto3}`) },
    ],
  },
  debianClient('rclone', 'version'),
  debianClient('s3cmd', '--version'),
  debianClient('restic', 'version'),
  debianClient('s3fs', '--version'),
]

for (const client of clients) await provide(client)
await provideV3Clients()
tellJavaScriptSdk()
process.exitCode = await runTests(testFilesIn('dist/tests/clients')) ? 0 : 1

/** A client that comes from Debian, in a package of its program's name. */
function debianClient(name, ...words) {
  const variable = `ORRERY_${name.toUpperCase()}`
  const install = () => debian(name)
  return {
    name, variable,
    check: program => [program, ...words],
    ways: [{ program: process.env[variable] }, { program: name }, { program: `/usr/bin/${name}`, way: 'apt-get', install }],
  }
}

/** The clients of the services that are derived, in a folder of their own. */
async function provideV3Clients() {
  const variable = 'ORRERY_V3_CLIENTS'
  const folder = process.env[variable] ?? join(cache, 'v3')
  delete process.env[variable]
  const rows = readFileSync(join(root, 'tests/clients/v3-clients.tsv'), 'utf8').trimEnd().split('\n').slice(1)
  const packages = rows.map(row => row.split('\t')[1])
  const isThere = () => packages.every(name => existsSync(join(folder, 'node_modules', name, 'package.json')))
  if (!isThere()) {
    console.log(`${packages.length} clients of the AWS SDK for JavaScript v3: installing by npm…`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
    const words = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--prefix', folder, ...packages]
    const { ok, reason } = await execute(['npm', ...words], installLimitMs)
    if (!ok || !isThere()) {
      console.log(`${packages.length} clients of the AWS SDK for JavaScript v3: skipped, npm: ${reason ?? 'some are not there'}`)
      return
    }
  }
  process.env[variable] = folder
  console.log(`${packages.length} clients of the AWS SDK for JavaScript v3 (${folder})`)
}

/** Finds or installs the client, sets its variable, says so; or says why not. */
async function provide({ name, variable, check, ways }) {
  delete process.env[variable]
  const reasons = []
  for (const { program, way, install } of ways.filter(({ program }) => program !== undefined)) {
    let checked = await execute(check(program), checkLimitMs)
    if (!checked.ok && install !== undefined) {
      console.log(`${name}: installing by ${way}…`)
      const installed = await install()
      if (installed.ok) checked = await execute(check(program), checkLimitMs)
      else reasons.push(`${way}: ${installed.reason}`)
    }
    if (checked.ok) {
      process.env[variable] = program
      console.log(`${name}: ${versionIn(checked.output)} (${program})`)
      return
    }
  }
  console.log(`${name}: skipped, ${reasons.join('; ') || 'it is not installed'}`)
}

/** The line that tells a version, of what a program prints of itself. */
function versionIn(output) {
  const lines = output.trim().split('\n')
  return lines.find(line => /\d\.\d/.test(line)) ?? lines.at(-1)
}

/** The JavaScript SDK comes with `npm ci`; nothing to install. */
function tellJavaScriptSdk() {
  const require = createRequire(import.meta.url)
  try {
    console.log(`AWS SDK for JavaScript v3: ${require('@aws-sdk/client-sqs/package.json').version}`)
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error
    console.log('AWS SDK for JavaScript v3: skipped, @aws-sdk/client-sqs is not installed')
  }
}

/** Installs Debian packages, as root or by a sudo that asks for no password. */
async function debian(...packages) {
  if (!existsSync('/usr/bin/apt-get')) return refusal('not on this system')
  const isRoot = process.getuid?.() === 0
  if (!isRoot && !(await execute(['sudo', '-n', 'true'], checkLimitMs)).ok) return refusal('it needs root, or sudo without a password')
  const apt = [...isRoot ? ['env'] : ['sudo', '-n', 'env'], 'DEBIAN_FRONTEND=noninteractive', 'apt-get']
  const install = [...apt, 'install', '--yes', '--quiet', '--no-install-recommends', ...packages]
  const first = await execute(install, installLimitMs)
  if (first.ok) return first
  const update = await execute([...apt, 'update', '--quiet'], installLimitMs)
  return update.ok ? execute(install, installLimitMs) : update
}

/** Installs a Python package, `boto3` or `boto3==1.28.78`, into an environment of its own, so that no two clients pull at one botocore. */
async function python(name) {
  const folder = join(cache, name)
  mkdirSync(cache, { recursive: true })
  const created = await execute(['python3', '-m', 'venv', '--clear', folder], installLimitMs)
  if (!created.ok) return created
  return execute([join(folder, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', name], installLimitMs)
}

function refusal(reason) {
  return { ok: false, output: '', reason }
}

/** Runs a program with everything it starts, for at most `limitMs`. → whether it succeeded, what it printed, and why it failed. */
function execute([program, ...words], limitMs) {
  return new Promise(resolve => {
    const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let output = ''
    let late = false
    const limit = setTimeout(() => {
      late = true
      process.kill(-child.pid, 'SIGKILL')
    }, limitMs)
    child.stdout.on('data', bytes => { output += bytes })
    child.stderr.on('data', bytes => { output += bytes })
    child.on('error', error => finish(error.code === 'ENOENT' ? 'not found' : error.message))
    child.on('close', code => {
      if (late) finish(`still running after ${limitMs / 1000} s`)
      else finish(code === 0 ? undefined : lastLine(output) ?? `ended with code ${code}`)
    })
    function finish(problem) {
      clearTimeout(limit)
      resolve({ ok: problem === undefined, output, reason: problem })
    }
  })
}

function lastLine(output) {
  return output.trim().split('\n').at(-1) || undefined
}
