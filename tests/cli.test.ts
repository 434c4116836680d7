// The `orrery` command as people use it: each command's output and status against a running cloud, what `--help` teaches, and errors that
// say what to do. Status 0 = done, 1 = it could not be done, 2 = it was asked wrongly.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Cloud } from '../src/index.ts'
import { orrery, startOrrery } from './orrery-process.ts'
import { createQueue, sqs } from './queue-caller.ts'

const commands = ['start', 'stop', 'status', 'reset', 'env', 'clock', 'snapshot', 'bill', 'terms', 'coverage', 'explain', 'logs']

// Most of a short command's time is its start; several fit beside one another.
const together = { concurrency: 4 }

describe('help', together, () => {
  test('lists every command with a line', async () => {
    for (const words of [[], ['--help'], ['-h'], ['help']]) {
      const { code, output, errors } = await orrery(words)
      assert.deepEqual({ code, errors }, { code: 0, errors: '' })
      for (const name of commands) assert.match(output, new RegExp(`^  ${name} +\\S.{10,}$`, 'm'))
    }
  })

  for (const name of commands) {
    test(`of ${name} teaches it`, async () => {
      const { code, output, errors } = await orrery([name, '--help'])
      assert.deepEqual({ code, errors }, { code: 0, errors: '' })
      assert.match(output, new RegExp(`^orrery ${name}\\b.*\\n\\S.+\\n\\n\\S`))
      assert.ok(output.split('\n').every(line => line.length <= 120))
    })
  }

  test('of start names every flag', async () => {
    const { output } = await orrery(['help', 'start'])
    for (const flag of ['port', 'host', 'data', 'ephemeral', 'durability', 'https', 'seed', 'now', 'iam', 'quotas', 'lifecycle']) {
      assert.match(output, new RegExp(`^  --${flag}\\b.*  \\S`, 'm'))
    }
  })
})

