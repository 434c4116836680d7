// Rules of Contributor Insights: which log events count, for which contributor, and how much. A rule names members of JSON events or fields
// of the Common Log Format; an event that lacks one of its keys counts for nobody.
// Source: "Contributor Insights rule syntax in CloudWatch", CloudWatch User Guide.

export interface Contribution { readonly keys: readonly string[], readonly value: number }

export interface ContributorRule {
  readonly schema: { readonly Name: string, readonly Version: number }
  /** Names, with a star at the end for all that begin so; or ARNs. */
  readonly logGroups: readonly string[]
  readonly keyLabels: readonly string[]
  readonly aggregate: 'Sum' | 'Count'
  /** Undefined for an event that does not count. */
  contribution(message: string): Contribution | undefined
}

export class ContributorRuleProblem extends Error {}

interface Definition {
  readonly Schema?: { readonly Name?: string, readonly Version?: number }
  readonly LogGroupNames?: unknown
  readonly LogGroupARNs?: unknown
  readonly LogFormat?: string
  readonly Fields?: Readonly<Record<string, string>>
  readonly Contribution?: { readonly Keys?: unknown, readonly ValueOf?: string, readonly Filters?: unknown }
  readonly AggregateOn?: string
}

type Filter = Readonly<Record<string, unknown>> & { readonly Match?: string }
type Reader = (message: string) => (name: string) => unknown

const most = { keys: 4, filters: 4, values: 10 }

/** @throws ContributorRuleProblem that says what is wrong */
export function readContributorRule(definition: unknown): ContributorRule {
  if (typeof definition !== 'object' || definition === null) throw new ContributorRuleProblem('it is no JSON object')
  const given = definition as Definition
  const { Schema: { Name, Version } = {}, LogFormat: format, Contribution: { Keys: keys, ValueOf: valueOf, Filters: filters = [] } = {},
    AggregateOn: aggregate = 'Count' } = given
  const must = (holds: boolean, text: string) => { if (!holds) throw new ContributorRuleProblem(text) }
  must(Name === 'CloudWatchLogRule' && Version === 1, 'Schema must be version 1 of CloudWatchLogRule')
  const groups = given.LogGroupNames ?? given.LogGroupARNs
  must(Array.isArray(groups), 'LogGroupNames or LogGroupARNs is required')
  must(format === 'JSON' || format === 'CLF', 'LogFormat must be JSON or CLF')
  must(Array.isArray(keys) && keys.length >= 1 && keys.length <= most.keys, `Contribution must have 1 to ${most.keys} Keys`)
  must(aggregate === 'Sum' || aggregate === 'Count', 'AggregateOn must be Sum or Count')
  must(aggregate === 'Count' || valueOf !== undefined, 'Contribution must have ValueOf where AggregateOn is Sum')
  must(Array.isArray(filters) && filters.length <= most.filters, `Contribution must have at most ${most.filters} Filters`)
  const tests = (filters as Filter[]).map(testOf)
  const names = (keys as unknown[]).map(String)
  const reader = format === 'JSON' ? jsonReader : commonReader(given.Fields ?? {})
  return {
    schema: { Name: Name!, Version: Version! }, logGroups: (groups as unknown[]).map(String), keyLabels: names,
    aggregate: aggregate as 'Sum' | 'Count',
    contribution(message) {
      const read = reader(message)
      if (!tests.every(({ name, holds }) => holds(read(name)))) return undefined
      const found = names.map(name => textOf(read(name)))
      const amount = valueOf === undefined ? 1 : numberOf(read(valueOf))
      if (amount === undefined || found.some(key => key === undefined)) return undefined
      return { keys: found as string[], value: aggregate === 'Count' ? 1 : amount }
    },
  }
}

interface Test { readonly name: string, readonly holds: (value: unknown) => boolean }

const texts = (value: unknown): string[] => {
  if (!Array.isArray(value) || value.length > most.values) {
    throw new ContributorRuleProblem(`a filter's values must be a list of at most ${most.values}`)
  }
  return (value as unknown[]).map(String)
}

const operators: Readonly<Record<string, (operand: unknown) => (value: unknown) => boolean>> = {
  In: operand => { const among = texts(operand); return value => among.includes(textOf(value) ?? '\0') },
  NotIn: operand => { const among = texts(operand); return value => !among.includes(textOf(value) ?? '\0') },
  StartsWith: operand => { const heads = texts(operand); return value => heads.some(head => textOf(value)?.startsWith(head) ?? false) },
  GreaterThan: operand => value => (numberOf(value) ?? -Infinity) > Number(operand),
  LessThan: operand => value => (numberOf(value) ?? Infinity) < Number(operand),
  EqualTo: operand => value => numberOf(value) === Number(operand),
  NotEqualTo: operand => value => numberOf(value) !== Number(operand),
  IsPresent: operand => value => (value !== undefined) === (String(operand) === 'true'),
}

function testOf(filter: Filter): Test {
  const { Match: name, ...rest } = filter
  const [operator, ...more] = Object.keys(rest)
  if (name === undefined || operator === undefined || more.length > 0 || !Object.hasOwn(operators, operator)) {
    throw new ContributorRuleProblem(`a filter must have Match and one of ${Object.keys(operators).join(', ')}`)
  }
  return { name, holds: operators[operator]!(rest[operator]) }
}

/** `$.a.b[0]`, within an event that is a JSON object; nothing within any other. */
function jsonReader(message: string): (name: string) => unknown {
  let event: unknown
  try {
    event = JSON.parse(message)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return name => {
    let held = event
    for (const [, member, index] of name.matchAll(/\.?([^.[\]$]+)|\[(\d+)\]/g)) {
      if (typeof held !== 'object' || held === null) return undefined
      held = (held as Record<string, unknown>)[member ?? index!]
    }
    return held === event ? undefined : held
  }
}

/** Fields between spaces, in quotes or in brackets, by their place from 1 on or by the names that the rule gives to places. */
function commonReader(fields: Readonly<Record<string, string>>): Reader {
  const places = new Map(Object.entries(fields).map(([place, name]) => [name, Number(place)]))
  return message => {
    const parts = [...message.matchAll(/"((?:\\.|[^"\\])*)"|\[([^\]]*)\]|(\S+)/g)].map(([, quoted, dated, bare]) => quoted ?? dated ?? bare)
    return name => parts[(places.get(name) ?? Number(name)) - 1]
  }
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string)
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
