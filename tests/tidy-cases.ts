// Small projects for the test of tidy: for each rule some that break it exactly once, and some that come close and keep it.
// The test puts a comment at the top of every file of code, except where the rule is about that comment.

/** Files by path. */
export type Files = Readonly<Record<string, string>>

/** For each rule: projects that break it once, and projects that come close and keep it. */
export const tidyCases: Readonly<Record<string, { offends: readonly Files[], clean: readonly Files[] }>> = {
  layer: {
    offends: [
      { 'src/std/key.ts': `import { a } from '../wire/xml.ts'` },
      { 'src/kernel/call.ts': `const queue = () => import('../services/sqs/service.ts')` },
      { 'src/services/sqs/queue.ts': `import type { Topic } from '../sns/topic.ts'` },
      { 'src/services/sqs/queue.ts': `import { Store } from '../../kernel/store/store.ts'` },
      { 'src/services/sqs/queue.ts': `import { Sqs } from '../../../generated/aws/sqs.ts'` },
      { 'src/services/states/engine/language.ts': `import { resource } from '../../../kernel/service.ts'` },
      { 'src/engines/sql/face.ts': `import { call } from '../../kernel/service.ts'` },
      { 'src/engines/sql/face.ts': `import { mqtt } from '../mqtt/face.ts'` },
      { 'src/kernel/call.ts': `import { tidy } from '../../tools/tidy/rules.ts'` },
      { 'src/kernel/call.ts': `import { cases } from './call.test.ts'` },
      { 'src/services/index.ts': `import { Queue } from './sqs/queue.ts'` },
      { 'cli/start.ts': `import { Clock } from '../src/kernel/clock.ts'` },
    ],
    clean: [
      { 'src/kernel/call.ts': `import { a } from '../std/key.ts'\nexport { b } from '../wire/xml.ts'` },
      {
        'src/services/sqs/queue.ts': `import type { Sqs } from '../../../generated/aws/sqs.ts'
          import { resource } from '../../kernel/service.ts'
          import { price } from '../../contract/index.ts'
          import { sql } from '../../engines/sql/face.ts'
          import { redrive } from './redrive.ts'`,
      },
      { 'src/services/sqs/queue.test.ts': `import { Cloud } from '../../kernel/cloud.ts'` },
      { 'src/services/index.ts': `export const sqs = () => import('./sqs/service.ts')` },
      { 'src/main.ts': `import { Cloud } from './kernel/cloud.ts'`, 'tools/scaffold.ts': `import { a } from '../src/model/shape.ts'` },
      { 'src/std/key.ts': `const text = "import { a } from '../wire/xml.ts'"` },
    ],
  },
  cycle: {
    offends: [
      { 'src/std/a.ts': `import { b } from './b.ts'`, 'src/std/b.ts': `import { a } from './a.ts'` },
      { 'src/std/a.ts': `export { b } from './b.ts'`, 'src/std/b.ts': `import { c } from './c.ts'`, 'src/std/c.ts': `import './a.ts'` },
    ],
    clean: [
      {
        'src/std/a.ts': `import { b } from './b.ts'\nimport { c } from './c.ts'`,
        'src/std/b.ts': `import { c } from './c.ts'`,
        'src/std/c.ts': '',
      },
      { 'src/std/a.ts': `import { b } from './b.ts'`, 'src/std/b.ts': `import type { A } from './a.ts'` },
    ],
  },
  dependency: {
    offends: [
      { 'package.json': '{"devDependencies":{"aws-sdk":"2"}}', 'src/model/reader.ts': `import sdk from 'aws-sdk'` },
      { 'src/kernel/store/disk.ts': `const engine = await import('lmdb')` },
    ],
    clean: [
      {
        'package.json': '{"dependencies":{"lmdb":"3","@scope/part":"1"}}',
        'src/kernel/disk.ts': `import { open } from 'lmdb'\nimport '@scope/part/deep'`,
      },
      { 'src/std/key.ts': `import { join } from 'node:path'\nimport type { Queue } from '@aws-sdk/client-sqs'` },
      { 'src/std/key.test.ts': `import sdk from 'aws-sdk'`, 'tools/make.ts': `import sdk from 'aws-sdk'` },
    ],
  },
  clock: {
    offends: [
      { 'src/services/sqs/service.ts': 'const at = Date.now()' },
      { 'src/wire/xml.ts': 'const at = new Date()' },
      { 'src/wire/xml.ts': 'const at = new Date' },
      { 'src/wire/xml.ts': 'const wall = Date.now' },
    ],
    clean: [
      { 'src/kernel/clock.ts': 'const at = Date.now()', 'src/kernel/cloud.ts': 'const wall = Date.now', 'tests/speed.ts': 'Date.now()' },
      { 'src/wire/xml.ts': `const at = new Date(5)\n// Date.now() is banned\nconst text = 'Date.now()'` },
    ],
  },
  timer: {
    offends: [
      { 'src/services/sqs/service.ts': 'setTimeout(() => wake(), 5)' },
      { 'src/contract/ledger.ts': 'setInterval(bill, 5)' },
    ],
    clean: [
      { 'src/kernel/gateway/server.ts': 'setTimeout(() => socket.destroy(), 5)', 'src/services/sqs/service.ts': 'call.setTimeout(5)' },
    ],
  },
  chance: {
    offends: [{ 'src/services/sqs/service.ts': 'const id = Math.random()' }],
    clean: [
      { 'src/kernel/random.ts': 'const seed = Math.random()', 'src/std/ring.ts': 'const size = Math.floor(5)' },
    ],
  },
  arn: {
    offends: [
      { 'src/services/sqs/service.ts': 'const arn = `arn:aws:sqs:${region}:${account}:${name}`' },
      { 'src/kernel/call.ts': `const arn = 'arn:aws:iam::aws:policy'` },
      { 'src/kernel/call.ts': `if (text.startsWith('arn:')) throw text` },
    ],
    clean: [
      { 'src/services/sqs/service.ts': `const arn = 'arn:{partition}:sqs:{region}:{account}:{name}'` },
      { 'src/services/sqs/queue.test.ts': `const arn = 'arn:aws:sqs:eu-west-1:1:q'`, 'src/kernel/arn.ts': 'const form = /^arn:/' },
    ],
  },
  environment: {
    offends: [
      { 'src/kernel/cloud.ts': 'const port = process.env.PORT' },
      { 'src/kernel/cloud.ts': 'const { PORT } = process.env' },
    ],
    clean: [
      { 'src/main.ts': 'const port = process.env.PORT', 'cli/start.ts': 'process.env.PORT', 'tools/build.mjs': 'process.env.PORT' },
    ],
  },
  console: {
    offends: [
      { 'src/kernel/cloud.ts': 'console.log(5)' },
      { 'src/services/sqs/service.ts': 'list.forEach(console.error)' },
    ],
    clean: [
      {
        'src/main.ts': 'console.log(5)',
        'cli/bill.ts': 'console.table([])',
        'bench/main.ts': 'console.log(5)',
        'src/std/key.test.ts': 'console.log(5)',
      },
    ],
  },
  'file-name': {
    offends: [{ 'src/std/accessKey.ts': '' }, { 'src/std/access_key.ts': '' }, { 'src/Std/key.ts': '' }],
    clean: [
      { 'src/std/access-key.ts': '', 'src/std/key.test.ts': '', 'src/std/key.fixture.ts': '', 'tools/prepare.mjs': '', 'README.md': '' },
    ],
  },
  word: {
    offends: [
      { 'src/std/utils.ts': '' },
      { 'src/kernel/helpers/key.ts': '' },
      { 'src/kernel/key.ts': 'export class KeyManager {}' },
      { 'src/kernel/key.ts': 'export const makeKeyFactory = 1' },
      { 'tests/mock-clock.ts': '' },
      { 'src/kernel/key.ts': 'export interface FakeClock { now: number }' },
      { 'src/services/sqs/message-utils.ts': '' },
    ],
    clean: [
      { 'src/std/base64.ts': 'export function base64url() {}', 'src/kernel/key.ts': 'const base = 5\nexport { base }' },
      { 'src/services/iam/oidc-provider.ts': 'export const CreateOpenIDConnectProvider = 1', 'src/services/secretsmanager/README.md': '' },
    ],
  },
  'interface-prefix': {
    offends: [{ 'src/kernel/key.ts': 'export interface IClock { now: number }' }],
    clean: [
      { 'src/kernel/key.ts': 'interface Identity { id: string }\ninterface IAMPolicy { id: string }\ntype IClock = number' },
    ],
  },
  'service-name': {
    offends: [
      { 'src/services/sqs/README.md': '', 'src/kernel/call.ts': `const isQueue = id === 'sqs'` },
      { 'src/services/sqs/README.md': '', 'src/wire/query.ts': 'export function decodeSqsError() {}' },
    ],
    clean: [
      {
        'src/services/sqs/README.md': '',
        'src/kernel/call.ts': `// as sqs does\nconst id = 'sns'`,
        'src/kernel/call.test.ts': `const id = 'sqs'`,
      },
      {
        'src/services/events/README.md': '',
        'src/kernel/journal.ts': `const events = ['events']`,
        'src/contract/price.ts': `const id = 'events'`,
      },
    ],
  },
  header: {
    offends: [
      { 'src/std/key.ts': 'export const key = 5' },
      { 'src/std/key.ts': '\n// Late.\n' },
      { 'src/std/key.ts': '// One. Two. Three.\n// Four. Five. Six.' },
      { 'tools/make.mjs': '#!/usr/bin/env node\nmake()' },
    ],
    clean: [
      { 'src/std/key.ts': '// One, e.g. this one. Two: `a.b`, 5.5. Three? Four!\n// Five' },
      { 'tools/make.mjs': '#!/usr/bin/env node\n// Makes it.' },
      { 'src/std/key.ts': '/**\n * What it is.\n */\nexport const key = 5' },
    ],
  },
  'function-length': {
    offends: [
      { 'src/std/key.ts': `export function key() {\n${'  step()\n'.repeat(69)}}` },
      { 'src/std/key.ts': `const key = () => {\n${'  step()\n'.repeat(69)}}` },
      { 'src/std/key.ts': `class Key {\n  read() {\n${'    step()\n'.repeat(69)}  }\n}` },
    ],
    clean: [
      { 'src/std/key.ts': `function key() {\n${'  step()\n'.repeat(68)}}\n` },
      { 'src/std/key.test.ts': `describe('key', () => {\n${'  step()\n'.repeat(69)}})` },
    ],
  },
  'file-length': {
    offends: [
      { 'src/std/key.ts': 'step()\n'.repeat(400) },
      { 'src/services/sqs/service.ts': 'step()\n'.repeat(150) },
    ],
    clean: [
      {
        'src/std/key.ts': 'step()\n'.repeat(399),
        'src/services/sqs/service.ts': 'step()\n'.repeat(149),
        'README.md': 'line\n'.repeat(500),
      },
    ],
  },
  'line-length': {
    offends: [{ 'src/std/key.ts': `const key = '${'x'.repeat(127)}'` }],
    clean: [{ 'src/std/key.ts': `const key = '${'x'.repeat(126)}'`, 'README.md': 'x'.repeat(200) }],
  },
  enum: {
    offends: [{ 'src/std/key.ts': 'export enum Kind { A, B }' }],
    clean: [{ 'src/std/key.ts': `const words = { enum: ['A'] }` }],
  },
  namespace: {
    offends: [{ 'src/std/key.ts': 'namespace Key { export const a = 1 }' }],
    clean: [{ 'src/std/key.ts': 'const namespace = 5' }],
  },
  decorator: {
    offends: [{ 'src/std/key.ts': '@sealed class Key {}' }],
    clean: [{ 'src/std/key.ts': `// @sealed\nclass Key { text = '@sealed' }` }],
  },
  'parameter-property': {
    offends: [{ 'src/std/key.ts': 'class Key { constructor(readonly text: string) {} }' }],
    clean: [
      { 'src/std/key.ts': 'class Key { readonly text: string\n constructor(text: string) { this.text = text } }' },
    ],
  },
  'default-export': {
    offends: [
      { 'src/std/key.ts': 'export default 5' },
      { 'src/std/key.ts': 'export default function key() {}' },
      { 'src/std/key.ts': 'const key = 5\nexport { key as default }' },
    ],
    clean: [{ 'src/std/key.ts': 'export const key = { default: 5 }\nswitch (key) { default: step() }' }],
  },
  barrel: {
    offends: [
      { 'src/std/index.ts': `export { a } from './a.ts'\nexport type { B } from './b.ts'` },
      { 'src/std/key.ts': `export const a = 1\nexport * from './b.ts'` },
    ],
    clean: [
      { 'src/index.ts': `export { Cloud } from './kernel/cloud.ts'`, 'src/contract/index.ts': `export { bill } from './bill.ts'` },
      { 'src/std/key.ts': `export { a } from './a.ts'\nexport const b = 1`, 'src/std/a.ts': 'const a = 1\nexport { a }' },
    ],
  },
  'module-state': {
    offends: [
      { 'src/std/key.ts': 'let count = 0' },
      { 'src/std/key.ts': 'export var count = 0' },
      { 'src/std/key.ts': 'const cache = new Map()\nexport function read(key) { return cache.get(key) ?? cache.set(key, 5) }' },
      { 'src/std/key.ts': 'const seen = []\nexport const see = key => { seen.push(key) }' },
      { 'src/std/key.ts': 'const seen = {}\nexport const see = key => { seen[key] = 1 }' },
      { 'src/std/key.ts': 'const seen = {}\nexport function forget() { delete seen.key }' },
    ],
    clean: [
      {
        'src/std/key.ts': `const table = new Map()
          for (const key of keys) table.set(key, 5)
          export function read(key) { return table.get(key) }`,
      },
      {
        'src/std/key.ts': `const list = [1]
          export function sorted(list) { list.push(2); return list }
          function count() { let count = 0; return count }`,
      },
      { 'src/std/key.test.ts': 'let cloud\nbefore(() => { cloud = 5 })' },
    ],
  },
  'empty-catch': {
    offends: [
      { 'src/std/key.ts': 'try { step() } catch {}' },
      { 'src/std/key.ts': 'try { step() } catch (error) { /* never mind */ }' },
      { 'src/std/key.ts': 'step().catch(() => {})' },
    ],
    clean: [
      {
        'src/std/key.ts': `try { step() } catch (error) { if (error.code !== 'ENOENT') throw error }
          step().catch(error => { tell(error) })`,
      },
    ],
  },
  'open-work': {
    offends: [
      { 'src/std/key.ts': 'step() // TODO: later' },
      { 'README.md': 'FIXME' },
      { 'src/std/key.ts': '/*\n * HACK\n */' },
    ],
    clean: [{ 'src/std/key.ts': `const text = 'TODO'`, 'README.md': 'Write no `TODO`.' }],
  },
  'machine-path': {
    offends: [
      { 'README.md': `See /${'home'}/ann/orrery.` },
      { 'src/std/key.ts': `const path = '/${'tmp'}/orrery'` },
      { 'docs/start.md': `/${'root'}/x` },
      { 'docs/a.md': `(/${'work'}/main)` },
      { 'docs/a.md': `/${'Users'}/ann/x` },
    ],
    clean: [
      { 'README.md': 'A function may write to /tmp, a client asks /queue/work/5 and https://x.example/root/a, and /workers/5.' },
    ],
  },
  registry: {
    offends: [
      { 'package-lock.json': `"resolved": "https://registry.${'npmjs'}.org/lmdb"` },
      { 'README.md': `It is on pypi.${'org'}.` },
    ],
    clean: [{ 'README.md': 'Install it with `npm i orrery-cloud`; the service registry is a table.' }],
  },
  organisation: {
    offends: [
      { 'README.md': 'As issue 2 asks.' },
      { 'src/std/key.ts': '// the lead decided so' },
      { 'src/std/key.ts': '// written by another helper' },
      { 'docs/a.md': 'A sub-agent wrote it.' },
    ],
    clean: [
      {
        'README.md': 'The SSM agent opens a session; the issuer issues 3 tickets; the lead time is 5 days.',
        'src/std/key.ts': `const a = 'issue 2'`,
      },
    ],
  },
  secret: {
    offends: [
      { 'docs/key.pem': `-----BEGIN ${'PRIVATE'} KEY-----` },
      { 'src/std/key.test.ts': `const pem = '-----BEGIN RSA ${'PRIVATE'} KEY-----'` },
    ],
    clean: [{ 'docs/key.pem': '-----BEGIN CERTIFICATE-----', 'README.md': 'AKIAIOSFODNN7EXAMPLE' }],
  },
  'tracked-output': {
    offends: [{ 'dist/main.js': '' }, { 'generated/aws/sqs.d.ts': '' }],
    clean: [{ 'docs/dist/page.md': '', 'src/std/distance.ts': '' }],
  },
  only: {
    offends: [
      { 'src/std/key.test.ts': `test.only('key', () => {})` },
      { 'src/std/key.test.ts': `test('key', { only: true }, () => {})` },
    ],
    clean: [{ 'src/std/key.test.ts': `test('only one', () => { find({ only: true }) })` }],
  },
  skip: {
    offends: [
      { 'src/std/key.test.ts': `describe.skip('key', () => {})` },
      { 'src/std/key.test.ts': `it('key', { skip: true }, () => {})` },
      { 'src/std/key.test.ts': `test('key', t => t.skip())` },
      { 'src/std/key.test.ts': `test.todo('key')` },
    ],
    clean: [
      {
        'src/std/key.test.ts': `test('key', { skip: 'needs root' }, t => t.skip('needs root'))
          reader.skip()
          const key = { skip: true }`,
      },
    ],
  },
  'service-folder': {
    offends: [{ 'src/services/sqs/service.ts': '' }, { 'src/services/sqs/README.md': '' }],
    clean: [
      { 'src/services/sqs/service.ts': '', 'src/services/sqs/README.md': '', 'src/services/index.ts': '' },
    ],
  },
  'test-beside': {
    offends: [
      { 'src/services/sqs/queue.ts': 'export const CreateQueue = () => 5' },
      { 'src/services/states/engine/language.ts': 'export function parse() {}' },
    ],
    clean: [
      { 'src/services/sqs/queue.ts': 'export const CreateQueue = () => 5', 'src/services/sqs/queue.test.ts': '' },
      {
        'src/services/sqs/service.ts': 'export const list = () => 5',
        'src/services/sqs/limits.ts': 'export const limit = 5',
        'src/std/key.ts': 'const a = () => 5',
      },
    ],
  },
}
