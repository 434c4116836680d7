// The command `orrery terms`: the clauses of the service terms, the rules that carry them out, what they did, and what accounts promised.

import type { Command, Invocation } from './command.ts'
import { UsageError } from './command.ts'

interface RuleRow { readonly id: string, readonly says: string, readonly policy: boolean, readonly on: boolean }
interface ClauseRow { readonly clause: string, readonly class: string, readonly text: string, readonly rules: readonly RuleRow[] }
interface ClauseDetail extends ClauseRow { readonly trigger: string, readonly condition: string, readonly action: string }
interface EntryRow {
  readonly at: string, readonly rule: string, readonly clauses: readonly string[], readonly account: string, readonly did: string
}
interface PromiseRow {
  readonly account: string, readonly clause: string, readonly state: string, readonly at: string, readonly operation: string
}

const defaultAccount = '000000000000'
const width = 110

export const terms: Command = {
  name: 'terms',
  usage: '[list [SECTION] | show CLAUSE | log | promises | attest CLAUSE | strict on|off | on RULE | off RULE]',
  summary: 'the service terms as rules, and what they did',
  help: `The provider's service terms (edition of 8 December 2020) are rules on the clock: what is promised before a first
use, what is forbidden, what is announced and removed when it lies idle.

  list            the clauses that a rule carries out, of one section or all; --all for every one, --class for one class
  show CLAUSE     a clause, its rules, what is promised and what the rules did: 7 or 7#2
  log             what the rules did, oldest first, by days; --clause 7#1 for one clause
  promises        what accounts promised, accepted and were told; --outstanding for what is not promised yet
  attest CLAUSE   records that an account promises it, or accepts a licence
  strict on|off   whether an account must promise and accept before the call that needs it
  on, off RULE    switches a rule that the provider may, but need not, apply

--account A narrows to an account (${defaultAccount} for attest and strict). --json prints data.

Examples
  orrery terms list 5.3
  orrery terms show 27.2
  orrery terms attest 10.3.1#1 --account 111122223333
  orrery terms strict on
  orrery terms off lambda-idle`,
  options: {
    account: { type: 'string' }, all: { type: 'boolean' }, class: { type: 'string' }, clause: { type: 'string' }, json: { type: 'boolean' },
    outstanding: { type: 'boolean' },
  },
  async run(invocation) {
    const [verb = 'list', word] = invocation.positionals
    const run = verbs[verb]
    if (run === undefined) throw new UsageError(`terms has no '${verb}'.`, 'See: orrery terms --help')
    await run(invocation, word)
  },
}

const verbs: Readonly<Record<string, (invocation: Invocation, word: string | undefined) => Promise<void>>> = {
  list, show, log, promises, attest, strict,
  on: (invocation, word) => turn(invocation, word, true),
  off: (invocation, word) => turn(invocation, word, false),
}

/** Whether a clause lies in a section: 5 holds 5.3 and 5.3#1. */
function isWithin(clause: string, section: string | undefined): boolean {
  return section === undefined || clause === section || clause.startsWith(`${section}.`) || clause.startsWith(`${section}#`)
}

async function list({ remote, console, options }: Invocation, section: string | undefined): Promise<void> {
  const { clauses } = await remote.get('terms') as { clauses: ClauseRow[] }
  const meant = clauses.filter(({ clause, class: kind }) => isWithin(clause, section)
    && (options.class === undefined || kind === String(options.class).toUpperCase()))
  const carried = meant.filter(({ rules }) => rules.length > 0)
  const shown = options.all === true ? meant : carried
  if (options.json === true) return console.print(JSON.stringify(shown, undefined, 2))
  for (const { clause, class: kind, text, rules } of shown) {
    const state = rules.length === 0 ? '·' : rules.some(rule => !rule.on) ? 'off' : 'on'
    const [first = '', ...others] = wrapped(text, width - 26)
    console.print(`${clause.padEnd(11)} ${kind.padEnd(9)} ${state.padEnd(4)} ${first}`)
    for (const line of [...others, ...rules.map(({ id }) => `→ ${id}`)]) console.print(`${' '.repeat(26)} ${line}`)
  }
  const classes = [...new Set(meant.map(({ class: kind }) => kind))].sort()
  for (const kind of classes) {
    const of = (rows: readonly ClauseRow[]) => rows.filter(row => row.class === kind).length
    console.say(`${kind.padEnd(9)} ${String(of(carried)).padStart(4)} of ${String(of(meant)).padStart(4)} ${bar(of(carried) / of(meant))}`)
  }
  console.say(`${carried.length} of ${meant.length} clauses are carried out by a rule`)
}

