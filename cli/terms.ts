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

export const terms: Command = {
  name: 'terms',
  usage: '[list | show CLAUSE | log | promises | attest CLAUSE | on RULE | off RULE]',
  summary: 'the service terms as rules, and what they did',
  help: `The provider's service terms (edition of 8 December 2020) are rules on the clock: what is promised before a first
use, what is forbidden, what is announced and removed when it lies idle.

  list            the clauses that a rule carries out; --all for every one
  show CLAUSE     a clause, its rules and what they did: 7 or 7#2
  log             what the rules did, oldest first
  promises        what accounts promised, accepted and were told; what is outstanding
  attest CLAUSE   records that an account promises it, or accepts a licence
  on, off RULE    switches a rule that the provider may, but need not, apply

--account A narrows to an account (${defaultAccount} for attest).

Examples
  orrery terms show 27.2
  orrery terms attest 10.3.1#1 --account 111122223333
  orrery terms off lambda-idle`,
  options: { account: { type: 'string' }, all: { type: 'boolean' } },
  async run(invocation) {
    const [verb = 'list', word] = invocation.positionals
    const run = verbs[verb]
    if (run === undefined) throw new UsageError(`terms has no '${verb}'.`, 'See: orrery terms --help')
    await run(invocation, word)
  },
}

const verbs: Readonly<Record<string, (invocation: Invocation, word: string | undefined) => Promise<void>>> = {
  list, show, log, promises, attest,
  on: (invocation, word) => turn(invocation, word, true),
  off: (invocation, word) => turn(invocation, word, false),
}

async function list({ remote, console, options }: Invocation): Promise<void> {
  const { clauses } = await remote.get('terms') as { clauses: ClauseRow[] }
  const carried = clauses.filter(({ rules }) => rules.length > 0)
  for (const { clause, class: kind, text, rules } of options.all === true ? clauses : carried) {
    const off = rules.some(rule => !rule.on) ? ' (off)' : ''
    console.print(`${clause.padEnd(10)} ${kind.padEnd(8)} ${(rules.map(({ id }) => id).join(' ') || '-').padEnd(28)}${off} ${text}`)
  }
  console.say(`${carried.length} of ${clauses.length} clauses are carried out by a rule`)
}

async function show({ remote, console }: Invocation, word: string | undefined): Promise<void> {
  if (word === undefined) throw new UsageError('Which clause?', 'Write: orrery terms show 7')
  const { clauses, log: entries } = await remote.get(`terms/${encodeURIComponent(word)}`) as { clauses: ClauseDetail[], log: EntryRow[] }
  for (const { clause, class: kind, text, trigger, condition, action, rules } of clauses) {
    console.print(`${clause}  ${kind}`)
    console.print(`  ${text}`)
    console.print(`  when ${trigger}; if ${condition}; then ${action}`)
    for (const { id, says, policy, on } of rules) {
      console.print(`  rule ${id}${policy ? on ? ' (may be switched off)' : ' (off)' : ''}: ${says}`)
    }
    if (rules.length === 0) console.print('  no rule carries it out')
  }
  for (const entry of entries) console.print(lineOf(entry))
}

async function log({ remote, console, options }: Invocation): Promise<void> {
  const { entries } = await remote.get(`terms/log${narrowed(options)}`) as { entries: EntryRow[] }
  for (const entry of entries.reverse()) console.print(lineOf(entry))
}

async function promises({ remote, console, options }: Invocation): Promise<void> {
  const answer = await remote.get(`terms/promises${narrowed(options)}`) as { promises: PromiseRow[] }
  for (const { account, clause, state, at, operation } of answer.promises) {
    console.print(`${account} ${clause.padEnd(10)} ${state.padEnd(12)} ${at}  by ${operation}`)
  }
}

async function attest({ remote, console, options }: Invocation, clause: string | undefined): Promise<void> {
  if (clause === undefined) throw new UsageError('Which clause is promised?', 'Write: orrery terms attest 10.3.1#1')
  const account = typeof options.account === 'string' ? options.account : defaultAccount
  const { state, says } = await remote.post('terms/attest', { account, clause }) as { state: string, says: string }
  console.print(`${account} ${clause} ${state}: ${says}`)
}

async function turn({ remote, console }: Invocation, rule: string | undefined, isOn: boolean): Promise<void> {
  const word = isOn ? 'on' : 'off'
  if (rule === undefined) throw new UsageError('Which rule?', `Write: orrery terms ${word} lambda-idle`)
  await remote.post(`terms/rules/${encodeURIComponent(rule)}`, { on: isOn })
  console.print(`${rule} is ${word}`)
}

function narrowed(options: Invocation['options']): string {
  return typeof options.account === 'string' ? `?account=${encodeURIComponent(options.account)}` : ''
}

function lineOf({ at, account, rule, clauses, did }: EntryRow): string {
  return `${at.slice(0, 10)} ${account} ${clauses.join(',').padEnd(14)} ${rule}: ${did}`
}
