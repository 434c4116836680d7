// PartiQL's SELECT: by key, by query or by scan, in pages. Source: "PartiQL select statements for DynamoDB", Developer Guide.

import { hash } from 'node:crypto'
import type { Call } from '../../kernel/service.ts'
import { CapacitySum, readUnits } from './capacity.ts'
import { checkKey, keyOfPartition, sortRange } from './engine/key.ts'
import type { KeyRange } from './engine/key.ts'
import { planSelect, planWrite } from './engine/partiql/plan.ts'
import type { SelectStatement } from './engine/partiql/statement.ts'
import { projectionOf } from './engine/expression/projection.ts'
import { boundProjection } from './engine/expression/bound.ts'
import type { Item } from './engine/value.ts'
import { readableIndex, readPage, startOf } from './reading.ts'
import { selectionOf } from './selection.ts'
import { contentsKey, itemKey, itemsOf } from './stored-item.ts'
import { tableOf } from './table.ts'
import { charge } from './throttle.ts'
import { invalid } from './validation.ts'

export interface SelectOptions {
  /** The statement's text and parameters, which a token belongs to. */
  readonly text: string
  readonly consistent: boolean | undefined
  readonly limit: number | undefined
  readonly token: string | undefined
}

interface Token {
  readonly digest: string
  /** Which of the statement's queries goes on, and after which key. */
  readonly query: number
  readonly after?: Item
}

export interface Selected {
  readonly items: readonly Item[]
  readonly token: string | undefined
  readonly taken: CapacitySum
}

/** One page of a SELECT. @throws ValidationException, ResourceNotFoundException */
export function select(statement: SelectStatement, { text, consistent, limit, token: given }: SelectOptions, call: Call): Selected {
  const table = tableOf(statement.table, call)
  const index = readableIndex(table, statement.index, consistent)
  const schema = index?.key ?? table.key
  const { queries, filter, projection, isDescending } = planSelect(statement, schema)
  const selection = { ...selectionOf(undefined, projection, table, index), whole: false }
  const ranges = queries === undefined ? [{}] : queries.map(({ hash: values, sort }) => sortRange(keyOfPartition(values, schema), sort))
  const token = readToken(text, given, call)
  const taken = new CapacitySum('read')
  const items: Item[] = []
  let left = limit
  for (let query = token?.query ?? 0; query < ranges.length; query += 1) {
    const after = query === token?.query ? startOf(token.after, table, index) : undefined
    const range: KeyRange = ranges[query]!
    const page = readPage({ table, index, range, reverse: isDescending, after, limit: left, filter, selection, consistent }, call)
    items.push(...page.items)
    const partition = queries === undefined || index !== undefined ? undefined : contentsKey(table.contents) + (range.prefix ?? '')
    charge(table, page.taken, partition, call)
    taken.add(statement.table, table, page.taken.table, new Map(page.taken.indexes))
    if (left !== undefined) left -= page.scannedCount
    const next: Token | undefined = page.last !== undefined ? { digest: digestOf(text), query, after: page.last }
      : left === 0 && query + 1 < ranges.length ? { digest: digestOf(text), query: query + 1 } : undefined
    if (next !== undefined) return { items, token: call.seal('statement', next), taken }
  }
  return { items, token: undefined, taken }
}

/** The one item that a SELECT by its whole key finds, as batches and transactions want it. @throws Invalid where it names no single item */
export function selectOne(
  statement: SelectStatement, consistent: boolean | undefined, sum: CapacitySum, rounds: number, call: Call,
): Item | undefined {
  const table = tableOf(statement.table, call)
  const { key, condition } = planWrite({ kind: 'exists', select: statement }, table.key)
  checkKey(key, table.key)
  const at = itemKey(table, key)
  const found = itemsOf(call).get(at)
  const units = rounds * readUnits(found?.sizeBytes ?? 0, consistent)
  charge(table, { kind: 'read', table: units }, at, call)
  sum.add(statement.table, table, units)
  if (found === undefined || !condition.matches(found.item)) return undefined
  return statement.paths === undefined ? found.item : boundProjection(projectionOf(statement.paths)).project(found.item)
}

function readToken(text: string, given: string | undefined, call: Call): Token | undefined {
  if (given === undefined) return undefined
  const token = call.open('statement', given) as Token | undefined
  if (token === undefined || token.digest !== digestOf(text)) throw invalid('Invalid NextToken')
  return token
}

function digestOf(text: string): string {
  return hash('sha256', text, 'base64')
}