async function show({ remote, console, options }: Invocation, word: string | undefined): Promise<void> {
  if (word === undefined) throw new UsageError('Which clause?', 'Write: orrery terms show 7')
  const answer = await remote.get(`terms/${encodeURIComponent(word)}`) as { clauses: ClauseDetail[], log: EntryRow[] }
  if (options.json === true) return console.print(JSON.stringify(answer, undefined, 2))
  const { promises: made } = await remote.get(`terms/promises${narrowed(options)}`) as { promises: PromiseRow[] }
  for (const { clause, class: kind, text, trigger, condition, action, rules } of answer.clauses) {
    console.print(`${clause}  ${kind}`)
    const say = (name: string, said: string) => {
      for (const [i, line] of wrapped(said, width - 9).entries()) console.print(`  ${(i === 0 ? name : '').padEnd(6)} ${line}`)
    }
    say('', text)
    for (const [name, said] of [['when', trigger], ['if', condition], ['then', action]] as const) if (said !== '-') say(name, said)
    for (const { id, says, policy, on } of rules) {
      say('rule', `${id}${policy ? on ? ' (may be switched off)' : ' (off)' : ''}: ${says}`)
    }
    if (rules.length === 0) say('rule', 'none carries it out')
    for (const each of made.filter(promise => promise.clause === clause)) {
      say(each.state, `account ${each.account}, ${each.at.slice(0, 10)}, by ${each.operation}`)
    }
  }
  for (const line of logText(answer.log)) console.print(line)
}

async function log({ remote, console, options }: Invocation): Promise<void> {
  const { entries } = await remote.get(`terms/log${narrowed(options)}`) as { entries: EntryRow[] }
  const { clause } = options
  const found = entries.filter(({ clauses }) => clause === undefined || clauses.some(each => isWithin(each, String(clause)))).reverse()
  if (options.json === true) return console.print(JSON.stringify(found, undefined, 2))
  for (const line of logText(found)) console.print(line)
  console.say(`${found.length} ${found.length === 1 ? 'deed' : 'deeds'} of the terms`)
}

/** Oldest first; a day is said once. */
function logText(entries: readonly EntryRow[]): string[] {
  let day = ''
  return [...entries].sort((a, b) => a.at < b.at ? -1 : 1).flatMap(({ at, account, rule, clauses, did }) => {
    const [first = '', ...others] = wrapped(`${did} [${rule}]`, width - 42)
    const shownDay = at.slice(0, 10) === day ? '' : day = at.slice(0, 10)
    const line = `${shownDay.padEnd(11)}${at.slice(11, 16)}  ${account}  ${clauses.slice(0, 2).join(',').padEnd(10)} ${first}`
    return [line, ...others.map(other => `${' '.repeat(42)} ${other}`)]
  })
}

async function promises({ remote, console, options }: Invocation): Promise<void> {
  const answer = await remote.get(`terms/promises${narrowed(options)}`) as { promises: PromiseRow[] }
  const found = answer.promises.filter(({ state }) => options.outstanding !== true || state === 'outstanding')
  if (options.json === true) return console.print(JSON.stringify(found, undefined, 2))
  for (const { account, clause, state, at, operation } of found) {
    console.print(`${account}  ${clause.padEnd(10)} ${state.padEnd(12)} ${at.slice(0, 10)}  by ${operation}`)
  }
  console.say(`${found.length} records`)
}

async function attest({ remote, console, options }: Invocation, clause: string | undefined): Promise<void> {
  if (clause === undefined) throw new UsageError('Which clause is promised?', 'Write: orrery terms attest 10.3.1#1')
  const { state, says } = await remote.post('terms/attest', { account: accountOf(options), clause }) as { state: string, says: string }
  console.print(`${accountOf(options)} ${clause} ${state}: ${says}`)
}

async function strict({ remote, console, options }: Invocation, word: string | undefined): Promise<void> {
  if (word !== 'on' && word !== 'off') throw new UsageError('Strict, or not?', 'Write: orrery terms strict on')
  const account = accountOf(options)
  await remote.post('terms/profile', { account, strict: word === 'on' })
  const says = word === 'on' ? 'promises and licences come before the call that needs them' : 'promises are listed as outstanding'
  console.print(`${account}: ${says}`)
}

async function turn({ remote, console }: Invocation, rule: string | undefined, isOn: boolean): Promise<void> {
  const word = isOn ? 'on' : 'off'
  if (rule === undefined) throw new UsageError('Which rule?', `Write: orrery terms ${word} lambda-idle`)
  await remote.post(`terms/rules/${encodeURIComponent(rule)}`, { on: isOn })
  console.print(`${rule} is ${word}`)
}

function accountOf(options: Invocation['options']): string {
  return typeof options.account === 'string' ? options.account : defaultAccount
}

function narrowed(options: Invocation['options']): string {
  return typeof options.account === 'string' ? `?account=${encodeURIComponent(options.account)}` : ''
}

/** Words in lines of at most so many characters. */
function wrapped(text: string, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function bar(part: number): string {
  const full = Math.round(part * 24)
  return '█'.repeat(full) + '░'.repeat(24 - full)
}
