// Commands about the running cloud as a whole: stop, status, reset, env, clock, snapshot.

import { setTimeout as sleep } from 'node:timers/promises'
import type { Command, Console } from './command.ts'
import { UsageError } from './command.ts'
import type { Remote } from './remote.ts'

export const stop: Command = {
  name: 'stop',
  usage: '',
  summary: 'ends the running cloud; its state is kept',
  help: 'Ends the cloud at the address given by --port or ORRERY_URL. A durable cloud has everything on disk already.',
  async run({ remote, console }) {
    await remote.post('stop')
    console.print(`orrery at ${remote.url} is stopping`)
  },
}

export const status: Command = {
  name: 'status',
  usage: '',
  summary: 'whether a cloud runs, its time and its settings',
  help: 'Shows the health of the running cloud as name and value, one a line.',
  async run({ remote, console }) {
    const health = await remote.get('health') as Record<string, unknown>
    console.print(`url        ${remote.url}`)
    for (const [name, value] of Object.entries(health)) console.print(`${name.padEnd(10)} ${String(value)}`)
  },
}

export const reset: Command = {
  name: 'reset',
  usage: '[--account A] [--region R]',
  summary: 'empties the cloud, or one account or region of it',
  help: `Deletes all resources at once; the clock goes on, and snapshots stay.

Examples
  orrery reset
  orrery reset --account 111122223333 --region eu-west-1`,
  options: { account: { type: 'string' }, region: { type: 'string' } },
  async run({ remote, console, options }) {
    const { account, region } = options
    await remote.post('reset', { ...(account !== undefined && { account }), ...(region !== undefined && { region }) })
    console.print('reset')
  },
}

export const env: Command = {
  name: 'env',
  usage: '[--account 000000000000] [--region us-east-1]',
  summary: 'prints shell exports that point any AWS client at the cloud',
  help: `Prints the variables that AWS SDKs, the AWS CLI, boto3, CDK and Terraform read.
Any twelve digits as access key are the root of that account.

The AWS CLI before 2.13 needs --endpoint-url besides: it does not know AWS_ENDPOINT_URL, or (1.x) not for every service.

Example
  eval "$(orrery env)" && aws sts get-caller-identity`,
  options: { account: { type: 'string' }, region: { type: 'string' } },
  async run({ remote, console, options }) {
    const account = options.account ?? 'test'
    if (account !== 'test' && !/^\d{12}$/.test(String(account))) {
      throw new UsageError(`'${String(account)}' is no account.`, 'Use twelve digits.')
    }
    console.print(`export AWS_ENDPOINT_URL=${remote.url}`)
    console.print(`export AWS_ACCESS_KEY_ID=${String(account)}`)
    console.print('export AWS_SECRET_ACCESS_KEY=test')
    console.print(`export AWS_REGION=${String(options.region ?? 'us-east-1')}`)
    console.print(`export AWS_DEFAULT_REGION=${String(options.region ?? 'us-east-1')}`)
  },
}

export const clock: Command = {
  name: 'clock',
  usage: '[show | advance 30d | set ISO | freeze | resume]',
  summary: 'shows or winds the virtual clock',
  help: `The one clock under all services. Winding it forward runs everything that falls due on the way, in order.
It never goes back: restore a snapshot for that.

  show           the virtual time (default)
  advance 30d    winds forward: 90s 15m 12h 30d 2w 6mo 1y, or sums such as 1d12h
  set ISO        winds forward to a date: 2027-01-01T00:00:00Z
  freeze         stands still
  resume         runs again with the wall clock

Examples
  orrery clock advance 30d
  orrery clock set 2027-01-01`,
  async run({ remote, console, positionals }) {
    const [verb = 'show', value] = positionals
    const asked = bodyOf(verb, value)
    const wound = verb === 'advance' || verb === 'set'
    const answer = await (asked === undefined ? remote.get('clock') : wound ? watched(remote, asked, console)
      : remote.post('clock', asked)) as Time
    console.print(`${answer.now}  ${answer.mode}${wound ? `  ${answer.fired} timers fired` : ''}`)
  },
}

/** Winds, and shows how far it has come where somebody looks. */
async function watched(remote: Remote, asked: Record<string, string>, console: Console): Promise<unknown> {
  const winding = remote.post('clock', asked)
  let isWound = false
  const end = winding.then(() => {}, () => {}).then(() => { isWound = true })
  for (;;) {
    await Promise.race([end, sleep(progressMs)])
    if (isWound) break
    const { now } = await remote.get('clock') as Time
    if (!isWound) console.progress(`winding: it is ${now}`)
  }
  console.progress('')
  return await winding
}

/** How often the clock is looked at while it winds. */
const progressMs = 250

interface Time { readonly now: string, readonly mode: string, readonly fired?: number }

function bodyOf(verb: string, value: string | undefined): Record<string, string> | undefined {
  switch (verb) {
    case 'show': return undefined
    case 'freeze': return { mode: 'frozen' }
    case 'resume': return { mode: 'running' }
    case 'advance':
    case 'set':
      if (value === undefined) throw lacksTime(verb)
      return { [verb]: value }
    default: throw new UsageError(`The clock cannot '${verb}'.`, 'Use show, advance, set, freeze or resume.')
  }
}

function lacksTime(verb: 'advance' | 'set'): UsageError {
  const [kind, example] = verb === 'set' ? ['a date', '2027-01-01'] : ['a duration', '30d']
  return new UsageError(`clock ${verb} needs ${kind}.`, `Write: orrery clock ${verb} ${example}`)
}

interface Snapshot { readonly name: string, readonly savedAt: string, readonly sizeBytes: number }

export const snapshot: Command = {
  name: 'snapshot',
  usage: 'save|list|restore|branch|delete NAME',
  summary: 'keeps and brings back states of the whole cloud',
  help: `A snapshot holds everything: every account, region and service, and the time.

  save NAME       keeps the present state
  list            the kept states
  restore NAME    puts the present state aside for a kept one, and returns to its time
  branch NAME     serves an independent copy of a kept state on a port of its own, in memory
  delete NAME     removes a kept state

Example
  orrery snapshot save before && ./try-something && orrery snapshot restore before`,
  options: { 'branch-port': { type: 'string' } },
  async run({ remote, console, positionals, options }) {
    const [verb = 'list', name] = positionals
    if (verb !== 'list' && name === undefined) {
      throw new UsageError(`snapshot ${verb} needs a name.`, `Write: orrery snapshot ${verb} before`)
    }
    const path = `snapshots/${encodeURIComponent(name ?? '')}`
    switch (verb) {
      case 'list': {
        const { snapshots } = await remote.get('snapshots') as { snapshots: Snapshot[] }
        for (const { name: kept, savedAt, sizeBytes } of snapshots) console.print(`${kept.padEnd(24)} ${savedAt}  ${sizeBytes} bytes`)
        return
      }
      case 'save': return console.print(`saved ${name} at ${(await remote.post('snapshots', { name }) as Snapshot).savedAt}`)
      case 'restore': return console.print(`restored ${name}: it is ${(await remote.post(`${path}/restore`) as { now: string }).now}`)
      case 'branch': {
        const port = options['branch-port'] ?? '0'
        return console.print(`${name} is served on ${(await remote.post(`${path}/branch`, { port }) as { url: string }).url}`)
      }
      case 'delete':
        await remote.post(`${path}/delete`)
        return console.print(`deleted ${name}`)
      default: throw new UsageError(`snapshot cannot '${verb}'.`, 'Use save, list, restore, branch or delete.')
    }
  },
}
