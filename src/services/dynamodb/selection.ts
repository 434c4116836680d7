// What of each item a query or scan shows: everything, what an index projects, some attributes, or only how many there are.
// Source: Query and Scan, DynamoDB API Reference, Select; texts as the service gives them.

import { keyAttributes } from './engine/key.ts'
import type { BoundProjection } from './engine/expression/bound.ts'
import type { Item } from './engine/value.ts'
import { shown } from './index-entry.ts'
import type { Index, Table } from './table.ts'
import { invalid, invalidParameter } from './validation.ts'

export interface Selection {
  /** False where only a count is wanted. */
  readonly items: boolean
  /** Whether items come from the table though an index is read, which costs reads of the table. */
  readonly fetches: boolean
  /** Whether items are answered as they are stored. */
  readonly whole: boolean
  /** What of the item filters see. */
  readonly view: (item: Item) => Item
  /** What of the view is answered. */
  readonly show: (item: Item) => Item
}

export interface SelectionInput {
  readonly Select?: string
  readonly AttributesToGet?: readonly string[]
}

/** What can be said without knowing the table. @throws ValidationException */
export function checkSelect(input: SelectionInput, projection: BoundProjection | undefined, indexed: boolean): void {
  const { Select: select, AttributesToGet: names } = input
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && !indexed) {
    throw invalidParameter('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName')
  }
  if (select === 'SPECIFIC_ATTRIBUTES' && projection === undefined) {
    throw invalid('Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES')
  }
  if (select !== undefined && select !== 'SPECIFIC_ATTRIBUTES' && projection !== undefined) {
    throw invalid(`Cannot specify the ${names === undefined ? 'ProjectionExpression' : 'AttributesToGet'} when choosing to get ${select}`)
  }
}

/** @throws ValidationException where a global index cannot show what is wanted */
export function selectionOf(select: string | undefined, projection: BoundProjection | undefined, table: Table,
  index: Index | undefined): Selection {
  const show = projection === undefined ? same : projection.project
  const items = select !== 'COUNT'
  if (index === undefined || index.projection.type === 'ALL') {
    return { items, fetches: false, whole: projection === undefined, view: same, show }
  }
  const lacking = lacks(table, index, projection)
  if (index.kind === 'global') {
    if (select === 'ALL_ATTRIBUTES') {
      throw invalidParameter(`Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its ` +
        `projection type is not ALL`)
    }
    if (lacking.length > 0) throw invalidParameter(`Global secondary index ${index.name} does not project [${lacking.join(', ')}]`)
  }
  const fetches = select === 'ALL_ATTRIBUTES' || lacking.length > 0
  return { items, fetches, whole: fetches && projection === undefined, view: fetches ? same : item => shown(table, index, item), show }
}

/** Names asked for that an index does not show. */
function lacks(table: Table, index: Index, projection: BoundProjection | undefined): string[] {
  if (projection === undefined) return []
  const there = new Set([
    ...keyAttributes(table.key).map(({ name }) => name), ...keyAttributes(index.key).map(({ name }) => name),
      ...index.projection.names ?? [],
  ])
  return projection.paths.map(([name]) => String(name)).filter(name => !there.has(name))
}

function same(item: Item): Item {
  return item
}
