// The query language of CloudWatch Logs Insights: a query is read once and run over events that are given newest first. What it shows is
// rows of named texts. Source: "CloudWatch Logs Insights language query syntax", CloudWatch Logs User Guide.

import { accumulator } from './aggregate.ts'
import type { Accumulator } from './aggregate.ts'
import { valueOf } from './evaluation.ts'
import type { Surroundings } from './evaluation.ts'
import type { QueryContext } from './function.ts'
import type { QueryEvent, Row } from './row.ts'
import type { Column, Command, Expression, Query } from './syntax.ts'
import { isTrue, numberOf, shown, sortOrder } from './value.ts'
import type { Value } from './value.ts'

export { readQuery } from './parser.ts'
export { QueryProblem, QueryRefusal } from './problem.ts'
export { flatFields } from './row.ts'
export type { QueryEvent } from './row.ts'
export type { QueryContext } from './function.ts'
export type { Query } from './syntax.ts'
export { shown } from './value.ts'

export type ResultRow = readonly { readonly field: string, readonly value: string }[]

export interface QueryResult {
  readonly rows: readonly ResultRow[]
  /** Events that passed the filters. */
  readonly matched: number
  readonly scanned: number
}

const usualLimit = 10_000
const usualColumns = ['@timestamp', '@message']

/** @param limit rows shown where the query names no limit itself */
export function runQuery({ commands }: Query, events: Iterable<QueryEvent>, context: QueryContext, limit = usualLimit): QueryResult {
  const around: Surroundings = { context, discovered: new WeakMap() }
  let scanned = 0
  let rows: Row[] = []
  const { leading, rest } = split(commands)
  for (const event of events) {
    scanned += 1
    let row: Row | undefined = { event, made: new Map() }
    for (const command of leading) row = row && alone(command, row, around)
    if (row !== undefined) rows.push(row)
  }
  let matched = rows.length
  for (const command of rest) {
    rows = together(command, rows, around)
    if (command.kind === 'filter' && rows.every(({ event }) => event !== undefined)) matched = rows.length
  }
  const columns = columnsOf(commands)
  const shownRows = commands.some(({ kind }) => kind === 'limit') ? rows : rows.slice(0, limit)
  return { rows: shownRows.map(row => resultOf(row, columns, around)), matched, scanned }
}

/** What can be done event by event, and what needs them all. */
function split(commands: readonly Command[]): { readonly leading: readonly Command[], readonly rest: readonly Command[] } {
  const first = commands.findIndex(({ kind }) => !['fields', 'display', 'filter', 'parse'].includes(kind))
  return first < 0 ? { leading: commands, rest: [] } : { leading: commands.slice(0, first), rest: commands.slice(first) }
}

/** One row after a command; undefined where it is filtered out. */
function alone(command: Command, row: Row, around: Surroundings): Row | undefined {
  switch (command.kind) {
    case 'filter': return isTrue(valueOf(command.condition, row, around)) ? row : undefined
    case 'fields': case 'display': return withColumns(row, command.columns, around)
    case 'parse': {
      const value = valueOf(command.source, row, around)
      const found = value === null ? null : command.pattern.exec(shown(value))
      if (found === null) return row
      const texts = found.groups === undefined ? found.slice(1) : command.names.map(name => found.groups![name])
      return { ...row, made: new Map([...row.made, ...command.names.map((name, i): [string, Value] => [name, texts[i] ?? null])]) }
    }
    default: return row
  }
}

/** Expressions are kept under their columns' names; plain fields are there anyhow. */
function withColumns(row: Row, columns: readonly Column[], around: Surroundings): Row {
  const made = columns.filter(({ name, expression }) => expression.kind !== 'field' || expression.path.join('.') !== name)
  if (made.length === 0) return row
  const all = new Map(row.made)
  for (const { name, expression } of made) all.set(name, valueOf(expression, { ...row, made: all }, around))
  return { ...row, made: all }
}

function together(command: Command, rows: Row[], around: Surroundings): Row[] {
  switch (command.kind) {
    case 'stats': return grouped(command, rows, around)
    case 'sort': return sorted(command, rows, around)
    case 'limit': return rows.slice(0, command.count)
    case 'dedup': return unique(command.keys, rows, around)
    case 'unnest': return rows.flatMap(row => unnested(command, row, around))
    default: return rows.flatMap(row => alone(command, row, around) ?? [])
  }
}

function sorted({ keys }: Extract<Command, { kind: 'sort' }>, rows: readonly Row[], around: Surroundings): Row[] {
  const keyed = rows.map(row => ({ row, values: keys.map(({ expression }) => valueOfKey(expression, row, around)) }))
  keyed.sort((a, b) => {
    for (const [i, { descending }] of keys.entries()) {
      const order = sortOrder(a.values[i]!, b.values[i]!)
      if (order !== 0) return descending ? -order : order
    }
    return 0
  })
  return keyed.map(({ row }) => row)
}

/** After `stats`, an expression that is the text of a column means that column: `sort count(*)`, `sort bin(5m)`. */
function valueOfKey(expression: Expression, row: Row, around: Surroundings): Value {
  if (row.event === undefined && (expression.kind === 'aggregate' || expression.kind === 'call')) {
    const wanted = nameOf(expression)
    for (const [name, value] of row.made) if (name.replace(/\s/g, '').toLowerCase() === wanted) return value
  }
  return valueOf(expression, row, around)
}

