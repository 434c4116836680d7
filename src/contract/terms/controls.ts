// Orrery's own face of the terms: what the clauses are, which rules carry them out, what they did, and what an account has said of itself.

import type { Ground } from '../../kernel/part.ts'
import { AdminError } from '../../kernel/gateway/admin.ts'
import type { Clause } from './clause.ts'
import { plainProfile } from './office.ts'
import type { Profile, TermsEntry } from './office.ts'
import type { Rule } from './rule.ts'
import type { Terms } from './terms.ts'

type Json = Readonly<Record<string, unknown>>

const organisations: readonly Profile['organisation'][] = ['business', 'person', 'police', 'law-enforcement', 'public-agency']

/** Adds `/_orrery/terms…`. */
export function registerTermsControls({ control, core }: Ground, terms: Terms): void {
  const { office } = terms
  control('GET', 'terms', 'the clauses of the service terms, and the rules that carry them out', 'GET /_orrery/terms', () => ({
    clauses: terms.clauses.map(clause => shownClause(clause, terms)),
  }))
  control('GET', 'terms/log', 'what the rules did, newest first', 'GET /_orrery/terms/log?account=000000000000', ({ query }) => {
    const account = query.get('account')
    return { entries: office.entries().filter(entry => account === null || entry.account === account).reverse().map(shownEntry) }
  })
  const promises = 'GET /_orrery/terms/promises?account=000000000000'
  control('GET', 'terms/promises', 'promises, licences and disclosures by account', promises, ({ query }) => ({
    promises: office.promises(query.get('account') ?? undefined).map(({ at, ...rest }) => ({ ...rest, at: new Date(at).toISOString() })),
  }))
  const promise = { account: '000000000000', clause: '10.3.1#1' }
  control('POST', 'terms/attest', 'records what an account promises or accepts', promise, ({ body }) => {
    const { account, clause } = read(body, ['account', 'clause']) as { account?: unknown, clause?: string }
    const rule = terms.rules.find(({ asks }) => asks?.includes(clause ?? '') === true)
    if (rule === undefined) throw new AdminError(404, `Clause '${clause}' asks for no promise.`, 'See: orrery terms list')
    const state = terms.kindOf(clause!) === 'LICENSE' ? 'accepted' : 'attested'
    office.record({ account: accountId(account), clause: clause!, state, at: core.clock.now(), operation: 'terms attest' })
    return { account, clause, state, says: office.textOf(clause!) }
  })
  const profile = { account: '000000000000', organisation: 'business', country: 'US', strict: true, flags: ['personal-data'] }
  control('POST', 'terms/profile', 'what an account says of itself; strict: promises must come first', profile, ({ body }) => {
    const given = read(body, ['account', 'organisation', 'country', 'strict', 'flags'])
    const account = accountId(given['account'])
    const changed = profileOf(given, office.profile(account))
    office.setProfile(account, changed)
    return { account, ...changed }
  })
  control('POST', 'terms/rules/{rule}', 'switches a rule of the operator on or off', { on: false }, ({ params, body }) => {
    const rule = terms.rules.find(({ id }) => id === params['rule'])
    if (rule === undefined) throw new AdminError(404, `There is no rule '${params['rule'] ?? ''}'.`, 'See: orrery terms list')
    if (rule.isPolicy !== true) throw new AdminError(400, `Rule ${rule.id} is no choice of the operator's and cannot be switched.`)
    const { on } = read(body, ['on'])
    if (typeof on !== 'boolean') throw new AdminError(400, 'Say whether the rule is on.', 'Send {"on": false}.')
    office.switch(rule, on)
    return { rule: rule.id, on }
  })
  control('GET', 'terms/{clause}', 'one clause, its rules and what they did', 'GET /_orrery/terms/7%231', ({ params }) => {
    const id = decodeURIComponent(params['clause'] ?? '')
    const found = terms.clauses.filter(clause => clause.id === id || clause.id.split('#')[0] === id)
    if (found.length === 0) throw new AdminError(404, `There is no clause '${id}'.`, 'See: orrery terms list')
    const ids = new Set(found.map(clause => clause.id))
    return {
      clauses: found.map(clause => ({ ...clause, ...shownClause(clause, terms) })),
      log: office.entries().filter(({ clauses }) => clauses.some(each => ids.has(each))).map(shownEntry),
    }
  })
}

function shownClause({ id, class: kind, text }: Clause, terms: Terms): Json {
  const rules = terms.rules.filter(({ clauses }) => clauses.includes(id))
  return { clause: id, class: kind, text, rules: rules.map(rule => shownRule(rule, terms)) }
}

function shownRule(rule: Rule, { office }: Terms): Json {
  return { id: rule.id, says: rule.says, policy: rule.isPolicy ?? false, on: office.isOn(rule) }
}

function shownEntry({ at, ...entry }: TermsEntry): Json {
  return { at: new Date(at).toISOString(), ...entry }
}

function profileOf(given: Json, present: Profile = plainProfile): Profile {
  const { organisation = present.organisation, country = present.country, strict = present.strict, flags = present.flags } = given
  if (!organisations.includes(organisation as Profile['organisation'])) {
    throw new AdminError(400, `'${String(organisation)}' is no kind of organisation.`, `Use ${organisations.join(', ')}.`)
  }
  if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country)) {
    throw new AdminError(400, `'${String(country)}' is no country.`, 'Use two letters of ISO 3166, such as DE.')
  }
  if (typeof strict !== 'boolean') throw new AdminError(400, 'strict is true or false.')
  if (!Array.isArray(flags) || !flags.every(flag => typeof flag === 'string')) throw new AdminError(400, 'flags is a list of words.')
  return { organisation: organisation as Profile['organisation'], country, strict, flags: flags as string[] }
}

function accountId(given: unknown): string {
  if (typeof given === 'string' && /^\d{12}$/.test(given)) return given
  throw new AdminError(400, `'${String(given)}' is no account.`, 'An account has twelve digits.')
}

/** The known members of a JSON body. */
function read<Name extends string>(body: unknown, names: readonly Name[]): Partial<Record<Name, never>> & Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new AdminError(400, 'The body is no JSON object.', `Send ${names.join(', ')}.`)
  }
  const unknown = Object.keys(body).find(name => !names.includes(name as Name))
  if (unknown !== undefined) throw new AdminError(400, `There is no setting '${unknown}' here.`, `Use ${names.join(', ')}.`)
  return body as never
}
