// PartiQL's writing statements as changes of single items. Source: "PartiQL for DynamoDB reference", Developer Guide.

import type { Call } from '../../kernel/service.ts'
import type { BoundCondition } from './engine/expression/bound.ts'
import { planWrite } from './engine/partiql/plan.ts'
import type { Statement } from './engine/partiql/statement.ts'
import { checkItemSize, itemSizeBytes } from './engine/size.ts'
import { checkAttributes } from './engine/value-check.ts'
import type { Item } from './engine/value.ts'
import { prepareByKey, preparePut, updateValues } from './item-change.ts'
import type { Change, Made } from './item-change.ts'
import { tableOf } from './table.ts'
import type { Table } from './table.ts'
import type { Step } from './transaction.ts'

export type WritingStatement = Exclude<Statement, { readonly kind: 'select' }>

const duplicate = { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' }
const absent: BoundCondition = { matches: item => Object.keys(item).length === 0, paths: () => [] }

/** A statement as a step of a transaction, or of one of its own. @throws Fault where the table is not there */
export function stepOf(statement: WritingStatement, showsOld: boolean, call: Call): Step {
  const given = statement.kind === 'exists' ? statement.select.table : statement.table
  const table = tableOf(given, call)
  const failure = statement.kind === 'insert' ? duplicate : undefined
  return { given, table, showsOld, prepare: () => changeOf(statement, table), ...(failure !== undefined && { failure }) }
}

function changeOf(statement: WritingStatement, table: Table): Change {
  switch (statement.kind) {
    case 'insert': {
      const item = checkAttributes(statement.item)
      const sizeBytes = itemSizeBytes(item)
      checkItemSize(sizeBytes, 'put')
      return preparePut(table, item, sizeBytes, absent)
    }
    case 'update': {
      const { key, condition, update } = planWrite(statement, table.key)
      return prepareByKey('update', table, key, condition, update)
    }
    case 'delete': {
      const { key, condition } = planWrite(statement, table.key)
      // Nothing to delete is no failure; an item that is otherwise is one.
      return prepareByKey('delete', table, key, { ...condition, matches: item => absent.matches(item) || condition.matches(item) })
    }
    case 'exists': {
      const { key, condition } = planWrite(statement, table.key)
      return prepareByKey('check', table, key, condition)
    }
  }
}

/** What a statement with RETURNING answers. */
export function returned(statement: WritingStatement, change: Change, made: Made): Item[] {
  const wanted = statement.kind === 'update' || statement.kind === 'delete' ? statement.returning : undefined
  const attributes = updateValues(wanted, change, made)
  return attributes === undefined ? [] : [attributes]
}