describe('a running cloud', () => {
  let cloud: Awaited<ReturnType<typeof Cloud.open>>
  let url = ''
  const own = (...words: string[]) => orrery(words, { ORRERY_URL: url })
  const printed = async (...words: string[]): Promise<string> => {
    const { code, output, errors } = await own(...words)
    assert.deepEqual({ code, errors }, { code: 0, errors: '' }, words.join(' '))
    return output
  }
  before(async () => {
    cloud = await Cloud.open({ now: '2030-01-01' })
    cloud.clock.freeze()
    url = (await cloud.listen(0)).url
  })
  after(() => cloud.close())

  test('shows its status', async () => {
    const output = await printed('status')
    assert.match(output, new RegExp(`^url +${url}$`, 'm'))
    assert.match(output, /^now +2030-01-01T00:00:00\.\d{3}Z$/m)
    assert.match(output, /^state +ephemeral$/m)
  })

  test('is found by its port', async () => {
    const { code, output } = await orrery(['status', '--port', new URL(url).port])
    assert.equal(code, 0)
    assert.match(output, /^status +running$/m)
  })

  test('is what env points clients at', async () => {
    const lines = (await printed('env', '--account', '111122223333', '--region', 'eu-west-1')).trimEnd().split('\n')
    assert.deepEqual(lines, [
      `export AWS_ENDPOINT_URL=${url}`, 'export AWS_ACCESS_KEY_ID=111122223333', 'export AWS_SECRET_ACCESS_KEY=test',
      'export AWS_REGION=eu-west-1', 'export AWS_DEFAULT_REGION=eu-west-1',
    ])
    assert.match(await printed('env'), /^export AWS_ACCESS_KEY_ID=test$/m)
  })

  test('has a clock that is shown, wound, set, frozen and resumed', async () => {
    assert.match(await printed('clock'), /^2030-01-01T00:00:00\.\d{3}Z  frozen\n$/)
    assert.match(await printed('clock', 'advance', '30d'), /^2030-01-31T00:00:00\.\d{3}Z  frozen  0 timers fired\n$/)
    assert.match(await printed('clock', 'set', '2030-06-01'), /^2030-06-01T00:00:00\.000Z  frozen  0 timers fired\n$/)
    assert.match(await printed('clock', 'resume'), /^2030-06-01T00:00:0\d\.\d{3}Z  running\n$/)
    assert.match(await printed('clock', 'freeze'), /^2030-06-01T00:0\d:\d\d\.\d{3}Z  frozen\n$/)
    assert.match(await printed('clock', 'show'), /frozen/)
  })

  test('keeps snapshots', async () => {
    await createQueue(url, 'kept')
    assert.match(await printed('snapshot', 'save', 'one'), /^saved one at 2030-06-01T/)
    await createQueue(url, 'later')
    assert.match(await printed('snapshot', 'list'), /^one +2030-06-01T\S+  \d+ bytes\n$/)
    const [, branch = ''] = /^one is served on (\S+)\n$/.exec(await printed('snapshot', 'branch', 'one')) ?? []
    assert.equal((await sqs<{ QueueUrls: string[] }>(branch, 'ListQueues', {})).QueueUrls.length, 1)
    assert.match(await printed('snapshot', 'restore', 'one'), /^restored one: it is 2030-06-01T/)
    assert.equal((await sqs<{ QueueUrls: string[] }>(url, 'ListQueues', {})).QueueUrls.length, 1)
    assert.equal(await printed('snapshot', 'delete', 'one'), 'deleted one\n')
    assert.equal(await printed('snapshot', 'list'), '')
  })

  test('is reset, in part and whole', async () => {
    await createQueue(url, 'q', {}, { account: '111122223333' })
    assert.equal(await printed('reset', '--account', '999999999999'), 'reset\n')
    assert.equal((await sqs<{ QueueUrls: string[] }>(url, 'ListQueues', {}, { account: '111122223333' })).QueueUrls.length, 1)
    assert.equal(await printed('reset'), 'reset\n')
    assert.equal((await sqs<{ QueueUrls: string[] }>(url, 'ListQueues', {}, { account: '111122223333' })).QueueUrls.length, 0)
  })

  test('says what it answers, and why', async () => {
    assert.match(await printed('coverage'), /^service +behaves +stores +refuses\n[^]*^sqs +23 +0 +0$[^]*^all \d+ /m)
    assert.match(await printed('coverage', 'sqs'), /^behaves {2}SendMessage$/m)
    assert.match(await printed('explain', 'sqs', 'SendMessage'), /^sqs SendMessage behaves\n\S.*\.\n$/)
    assert.match(await printed('explain', 'sqs', 'send-message'), /^sqs SendMessage behaves/)
    assert.match(await printed('explain', 'cloudsearchdomain', 'Search'), /^cloudsearchdomain Search refuses\n/)
  })

  test('shows the terms, what they did, and what is promised', async () => {
    const { output, errors } = await own('terms', 'list', '7')
    assert.match(output, /^7#1 {9}DISCLOSE {2}on {3}Six months[^]*→ simpledb-idle\n7#2 {9}ENFORCE/)
    assert.match(errors, /2 of 2 clauses are carried out by a rule\n$/)
    assert.match(await printed('terms', 'show', '27.2#1'),
      /^27\.2#1 {2}\S+\n[^]*\n {2}when [^]*\n {2}rule {3}cognito-pool-idle \(may be switched off\)/)
    assert.match(await printed('terms', 'attest', '1.5#2'), /^000000000000 1\.5#2 attested: /)
    const promises = await own('terms', 'promises')
    assert.match(promises.output, /^000000000000 {2}1\.5#2 {6}attested {5}2030-\d\d-\d\d {2}by terms attest\n$/)
    assert.equal((await own('terms', 'promises', '--outstanding')).output, '')
    assert.match(await printed('terms', 'strict', 'on'), /promises and licences come before/)
    assert.match(await printed('terms', 'strict', 'off'), /listed as outstanding/)
    assert.equal(await printed('terms', 'off', 'lambda-idle'), 'lambda-idle is off\n')
    assert.equal(await printed('terms', 'on', 'lambda-idle'), 'lambda-idle is on\n')
  })

  test('takes controls by the words of their path', async () => {
    assert.match(await printed('outposts', 'access', '--help'), /^orrery outposts access \[--account …\] \[--outpost …\] \[--actor …\]\n/)
    assert.match(await printed('outposts', 'access', '--outpost', 'op-1', '--actor', 'guest'), /"actor": "guest"/)
    const log = await own('terms', 'log', '--clause', '4.4')
    assert.match(log.output, /^2030-\d\d-\d\d \d\d:\d\d {2}000000000000 {2}4\.4#3 {6}flagged a breach: 'guest' may not touch/)
    assert.match(JSON.stringify(JSON.parse((await own('terms', 'log', '--json')).output)), /4\.4#3/)
  })

  test('shows its journal, one call a line, and follows it', async () => {
    await createQueue(url, 'logged')
    await sqs(url, 'ListQueues', {})
    const lines = (await printed('logs', '--limit', '2')).trimEnd().split('\n')
    assert.equal(lines.length, 2)
    assert.match(lines[0]!, /^2030-06-01T\S+ 200 sqs CreateQueue 000000000000 us-east-1 \d+\.\d ms$/)
    assert.match(lines[1]!, /^2030-06-01T\S+ 200 sqs ListQueues /)
    const program = fileURLToPath(new URL('../bundle/orrery.js', import.meta.url))
    const child = spawn(process.execPath, [program, 'logs', '--follow', '--limit', '1'], { env: { ...process.env, ORRERY_URL: url } })
    let heard = ''
    const hear = async (word: RegExp): Promise<void> => {
      while (!word.test(heard)) heard += String((await once(child.stdout, 'data') as [Buffer])[0])
    }
    await hear(/ListQueues/)
    await createQueue(url, 'followed')
    await hear(/CreateQueue/)
    child.kill()
    await once(child, 'close')
  })

  describe('asked wrongly', together, () => {
    const mistakes: ReadonlyArray<[words: string[], message: RegExp, remedy: RegExp]> = [
      [['clock', 'rewind'], /cannot 'rewind'/, /show, advance, set, freeze or resume/],
      [['clock', 'advance'], /needs a duration/, /orrery clock advance 30d/],
      [['clock', 'advance', 'soon'], /'soon' is no duration/, /90s/],
      [['clock', 'set'], /needs a date/, /orrery clock set 2027-01-01/],
      [['clock', 'set', 'never'], /'never' is no date/, /2027-01-01/],
      [['clock', 'set', '1999-01-01'], /never goes back/, /snapshot/],
      [['snapshot', 'save'], /needs a name/, /orrery snapshot save before/],
      [['snapshot', 'save', '../x'], /cannot name a snapshot/, /letters/],
      [['snapshot', 'restore', 'none'], /no snapshot/, /./],
      [['snapshot', 'delete', 'none'], /no snapshot/, /./],
      [['snapshot', 'burn', 'x'], /cannot 'burn'/, /save, list, restore, branch or delete/],
      [['env', '--account', 'me'], /'me' is no account/, /twelve digits/],
      [['coverage', 'nothing'], /no AWS service 'nothing'/, /coverage/],
      [['explain', 'sqs'], /needs a service and an operation/, /orrery explain sqs SendMessage/],
      [['explain', 'sqs', 'Fly'], /sqs has no operation Fly/, /orrery coverage sqs/],
      [['logs', '--limit', 'all'], /'all' is no number/, /limit=100/],
      [['bill', '--month', '2027-13'], /'2027-13' is no month/, /2027-03/],
      [['bill', '--account', 'me'], /'me' is no account/, /twelve digits/],
      [['terms', 'sign'], /no 'sign'/, /terms --help/],
      [['terms', 'strict', 'maybe'], /Strict, or not/, /orrery terms strict on/],
      [['outposts', 'access', '--actor'], /'--actor' needs a value/, /orrery outposts access --help/],
      [['outposts', 'dance'], /no command 'outposts'/, /orrery --help/],
      [['dance'], /no command 'dance'/, /orrery --help/],
      [['status', '--verbose'], /Unknown option '--verbose'/, /orrery status --help/],
    ]
    for (const [words, message, remedy] of mistakes) {
      test(`refuses '${words.join(' ')}' and says what to do`, async () => {
        const { code, output, errors } = await own(...words)
        assert.deepEqual({ code, output }, { code: 2, output: '' })
        const [first = '', second = ''] = errors.split('\n')
        assert.match(first, /^orrery: /)
        assert.match(first, message)
        assert.match(second, remedy)
        assert.doesNotMatch(errors, /\n +at /, 'a stack')
      })
    }
  })
})

describe('no cloud', () => {
  test('where one is asked for is said so by every command', async () => {
    const asked = [['status'], ['stop'], ['clock'], ['reset'], ['snapshot', 'list'], ['coverage'], ['logs']]
    for (const { code, output, errors } of await Promise.all(asked.map(words => orrery([...words, '--port', '1'])))) {
      assert.deepEqual({ code, output }, { code: 1, output: '' })
      assert.match(errors, /^orrery: No cloud answers at http:\/\/127\.0\.0\.1:1\.\nStart one with: orrery start/)
    }
  })
})

describe('start', together, () => {
  test('serves with the settings it is given, says one line, and is stopped by `orrery stop`', async t => {
    const words = ['--ephemeral', '--seed', '7', '--now', '2031-01-01', '--iam', 'off', '--lifecycle', 'real']
    const { url, port, child } = await startOrrery(t, ...words)
    const { seed, iam, lifecycle, state, now } = await (await fetch(`${url}/_orrery/health`)).json() as Record<string, string>
    assert.deepEqual({ seed, iam, lifecycle, state }, { seed: '7', iam: 'off', lifecycle: 'real', state: 'ephemeral' })
    assert.match(now!, /^2031-01-01T/)
    const ended = once(child, 'close')
    const { code, output } = await orrery(['stop', '--port', String(port)])
    assert.equal(code, 0)
    assert.equal(output, `orrery at ${url} is stopping\n`)
    assert.equal((await ended)[0], 0)
  })

  const mistakes: ReadonlyArray<[words: string[], message: RegExp, remedy: RegExp]> = [
    [['--port', 'high'], /--port cannot be 'high'/, /0 to 65535/],
    [['--port', '65536'], /--port cannot be '65536'/, /0 to 65535/],
    [['--iam', 'maybe'], /--iam cannot be 'maybe'/, /enforce, audit, off/],
    [['--quotas', 'some'], /--quotas cannot be 'some'/, /off, real/],
    [['--lifecycle', 'slow'], /--lifecycle cannot be 'slow'/, /brief, instant, real/],
    [['--durability', 'high'], /--durability cannot be 'high'/, /relaxed, flush/],
    [['--ephemeral', '--data', 'x'], /exclude each other/, /one of them/],
    [['now'], /start takes no 'now'/, /--help/],
    [['--speed', '11'], /Unknown option '--speed'/, /orrery start --help/],
  ]
  for (const [words, message, remedy] of mistakes) {
    test(`refuses '${words.join(' ')}' and says what to do`, async () => {
      const { code, output, errors } = await orrery(['start', ...words])
      assert.deepEqual({ code, output }, { code: 2, output: '' })
      const [first = '', second = ''] = errors.split('\n')
      assert.match(first, message)
      assert.match(second, remedy)
    })
  }

  test('at a time that is none is refused', async () => {
    const { code, errors } = await orrery(['start', '--ephemeral', '--port', '0', '--now', 'tomorrow'])
    assert.equal(code, 1)
    assert.match(errors, /^orrery: 'tomorrow' is no time to start at\.\nWrite an ISO date/)
  })

  test('on an address of another machine is refused', async () => {
    const { code, errors } = await orrery(['start', '--ephemeral', '--port', '0', '--host', '192.0.2.1'])
    assert.equal(code, 1)
    assert.match(errors, /^orrery: 192\.0\.2\.1 is no address of this machine\.\nUse 127\.0\.0\.1/)
  })
})
