// A query over items, run: rows that fit, their properties as selected, groups and their sums, in order. Pure.
// Source: "Querying the Current Configuration State of AWS Resources", AWS Config Developer Guide: a list fits where one of it does.

import { parseResourceQuery } from './query-parser.ts'
import type { Condition, ResourceQuery, Selected, Value } from './query-parser.ts'

export type Row = Readonly<Record<string, unknown>>

/** What `SELECT *` gives. */
const starred = ['resourceId', 'resourceName', 'resourceType', 'configuration', 'tags', 'relationships', 'accountId', 'awsRegion', 'arn']

export interface Queried { readonly rows: readonly Row[], readonly fields: readonly string[] }

/** @throws QueryProblem */
export function runQuery(text: string, all: readonly Row[]): Queried {
  const query = parseResourceQuery(text)
  const { where } = query
  const found = where === undefined ? all : all.filter(row => fits(row, where))
  const fields = query.selected.flatMap(({ name }) => name === '*' ? starred : [name])
  const isGrouped = query.groupBy.length > 0 || query.selected.some(({ aggregate }) => aggregate !== undefined)
  const rows = isGrouped ? ordered(grouped(found, query), query.orderBy)
    : ordered(found, query.orderBy).map(row => projected(row, query.selected))
  return { rows: query.limit === undefined ? rows : rows.slice(0, query.limit), fields }
}

function fits(row: Row, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and': return condition.parts.every(part => fits(row, part))
    case 'or': return condition.parts.some(part => fits(row, part))
    case 'not': return !fits(row, condition.part)
    case 'null': return valuesAt(row, condition.path).length === 0
    case 'in': return valuesAt(row, condition.path).some(value => condition.values.some(each => compare(value, each) === 0))
    case 'like': {
      const plain = condition.pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      const pattern = new RegExp(`^${plain.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's')
      return valuesAt(row, condition.path).some(value => pattern.test(String(value)))
    }
    case 'between': return valuesAt(row, condition.path).some(value =>
      (compare(value, condition.low) ?? -1) >= 0 && (compare(value, condition.high) ?? 1) <= 0)
    case 'compare': {
      const values = valuesAt(row, condition.path)
      if (condition.sign === '!=') return values.length > 0 && values.every(value => compare(value, condition.value) !== 0)
      return values.some(value => holds(compare(value, condition.value), condition.sign))
    }
  }
}

function holds(order: number | undefined, sign: string): boolean {
  if (order === undefined) return false
  switch (sign) {
    case '=': return order === 0
    case '<': return order < 0
    case '>': return order > 0
    case '<=': return order <= 0
    default: return order >= 0
  }
}

/** Numbers by value, all else as text. Undefined where they cannot be compared. */
function compare(left: unknown, right: Value): number | undefined {
  if (typeof left === 'object' || left === undefined) return undefined
  if (typeof right === 'number') {
    const number = Number(left)
    return Number.isNaN(number) ? undefined : Math.sign(number - right)
  }
  const [a, b] = [String(left), String(right)]
  return a === b ? 0 : a < b ? -1 : 1
}

/** All values at a path, through lists; what is null is nothing. */
export function valuesAt(row: unknown, path: string): unknown[] {
  let level: unknown[] = [row]
  for (const name of path.split('.')) {
    level = level.flatMap(each => Array.isArray(each) ? each as unknown[] : [each])
      .map(each => typeof each === 'object' && each !== null ? (each as Record<string, unknown>)[name] : undefined)
      .filter(each => each !== undefined && each !== null)
  }
  return level.flatMap(each => Array.isArray(each) ? each as unknown[] : [each])
}

function projected(row: Row, selected: readonly Selected[]): Row {
  const paths = selected.flatMap(({ path }) => path === '*' ? starred : [path])
  let made: Row = {}
  for (const path of paths) made = merged(made, narrowed(row, path.split('.'))) as Row
  return made
}

/** Only what stands at a path, in its own shape. */
function narrowed(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value
  if (Array.isArray(value)) return value.map(each => narrowed(each, [name, ...rest]))
  if (typeof value !== 'object' || value === null) return undefined
  const inner = narrowed((value as Record<string, unknown>)[name], rest)
  return inner === undefined ? {} : { [name]: inner }
}

function merged(left: unknown, right: unknown): unknown {
  if (Array.isArray(left) && Array.isArray(right)) return left.map((each, i) => merged(each, right[i]))
  if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) return right ?? left
  const result: Record<string, unknown> = { ...left }
  for (const [name, value] of Object.entries(right)) result[name] = name in result ? merged(result[name], value) : value
  return result
}

function grouped(rows: readonly Row[], { selected, groupBy }: ResourceQuery): Row[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = JSON.stringify(groupBy.map(path => valuesAt(row, path)))
    groups.set(key, [...groups.get(key) ?? [], row])
  }
  if (groupBy.length === 0 && groups.size === 0) groups.set('', [])
  return [...groups.values()].map(group => {
    const plain = selected.filter(({ aggregate }) => aggregate === undefined)
    const sums = selected.filter(({ aggregate }) => aggregate !== undefined).map(each => [each.name, summed(group, each)] as const)
    return { ...Object.fromEntries(sums), ...(group[0] === undefined ? {} : projected(group[0], plain)) }
  })
}

function summed(group: readonly Row[], { aggregate, path }: Selected): unknown {
  if (aggregate === 'count' && path === '*') return group.length
  const values = group.flatMap(row => valuesAt(row, path))
  if (aggregate === 'count') return values.length
  const numbers = values.map(Number).filter(value => !Number.isNaN(value))
  if (numbers.length === 0) return null
  if (aggregate === 'min') return Math.min(...numbers)
  if (aggregate === 'max') return Math.max(...numbers)
  const sum = numbers.reduce((total, value) => total + value, 0)
  return aggregate === 'avg' ? sum / numbers.length : sum
}

function ordered(rows: readonly Row[], orderBy: ResourceQuery['orderBy']): readonly Row[] {
  if (orderBy.length === 0) return rows
  const first = (row: Row, name: string) => (name.includes('(') ? row[name] : valuesAt(row, name)[0]) as Value | undefined
  return rows.toSorted((a, b) => {
    for (const { name, isDescending } of orderBy) {
      const [left, right] = [first(a, name), first(b, name)]
      const order = left === undefined || left === null ? (right === undefined || right === null ? 0 : -1)
        : right === undefined || right === null ? 1 : typeof left === 'number' && typeof right === 'number' ? left - right
          : compare(left, right) ?? 0
      if (order !== 0) return isDescending ? -order : order
    }
    return 0
  })
}
