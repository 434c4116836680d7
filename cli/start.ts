// `orrery start`: opens a cloud, serves it, and stops it cleanly on SIGTERM, SIGINT or `orrery stop`.

import { Cloud, SettingError } from '../src/index.ts'
import type { OpenOptions } from '../src/index.ts'
import type { Command, Invocation } from './command.ts'
import { UsageError } from './command.ts'

const defaultPort = 4566

export const start: Command = {
  name: 'start',
  usage: '[--port 4566] [--host 127.0.0.1] [--data DIR | --ephemeral] [more]',
  summary: 'serves a cloud until it is stopped',
  help: `Serves a cloud on one address for every AWS client.
Its state lives in ./.orrery and is there again after a restart, a crash or kill -9.

  --port 4566          port; 0 chooses a free one
  --host 127.0.0.1     address to listen on; others than loopback let other machines in
  --data DIR           folder of the state (default .orrery)
  --ephemeral          keeps everything in memory
  --durability flush   answers only when the disk has it (default relaxed: survives kill -9, not the loss of power)
  --https              the port speaks HTTPS too, with a certificate of its own
  --seed N             makes ids and chance reproducible
  --now ISO            virtual time to begin at, for a new cloud
  --iam MODE           enforce (default), audit or off
  --quotas MODE        off (default) or real
  --lifecycle MODE     how long states such as CREATING last: instant, brief (default) or real

Examples
  orrery start
  orrery start --ephemeral --port 5000 --now 2027-01-01T00:00:00Z`,
  options: {
    port: { type: 'string' }, host: { type: 'string' }, data: { type: 'string' }, ephemeral: { type: 'boolean' },
    durability: { type: 'string' }, https: { type: 'boolean' }, seed: { type: 'string' }, now: { type: 'string' },
    iam: { type: 'string' }, quotas: { type: 'string' }, lifecycle: { type: 'string' },
  },
  run: serve,
}

async function serve({ options, console, positionals }: Invocation): Promise<void> {
  if (positionals.length > 0) throw new UsageError(`start takes no '${positionals[0]}'.`, 'See orrery start --help.')
  const port = portOf(options.port)
  const host = text(options.host) ?? '127.0.0.1'
  const cloud = await Cloud.open(openOptions(options, line => console.say(line)))
  try {
    const listening = await cloud.listen(port, { host, https: options.https === true })
    console.print(`orrery ready on ${listening.url} in ${Math.round(process.uptime() * 1000)} ms`)
  } catch (error) {
    await cloud.close()
    throw listenError(error, port, host)
  }
  await new Promise<void>(resolve => {
    cloud.addControl('POST', 'stop', 'ends the cloud; its state is kept', {}, () => {
      setImmediate(resolve)
      return { stopping: true }
    })
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  await cloud.close()
}

function openOptions(options: Invocation['options'], log: (line: string) => void): OpenOptions {
  if (options.ephemeral === true && options.data !== undefined) {
    throw new UsageError('--data and --ephemeral exclude each other.', 'Give one of them.')
  }
  const directory = options.ephemeral === true ? undefined : text(options.data) ?? '.orrery'
  const seed = text(options.seed)
  const now = text(options.now)
  return {
    log,
    iam: choice('iam', options.iam, ['enforce', 'audit', 'off']),
    quotas: choice('quotas', options.quotas, ['off', 'real']),
    lifecycle: choice('lifecycle', options.lifecycle, ['brief', 'instant', 'real']),
    durability: choice('durability', options.durability, ['relaxed', 'flush']),
    ...(directory !== undefined && { directory }),
    ...(seed !== undefined && { seed }),
    ...(now !== undefined && { now }),
  }
}

function choice<const T extends string>(name: string, given: string | boolean | undefined, allowed: readonly [T, ...T[]]): T {
  if (given === undefined) return allowed[0]
  const found = allowed.find(value => value === given)
  if (found === undefined) throw new UsageError(`--${name} cannot be '${String(given)}'.`, `Use ${allowed.join(', ')}.`)
  return found
}

function portOf(given: string | boolean | undefined): number {
  if (given === undefined) return defaultPort
  const port = Number(given)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--port cannot be '${String(given)}'.`, 'Use a number from 0 to 65535.')
  }
  return port
}

function listenError(error: unknown, port: number, host: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return new SettingError(`Port ${port} is taken, perhaps by another Orrery.`, 'See with: orrery status. Or choose another with --port.')
  }
  if (code === 'EACCES') return new SettingError(`Port ${port} may not be opened by this user.`, 'Choose one above 1023 with --port.')
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new SettingError(`${host} is no address of this machine.`, 'Use 127.0.0.1, or leave --host out.')
  }
  return error
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
