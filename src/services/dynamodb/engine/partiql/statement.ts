// The statements of PartiQL for DynamoDB: SELECT, INSERT, UPDATE, DELETE on one table, and EXISTS(SELECT …) for transactions.
// It knows no table; `plan.ts` says how a statement is carried out. Invariant: every value in a statement is a checked literal.
// Source: Developer Guide, "PartiQL for DynamoDB reference", statements; "EXISTS".

import { Invalid } from '../invalid.ts'
import type { AttributeValue, Item } from '../value.ts'
import { checkCondition } from '../expression/condition.ts'
import { pathConflict } from '../expression/path-tree.ts'
import { pathText } from '../expression/reader.ts'
import type { Condition, Operand, Path, UpdateAction } from '../expression/syntax.ts'
import { checkUpdate } from '../expression/update.ts'
import { malformed, PartiqlReader } from './reader.ts'

export interface SelectStatement {
  readonly kind: 'select'
  readonly table: string
  readonly index?: string
  /** Undefined for `*`. */
  readonly paths?: readonly Path[]
  readonly where?: Condition
  readonly orderBy?: readonly { readonly name: string, readonly isDescending: boolean }[]
}

/** Holds where the one item that the query inside names is there. */
export interface ExistsStatement { readonly kind: 'exists', readonly select: SelectStatement }

export interface InsertStatement { readonly kind: 'insert', readonly table: string, readonly item: Item }

export interface UpdateStatement {
  readonly kind: 'update'
  readonly table: string
  readonly actions: readonly UpdateAction[]
  readonly where: Condition
  readonly returning?: 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW'
}

export interface DeleteStatement {
  readonly kind: 'delete'
  readonly table: string
  readonly where: Condition
  readonly returning?: 'ALL_OLD'
}

export type Statement = SelectStatement | ExistsStatement | InsertStatement | UpdateStatement | DeleteStatement

/** Statements that read, and those that write, do not mix in one batch or transaction. */
export function isReading(statement: Statement): boolean {
  return statement.kind === 'select'
}

export function tableOf(statement: Statement): string {
  return statement.kind === 'exists' ? statement.select.table : statement.table
}

/** Reads a statement with its parameters in place of `?`. @throws Invalid */
export function readStatement(text: string, parameters: readonly AttributeValue[] = []): Statement {
  const reader = new PartiqlReader(text, parameters)
  const statement = readAny(reader)
  reader.finish()
  return statement
}

function readAny(reader: PartiqlReader): Statement {
  if (reader.take('SELECT')) return readSelect(reader)
  if (reader.take('INSERT')) return readInsert(reader)
  if (reader.take('UPDATE')) return readUpdate(reader)
  if (reader.take('DELETE')) return readDelete(reader)
  if (!reader.take('EXISTS')) throw malformed('Expected data manipulation')
  reader.expect('(', 'SELECT')
  const select = readSelect(reader)
  reader.expect(')')
  return { kind: 'exists', select }
}

function readSelect(reader: PartiqlReader): SelectStatement {
  const paths: Path[] = []
  if (!reader.take('*')) do paths.push(reader.path()); while (reader.take(','))
  const conflict = pathConflict(paths)
  if (conflict !== undefined) throw new Invalid(conflict)
  reader.expect('FROM')
  const table = reader.name()
  const index = reader.take('.') ? reader.name() : undefined
  const where = reader.take('WHERE') ? readWhere(reader) : undefined
  const orderBy = reader.take('ORDER', 'BY') ? readOrder(reader) : undefined
  return {
    kind: 'select', table, ...index !== undefined && { index }, ...paths.length > 0 && { paths }, ...where && { where },
      ...orderBy && { orderBy },
  }
}

function readOrder(reader: PartiqlReader): { name: string, isDescending: boolean }[] {
  const order: { name: string, isDescending: boolean }[] = []
  do {
    const name = reader.name()
    const isDescending = reader.take('DESC')
    if (!isDescending) reader.take('ASC')
    order.push({ name, isDescending })
  } while (reader.take(','))
  return order
}

function readInsert(reader: PartiqlReader): InsertStatement {
  reader.expect('INTO')
  const table = reader.name()
  reader.expect('VALUE')
  const value = reader.value()
  if (value?.M === undefined) throw reader.unexpected()
  return { kind: 'insert', table, item: value.M }
}

function readUpdate(reader: PartiqlReader): UpdateStatement {
  const table = reader.name()
  const actions: UpdateAction[] = []
  for (;;) {
    if (reader.take('SET')) do actions.push(readSet(reader)); while (reader.take(','))
    else if (reader.take('REMOVE')) do actions.push({ section: 'REMOVE', path: reader.path() }); while (reader.take(','))
    else break
  }
  if (actions.length === 0) throw reader.unexpected()
  const conflict = pathConflict(actions.map(({ path }) => path))
  if (conflict !== undefined) throw new Invalid(conflict)
  checkUpdate(actions, [])
  reader.expect('WHERE')
  const where = readWhere(reader)
  const returning = readReturning(reader)
  return { kind: 'update', table, actions, where, ...returning && { returning } }
}

/** `path = value`; `set_add` and `set_delete` of the path itself are what ADD and DELETE are in update expressions. */
function readSet(reader: PartiqlReader): UpdateAction {
  const path = reader.path()
  reader.expect('=')
  const left = reader.operand()
  const operator = reader.take('+') ? '+' : reader.take('-') ? '-' : undefined
  if (operator !== undefined) return { section: 'SET', path, operand: { kind: 'sum', operator, left, right: reader.operand() } }
  if (left.kind !== 'call') return { section: 'SET', path, operand: left }
  const [target, value] = left.operands
  if (left.operands.length !== 2) throw malformed(`Incorrect number of operands for ${left.name}`)
  if (left.name === 'list_append' || left.name === 'if_not_exists') return { section: 'SET', path, operand: left }
  if (left.name !== 'set_add' && left.name !== 'set_delete') throw malformed(`Unsupported function ${left.name}`)
  if (!isPath(target!, path) || value!.kind !== 'literal') throw malformed(`${left.name} changes the attribute that it is given`)
  return { section: left.name === 'set_add' ? 'ADD' : 'DELETE', path, operand: value! }
}

function isPath(operand: Operand, path: Path): boolean {
  return operand.kind === 'path' && pathText(operand.path) === pathText(path)
}

function readDelete(reader: PartiqlReader): DeleteStatement {
  reader.expect('FROM')
  const table = reader.name()
  reader.expect('WHERE')
  const where = readWhere(reader)
  const returning = readReturning(reader)
  if (returning !== undefined && returning !== 'ALL_OLD') throw malformed('DELETE returns ALL OLD * only')
  return { kind: 'delete', table, where, ...returning && { returning } }
}

function readWhere(reader: PartiqlReader): Condition {
  const where = reader.condition()
  checkCondition(where, [])
  return where
}

function readReturning(reader: PartiqlReader): UpdateStatement['returning'] {
  if (!reader.take('RETURNING')) return undefined
  const kind = (['ALL', 'MODIFIED'] as const).find(word => reader.take(word))
  const age = (['OLD', 'NEW'] as const).find(word => reader.take(word))
  if (kind === undefined || age === undefined) throw reader.unexpected()
  reader.expect('*')
  return kind === 'ALL' ? `ALL_${age}` : `UPDATED_${age}`
}
