// ExecuteStatement, BatchExecuteStatement and ExecuteTransaction. Source: the operations' pages in the DynamoDB API Reference.

import type { BatchStatementRequest, BatchStatementResponse, Dynamodb, ParameterizedStatement } from '../../../generated/aws/dynamodb.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { CapacitySum } from './capacity.ts'
import { Invalid } from './engine/invalid.ts'
import { isReading, readStatement } from './engine/partiql/statement.ts'
import type { SelectStatement, Statement } from './engine/partiql/statement.ts'
import type { Item } from './engine/value.ts'
import { make } from './item-change.ts'
import { requireOpenKey } from './key-needed.ts'
import { select, selectOne } from './partiql-read.ts'
import { returned, stepOf } from './partiql-write.ts'
import type { WritingStatement } from './partiql-write.ts'
import { Table, tableNameOf } from './table.ts'
import { tellConditionFailed } from './table-metrics.ts'
import { reachedBy, take, throttled } from './throttle.ts'
import { isAnswered, rememberToken } from './token.ts'
import { canceled, transact } from './transaction.ts'
import type { CancellationReason } from './transaction.ts'
import { invalid } from './validation.ts'

const transactionRounds = 2
/** What faults are called where they are one statement's alone, and not as they are called without `Exception`. */
const stepCodes: Readonly<Record<string, string>> = { ValidationException: 'ValidationError', ThrottlingException: 'ThrottlingError' }

