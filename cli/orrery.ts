#!/usr/bin/env node
// The `orrery` command: finds the command that is meant, reads its options, runs it, and says what went wrong in words that help.
// Status 0 = done, 1 = it could not be done, 2 = it was asked wrongly.

import { parseArgs } from 'node:util'
import type { Command } from './command.ts'
import { UsageError } from './command.ts'
import { bill } from './bill.ts'
import { runDesk } from './desk.ts'
import { coverage, explain, logs } from './insight.ts'
import { Remote } from './remote.ts'
import { clock, env, reset, snapshot, status, stop } from './running.ts'
import { terms } from './terms.ts'

const lazily = { start: () => import('./start.ts').then(module => module.start) }
const others: readonly Command[] = [stop, status, reset, env, clock, snapshot, bill, terms, coverage, explain, logs]

async function main(argv: readonly string[]): Promise<void> {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const command = name === 'help' && rest[0] !== undefined ? await commandNamed(rest[0]) : undefined
    return print(command === undefined ? await overview() : helpOf(command))
  }
  if (!isCommand(name) && /^[a-z0-9]/.test(rest[0] ?? '') && await atDesk(argv)) return
  const command = await commandNamed(name)
  const { values, positionals } = readArguments(command, rest)
  if (values.help === true) return print(helpOf(command))
  const remote = new Remote(urlAt(command.name === 'start' ? undefined : values.port))
  await command.run({ positionals, options: values, console: { print, say, progress }, remote })
}

function urlAt(port: string | boolean | undefined): string {
  return port === undefined ? process.env.ORRERY_URL ?? 'http://127.0.0.1:4566' : `http://127.0.0.1:${String(port)}`
}

/** A control of the cloud's by the words of its path; false where it has none. */
function atDesk(argv: readonly string[]): Promise<boolean> {
  const at = argv.indexOf('--port')
  const words = at === -1 ? argv : [...argv.slice(0, at), ...argv.slice(at + 2)]
  return runDesk(words, new Remote(urlAt(at === -1 ? undefined : argv[at + 1])), { print, say, progress })
}

function isCommand(name: string): boolean {
  return name === 'start' || others.some(other => other.name === name)
}

async function commandNamed(name: string): Promise<Command> {
  const command = name === 'start' ? await lazily.start() : others.find(other => other.name === name)
  if (command === undefined) throw new UsageError(`There is no command '${name}'.`, 'See them all with: orrery --help')
  return command
}

type Values = Record<string, string | boolean | undefined>

function readArguments(command: Command, args: readonly string[]): { values: Values, positionals: string[] } {
  const options = { port: { type: 'string' }, ...command.options, help: { type: 'boolean', short: 'h' } } as const
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true }) as { values: Values, positionals: string[] }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new UsageError(error.message.split('. ')[0]!, `See: orrery ${command.name} --help`)
  }
}

async function overview(): Promise<string> {
  const commands = [await lazily.start(), ...others]
  return `orrery: a working model of the AWS cloud, with a clock that can be wound forward

usage: orrery COMMAND [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

orrery COMMAND --help tells more. Controls without a command are called by their path: orrery spot price --help.
Commands reach the cloud at http://127.0.0.1:4566, at --port, or at ORRERY_URL.`
}

function helpOf({ name, usage, summary, help }: Command): string {
  return `orrery ${name} ${usage}\n${summary}\n\n${help}`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  const { message, remedy, stack } = error as Error & { remedy?: string }
  say(remedy === undefined ? `orrery: ${stack ?? message}` : `orrery: ${message}\n${remedy}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
