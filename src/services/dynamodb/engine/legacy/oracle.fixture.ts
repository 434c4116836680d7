// Random conditions and updates of the kind that came before expressions, each with the obvious way to judge or apply it, and the same
// condition as PartiQL says it. It shares nothing with the engine but the shapes of values.

import { holdsPart, ordered, same, scaled, startsWith } from '../expression/oracle.fixture.ts'
import type { Chance } from '../random.fixture.ts'
import type { Attributes, AttributeValue, Item, TypeName } from '../value.ts'

type Found = AttributeValue | undefined

interface Kind {
  readonly count: number | 'some'
  readonly types?: readonly TypeName[]
  readonly holds: (found: Found, values: readonly AttributeValue[]) => boolean
  /** With a question mark for each value. */
  readonly statement: (name: string, marks: string) => string
}

const scalars: readonly TypeName[] = ['S', 'N', 'B']
const compared = (sign: string, holds: (order: number) => boolean): Kind => ({
  count: 1, types: scalars, holds: (found, [value]) => ordered(found, value, holds), statement: (name, marks) => `${name} ${sign} ${marks}`,
})

const kinds: Readonly<Record<string, Kind>> = {
  EQ: { count: 1, holds: (found, [value]) => same(found, value), statement: (name, marks) => `${name} = ${marks}` },
  NE: { count: 1, holds: (found, [value]) => !same(found, value), statement: (name, marks) => `${name} <> ${marks}` },
  LT: compared('<', order => order < 0),
  LE: compared('<=', order => order <= 0),
  GT: compared('>', order => order > 0),
  GE: compared('>=', order => order >= 0),
  NULL: { count: 0, holds: found => found === undefined, statement: name => `${name} IS MISSING` },
  NOT_NULL: { count: 0, holds: found => found !== undefined, statement: name => `${name} IS NOT MISSING` },
  CONTAINS: { count: 1, types: scalars, holds: (found, [part]) => holdsPart(found, part),
    statement: (name, marks) => `contains(${name}, ${marks})` },
  NOT_CONTAINS: { count: 1, types: scalars, holds: (found, [part]) => found !== undefined && !holdsPart(found, part),
    statement: (name, marks) => `(${name} IS NOT MISSING AND NOT contains(${name}, ${marks}))` },
  BEGINS_WITH: { count: 1, types: ['S', 'B'], holds: (found, [prefix]) => startsWith(found, prefix),
    statement: (name, marks) => `begins_with(${name}, ${marks})` },
  IN: { count: 'some', types: scalars, holds: (found, values) => values.some(value => same(found, value)),
    statement: (name, marks) => `${name} IN [${marks}]` },
  BETWEEN: { count: 2, types: scalars, holds: (found, [low, high]) => ordered(low, found, order => order <= 0)
    && ordered(found, high, order => order <= 0), statement: (name, marks) => `${name} BETWEEN ${marks.replace(',', ' AND')}` },
}

export interface LegacyProgram {
  readonly conditions: Readonly<Record<string, { readonly ComparisonOperator: string, readonly AttributeValueList?: AttributeValue[] }>>
  /** Only where there are two conditions or more. */
  readonly ConditionalOperator?: 'AND' | 'OR'
  readonly statement: { readonly text: string, readonly parameters: readonly AttributeValue[] }
  readonly holds: (item: Item) => boolean
}

/** Conditions on one to three of the attributes `a` to `d`. */
export function randomConditions(chance: Chance): LegacyProgram {
  const names = ['a', 'b', 'c', 'd'].filter(() => chance.below(3) === 0)
  if (names.length === 0) names.push('a')
  const tests = names.map(name => ({ name, ...randomTest(chance) }))
  const operator = tests.length < 2 ? undefined : chance.one(['AND', 'OR', undefined] as const)
  const judge = (item: Item) => tests.map(({ name, kind, values }) => kind.holds(item[name], values))
  return {
    conditions: Object.fromEntries(tests.map(({ name, word, values }) => [name, {
      ComparisonOperator: word, ...(values.length > 0 && { AttributeValueList: values }),
    }])),
    ...(operator !== undefined && { ConditionalOperator: operator }),
    statement: {
      text: tests.map(({ name, kind, values }) => kind.statement(name, values.map(() => '?').join(', '))).join(` ${operator ?? 'AND'} `),
      parameters: tests.flatMap(({ values }) => values),
    },
    holds: item => operator === 'OR' ? judge(item).some(Boolean) : judge(item).every(Boolean),
  }
}