function nameOf(expression: Expression): string {
  switch (expression.kind) {
    case 'aggregate': case 'call':
      return `${expression.name}(${expression.parameters.length === 0 ? '*' : expression.parameters.map(nameOf).join()})`
    case 'field': return expression.path.join('.').toLowerCase()
    case 'period': return `${expression.count}${expression.unit}`
    case 'constant': return String(expression.value)
    default: return ''
  }
}

/** Rows without a value for one of the fields stay: nothing is no repetition of nothing. */
function unique(keys: readonly Expression[], rows: readonly Row[], around: Surroundings): Row[] {
  const seen = new Set<string>()
  return rows.filter(row => {
    const values = keys.map(key => valueOf(key, row, around))
    if (values.includes(null)) return true
    const text = JSON.stringify(values.map(value => shown(value!)))
    const isNew = !seen.has(text)
    seen.add(text)
    return isNew
  })
}

function unnested({ source, name }: Extract<Command, { kind: 'unnest' }>, row: Row, around: Surroundings): Row[] {
  const value = valueOf(source, row, around)
  if (!Array.isArray(value)) return [row]
  return (value as readonly Value[]).map(item => ({ ...row, made: new Map([...row.made, [name, item]]) }))
}

interface Group { readonly by: ReadonlyMap<string, Value>, readonly sums: ReadonlyMap<Aggregate, Accumulator> }

function grouped({ columns, by }: Extract<Command, { kind: 'stats' }>, rows: readonly Row[], around: Surroundings): Row[] {
  const aggregates = columns.flatMap(({ expression }) => aggregatesIn(expression))
  const groups = new Map<string, Group>()
  const begin = (values: ReadonlyMap<string, Value>): Group =>
    ({ by: values, sums: new Map(aggregates.map(aggregate => [aggregate, accumulatorOf(aggregate, around)])) })
  for (const row of rows) {
    const values = new Map(by.map(({ name, expression }) => [name, valueOf(expression, row, around)]))
    const text = JSON.stringify([...values.values()].map(value => value === null ? null : shown(value)))
    let group = groups.get(text)
    if (group === undefined) groups.set(text, group = begin(values))
    for (const [aggregate, sum] of group.sums) sum.add({ value: sampleOf(aggregate, row, around), at: row.event?.at ?? 0 })
  }
  // Without groups there is a row even of nothing.
  if (groups.size === 0 && by.length === 0) groups.set('', begin(new Map()))
  return [...groups.values()].map(group => {
    const results = new Map<Expression, Value>([...group.sums].map(([aggregate, sum]) => [aggregate, sum.result()]))
    const made = new Map<string, Value>(group.by)
    for (const { name, expression } of columns) made.set(name, valueOf(expression, { made: group.by }, { ...around, aggregates: results }))
    return { made }
  })
}

type Aggregate = Extract<Expression, { kind: 'aggregate' }>

function aggregatesIn(expression: Expression): Aggregate[] {
  switch (expression.kind) {
    case 'aggregate': return [expression]
    case 'binary': return [...aggregatesIn(expression.left), ...aggregatesIn(expression.right)]
    case 'unary': case 'like': case 'in': return aggregatesIn(expression.operand)
    case 'call': return expression.parameters.flatMap(aggregatesIn)
    case 'item': return aggregatesIn(expression.of)
    default: return []
  }
}

function accumulatorOf({ name, parameters }: Aggregate, around: Surroundings): Accumulator {
  const percent = parameters[1] === undefined ? 50 : numberOf(valueOf(parameters[1], { made: new Map() }, around)) ?? 50
  return accumulator(name, { isCountingAll: parameters.length === 0, percent })
}

function sampleOf({ parameters: [parameter] }: Aggregate, row: Row, around: Surroundings): Value {
  return parameter === undefined ? null : valueOf(parameter, row, around)
}

/** What a result shows: the last `display`, or all that `fields`, `parse` and `stats` name. */
function columnsOf(commands: readonly Command[]): readonly string[] {
  let shownColumns: readonly string[] | undefined
  let isFixed = false
  for (const command of commands) {
    if (command.kind === 'stats') {
      shownColumns = [...command.by, ...command.columns].map(({ name }) => name)
      isFixed = false
    } else if (command.kind === 'display') {
      shownColumns = command.columns.map(({ name }) => name)
      isFixed = true
    } else if (!isFixed && command.kind === 'fields') shownColumns = [...shownColumns ?? [], ...command.columns.map(({ name }) => name)]
    else if (!isFixed && command.kind === 'parse') shownColumns = [...shownColumns ?? usualColumns, ...command.names]
    else if (!isFixed && command.kind === 'unnest') shownColumns = [...shownColumns ?? usualColumns, command.name]
  }
  return [...new Set(shownColumns ?? usualColumns)]
}

function resultOf(row: Row, columns: readonly string[], around: Surroundings): ResultRow {
  const result: { field: string, value: string }[] = []
  for (const name of columns) {
    const value = row.made.has(name) ? row.made.get(name)! : valueOf({ kind: 'field', path: name.split('.') }, row, around)
    if (value !== null) result.push({ field: name, value: shown(value) })
  }
  if (row.event !== undefined) result.push({ field: '@ptr', value: row.event.pointer })
  return result
}