export const ExecuteStatement: Dynamodb['ExecuteStatement'] = (input, call) => {
  const { Statement: text, Parameters: parameters, ConsistentRead: consistent, ReturnConsumedCapacity: detail } = input
  const statement = readStatement(text, parameters)
  if (statement.kind === 'exists') throw invalid('EXISTS statement is only supported in transactions')
  if (statement.kind === 'select') {
    const whole = JSON.stringify([text, parameters])
    const { items, token, taken } = select(statement, { text: whole, consistent, limit: input.Limit, token: input.NextToken }, call)
    taken.meter(call)
    return { Items: items, ...(token !== undefined && { NextToken: token }), ...onlyOne(taken.describe(detail)) }
  }
  const sum = new CapacitySum('write')
  const outcome = writeOne(statement, input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD', sum, call)
  if ('reason' in outcome) throw faultOf(outcome.reason, call)
  sum.meter(call)
  return { Items: outcome.items, ...onlyOne(sum.describe(detail)) }
}

function onlyOne({ ConsumedCapacity: sums }: ReturnType<CapacitySum['describe']>) {
  return sums === undefined ? {} : { ConsumedCapacity: sums[0]! }
}

type Written = { readonly items: readonly Item[] } | { readonly reason: CancellationReason }

/** @throws Invalid, Fault */
function writeOne(statement: WritingStatement, showsOld: boolean, sum: CapacitySum, call: Call): Written {
  const { given, table, prepare, failure } = stepOf(statement, showsOld, call)
  const change = prepare()
  const reached = reachedBy(table, 'write', change.at, call)
  if (reached !== undefined) throw throttled(reached, call)
  const made = make(change, call)
  take(table, { kind: 'write', table: made.units, ...(made.indexUnits !== undefined && { indexes: made.indexUnits }) }, change.at, call)
  if (made.held) {
    sum.add(given, table, made.units, made.indexUnits)
    return { items: returned(statement, change, made) }
  }
  tellConditionFailed(table, call)
  return {
    reason: {
      ...failure ?? { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      ...(showsOld && made.before !== undefined && { Item: made.before.item }),
    },
  }
}

function faultOf({ Code: code, Message: message = '', Item: item }: CancellationReason, call: Call): Fault {
  return call.fault(`${code}Exception`, message, item === undefined ? undefined : { Item: item })
}

export const BatchExecuteStatement: Dynamodb['BatchExecuteStatement'] = (input, call) => {
  const { Statements: requests, ReturnConsumedCapacity: detail } = input
  const statements = requests.map(readBatched)
  for (const each of statements) if (!(each instanceof Invalid)) requireKeyOf(each, call)
  checkUnmixedKinds(statements.flatMap(each => each instanceof Invalid ? [] : [each]))
  const sum = new CapacitySum(statements.some(each => !(each instanceof Invalid) && isReading(each)) ? 'read' : 'write')
  const responses = requests.map((request, i) => answerOne(request, statements[i]!, sum, call))
  sum.meter(call)
  return { Responses: responses, ...sum.describe(detail) }
}

/** Before any statement writes: what needs a key runs again from the start. @throws KeyNeeded */
function requireKeyOf(statement: Statement, call: Call): void {
  const table = call.of(Table).get(tableNameOf(statement.kind === 'exists' ? statement.select.table : statement.table))
  if (table?.encryption !== undefined) requireOpenKey(table, call)
}

/** A statement of a batch fails alone. */
function readBatched({ Statement: text, Parameters: parameters }: BatchStatementRequest): Statement | Invalid {
  try {
    return readStatement(text, parameters)
  } catch (error) {
    if (error instanceof Invalid) return error
    throw error
  }
}

function answerOne(request: BatchStatementRequest, statement: Statement | Invalid, sum: CapacitySum, call: Call): BatchStatementResponse {
  if (statement instanceof Invalid) return { Error: { Code: 'ValidationError', Message: statement.message } }
  const table = statement.kind === 'exists' ? statement.select.table : statement.table
  try {
    if (statement.kind === 'select') {
      const item = selectOne(statement, request.ConsistentRead, sum, 1, call)
      return { TableName: table, ...(item !== undefined && { Item: item }) }
    }
    const outcome = writeOne(statement, request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD', sum, call)
    if ('reason' in outcome) return { TableName: table, Error: outcome.reason }
    return { TableName: table, ...(outcome.items.length > 0 && { Item: outcome.items[0]! }) }
  } catch (error) {
    if (error instanceof Invalid) return { TableName: table, Error: { Code: 'ValidationError', Message: error.message } }
    if (!(error instanceof Fault)) throw error
    const code = stepCodes[error.code] ?? error.code.replace(/Exception$/, '')
    return { TableName: table, Error: { Code: code, Message: error.message } }
  }
}

export const ExecuteTransaction: Dynamodb['ExecuteTransaction'] = (input, call) => {
  const { TransactStatements: requests, ClientRequestToken: token, ReturnConsumedCapacity: detail } = input
  const statements = requests.map(({ Statement: text, Parameters: parameters }) => readStatement(text, parameters))
  checkUnmixedKinds(statements)
  const selects = statements.filter((each): each is SelectStatement => each.kind === 'select')
  if (selects.length > 0) return readAll(selects, detail, call)
  if (token !== undefined && isAnswered(token, requests, call)) return {}
  const steps = statements.map((statement, i) => stepOf(statement as WritingStatement, showsOld(requests[i]!), call))
  const { capacity } = transact(steps, detail, call)
  if (token !== undefined) rememberToken(token, requests, call)
  return { Responses: statements.map(() => ({})), ...capacity }
}

function readAll(selects: readonly SelectStatement[], detail: string | undefined, call: Call) {
  const sum = new CapacitySum('read', true)
  const responses: { Item?: Item }[] = []
  const reasons = selects.map((statement): CancellationReason => {
    try {
      const item = selectOne(statement, true, sum, transactionRounds, call)
      responses.push(item === undefined ? {} : { Item: item })
      return { Code: 'None' }
    } catch (error) {
      if (error instanceof Invalid) return { Code: 'ValidationError', Message: error.message }
      throw error
    }
  })
  if (responses.length < selects.length) throw canceled(reasons, call)
  sum.meter(call)
  return { Responses: responses, ...sum.describe(detail) }
}

function showsOld({ ReturnValuesOnConditionCheckFailure: wanted }: ParameterizedStatement): boolean {
  return wanted === 'ALL_OLD'
}

function checkUnmixedKinds(statements: readonly Statement[]): void {
  const reads = statements.filter(isReading).length
  if (reads > 0 && reads < statements.length) throw invalid('All statements in a batch or transaction must be reads, or all must be writes')
}