function randomTest(chance: Chance): { readonly word: string, readonly kind: Kind, readonly values: AttributeValue[] } {
  const word = chance.one(Object.keys(kinds))
  const kind = kinds[word]!
  const count = kind.count === 'some' ? 1 + chance.below(3) : kind.count
  // The values of one condition are of one type; an empty text in an order or list says little.
  const types: readonly TypeName[] = kind.types === undefined ? ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'] : kind.types
  const type = chance.one(types)
  const values = Array.from({ length: count }, () => chance.value(1, [type]))
  return { word, kind, values: word === 'BETWEEN' && !ordered(values[0], values[1], order => order <= 0) ? values.reverse() : values }
}

export interface LegacyUpdateProgram {
  readonly updates: Readonly<Record<string, { readonly Action: string, readonly Value?: AttributeValue }>>
  /** The item afterwards; undefined where some type does not fit. */
  readonly apply: (item: Item) => Item | undefined
}

export function randomUpdates(chance: Chance): LegacyUpdateProgram {
  const actions = ['a', 'b', 'c', 'd'].filter(() => chance.below(2) === 0).map(name => ({ name, ...randomAction(chance) }))
  return {
    updates: Object.fromEntries(actions.map(({ name, Action, Value }) => [name, { Action, ...(Value !== undefined && { Value }) }])),
    apply(item) {
      const result: Attributes = { ...item }
      for (const { name, Action, Value } of actions) {
        const after = Action === 'ADD' ? added(item[name], Value!) : Action === 'PUT' ? Value! : taken(item[name], Value)
        if (after === 'misfit') return undefined
        if (after === undefined) delete result[name]
        else result[name] = after
      }
      return result
    },
  }
}

function randomAction(chance: Chance): { readonly Action: string, readonly Value?: AttributeValue } {
  const Action = chance.one(['PUT', 'ADD', 'DELETE'])
  if (Action === 'DELETE' && chance.below(2) === 0) return { Action }
  const types: readonly TypeName[] | undefined = Action === 'PUT' ? undefined : Action === 'ADD' ? ['N', 'SS', 'NS', 'BS']
    : ['SS', 'NS', 'BS']
  return { Action, Value: chance.value(1, types) }
}

type Set = 'SS' | 'NS' | 'BS'

function added(found: Found, value: AttributeValue): AttributeValue | 'misfit' {
  if (found === undefined) return value
  if (value.N !== undefined) return found.N === undefined ? 'misfit' : { N: unscaled(scaled(found.N) + scaled(value.N)) }
  const type = Object.keys(value)[0] as Set
  if (found[type] === undefined) return 'misfit'
  const fresh = membersOf(value, type).filter(member => !membersOf(found, type).some(other => same(other, member)))
  return { [type]: [...membersOf(found, type), ...fresh].map(member => Object.values(member)[0]) }
}

function taken(found: Found, value: Found): Found | 'misfit' {
  if (value === undefined || found === undefined) return undefined
  const type = Object.keys(value)[0] as Set
  if (found[type] === undefined) return 'misfit'
  const left = membersOf(found, type).filter(member => !membersOf(value, type).some(other => same(other, member)))
  return left.length === 0 ? undefined : { [type]: left.map(member => Object.values(member)[0]) }
}

function membersOf(value: AttributeValue, type: Set): AttributeValue[] {
  return value[type]!.map(member => ({ [type[0]!]: member }))
}

/** The decimal of a number scaled by 10^200. */
function unscaled(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(201, '0')
  const fraction = digits.slice(-200).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -200)}${fraction === '' ? '' : `.${fraction}`}`
}
