// What a customer or the provider does outside of any public API, as a control of Orrery's own: `POST /_orrery/lumberyard/release`. A desk
// asks for the promises that its clauses need, refuses what they forbid, keeps what was handed in, and records the licences and disclosures
// that come with it. What a promise says is the register's text; it is made in `states`, or beforehand by `orrery terms attest`.

import { AdminError } from '../../kernel/gateway/admin.ts'
import { Body } from '../controls/body.ts'
import { instant } from '../calendar.ts'
import type { Kept, Office, PromiseState } from './office.ts'
import type { Rule } from './rule.ts'
import { after } from './span.ts'

/** `?` where it may be left out. A time is epoch ms once it is read. */
type Kind = 'text' | 'text?' | 'count' | 'count?' | 'flag' | 'flag?' | 'texts' | 'time' | 'time?'

export type Given = Readonly<Record<string, unknown>>

export interface Asked {
  readonly office: Office
  readonly rule: Rule
  readonly account: string
  readonly given: Given
  /** What the account handed in at this desk or another. */
  kept(path: string, account?: string): readonly Kept[]
}

/** What was done, for the log. */
export type Deed = string | undefined | Promise<string | undefined>

export interface Desk {
  /** Below `/_orrery/`. */
  readonly path: string
  readonly says: string
  readonly takes?: Readonly<Record<string, Kind>>
  /** The member that tells one thing handed in from another; the time does where absent. */
  readonly name?: string
  /** Promises that must be made, licences that are taken and disclosures that are told by doing it: clauses. */
  readonly needs?: readonly string[]
  readonly accepts?: readonly string[]
  readonly tells?: readonly string[]
  /** Why it is refused, by clause: a code and a sentence. */
  readonly bars?: Readonly<Record<string, (asked: Asked) => string | undefined>>
  /** What else comes of it, by clauses joined by a space; the text returned is logged. */
  readonly does?: Readonly<Record<string, (asked: Asked) => Deed>>
  /** What comes of it after a span, by clause. */
  readonly due?: { readonly in: string, readonly clauses: readonly string[], readonly then: (asked: Asked) => Deed }
  /** What it answers beside what was given. */
  readonly answers?: (asked: Asked) => Given
  /** Clauses that it carries out by what it keeps or answers. */
  readonly clauses?: readonly string[]
}

/** Declares a desk. */
export function desk(declaration: Desk): Rule {
  const { path, says, takes = {}, needs = [], accepts = [], tells = [], bars = {}, does = {}, due, clauses = [] } = declaration
  const deeds = [...Object.keys(does).flatMap(names => names.split(' ')), ...due?.clauses ?? []]
  return {
    id: `desk-${path.replace(/[/{}]+/g, '-')}`, says,
    clauses: [...new Set([...Object.keys(bars), ...needs, ...accepts, ...tells, ...deeds, ...clauses])],
    asks: [...needs, ...accepts],
    controls: [{
      path, says, example: exampleOf(declaration),
        run: (office, rule, body) => handIn(declaration, askedOf(office, rule, read(takes, body))),
    }],
    ...(due !== undefined && { timers: { due: (office, rule, given) => fallDue(due, askedOf(office, rule, given)) } }),
  }
}

/** A refusal by a clause: the code, a sentence, the clause. */
export function refusedBy(clause: string, reason: string): AdminError {
  return new AdminError(403, `${reason} (Service Terms ${clause})`, `See: orrery terms show ${clause}`)
}

function askedOf(office: Office, rule: Rule, given: Given): Asked {
  const account = given['account'] as string
  return { office, rule, account, given, kept: (path, of = account) => office.kept(path, of) }
}

async function fallDue({ clauses, then }: NonNullable<Desk['due']>, asked: Asked): Promise<void> {
  const did = await then(asked)
  if (did !== undefined) asked.office.log({ ...asked.rule, clauses }, { account: asked.account, region: 'global' }, did)
}

async function handIn(declaration: Desk, asked: Asked): Promise<Given> {
  const { path, name, needs = [], accepts = [], tells = [], bars = {}, does = {}, due, answers } = declaration
  const { office, rule, account, given } = asked
  for (const [clause, reasonFor] of Object.entries(bars)) {
    const reason = reasonFor(asked)
    if (reason !== undefined) throw refused(asked, clause, reason)
  }
  const stated = given['states'] as string[]
  const promised = new Set([...stated, ...needs.filter(clause => office.promise(account, clause)?.state === 'attested')])
  const lacking = needs.find(clause => !promised.has(clause))
  if (lacking !== undefined) throw refused(asked, lacking, `NotStated: ${office.textOf(lacking)} Say so in "states"`)
  const recorded = [...say(asked, path, needs, 'attested'), ...say(asked, path, accepts, 'accepted'), ...say(asked, path, tells, 'told')]
  const at = office.now()
  const { states: _, ...kept } = given
  office.keep(path, account, name === undefined ? office.serial() : String(given[name]), kept)
  if (due !== undefined) office.setTimer(rule, 'due', String(office.serial()), after(at, due.in), given)
  for (const [clauses, deed] of Object.entries(does)) {
    const did = await deed(asked)
    if (did !== undefined) office.log({ ...rule, clauses: clauses.split(' ') }, { account, region: 'global' }, did)
  }
  return { ...kept, at: instant(at), recorded, ...answers?.(asked) }
}

function refused({ office, rule, account }: Asked, clause: string, reason: string): AdminError {
  office.log({ ...rule, clauses: [clause] }, { account, region: 'global' }, `refused: ${reason}`)
  return refusedBy(clause, reason)
}

/** Records what is not recorded yet. */
function say({ office, rule, account }: Asked, path: string, clauses: readonly string[], state: PromiseState): string[] {
  const words: Readonly<Partial<Record<PromiseState, string>>> = { attested: 'promise', accepted: 'licence', told: 'disclosure' }
  for (const clause of clauses) {
    if (office.promise(account, clause)?.state === state) continue
    office.record({ account, clause, state, at: office.now(), operation: path })
    office.log({ ...rule, clauses: [clause] }, { account, region: 'global' }, `recorded a ${words[state]!}: ${office.textOf(clause)}`)
  }
  return clauses.map(clause => `${clause} ${state}`)
}

function read(takes: NonNullable<Desk['takes']>, body: unknown): Given {
  const given = new Body(body, ['account', 'states', ...Object.keys(takes)])
  const values: Record<string, unknown> = { account: given.account('account', '000000000000'), states: given.texts('states') }
  for (const [name, kind] of Object.entries(takes)) {
    if (kind.endsWith('?') && !given.has(name)) continue
    values[name] = readMember(given, name, kind.replace('?', '') as Kind)
  }
  return values
}

function readMember(given: Body, name: string, kind: Kind): unknown {
  switch (kind) {
    case 'count': return given.count(name)
    case 'flag': return given.flag(name, false)
    case 'texts': return given.texts(name)
    case 'time': return given.time(name)
    default: return given.text(name)
  }
}

const examples: Readonly<Record<string, unknown>> = { text: 'a name', count: 1, flag: true, texts: ['a name'], time: '2027-01-31' }

function exampleOf({ takes = {}, needs = [] }: Desk): Given {
  const members = Object.entries(takes).map(([name, kind]) => [name, examples[kind.replace('?', '')]] as const)
  return { account: '000000000000', ...Object.fromEntries(members), ...(needs.length > 0 && { states: needs }) }
}
