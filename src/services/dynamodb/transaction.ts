// Transactions: all of up to a hundred changes or none, and reads of one moment. Operations run one after another here, so no two
// transactions ever conflict. Source: "Managing complex workflows with DynamoDB transactions", Developer Guide; TransactWriteItems and
// TransactGetItems, API Reference, for the order and form of cancellation reasons.

import type { Dynamodb, TransactGetItem, TransactWriteItem } from '../../../generated/aws/dynamodb.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { batchMetrics } from './batch.ts'
import { CapacitySum, readUnits, writeUnits } from './capacity.ts'
import type { Detail } from './capacity.ts'
import { Invalid } from './engine/invalid.ts'
import { checkKey } from './engine/key.ts'
import { checkItemSize, itemSizeBytes } from './engine/size.ts'
import { checkAttributes } from './engine/value-check.ts'
import type { Item } from './engine/value.ts'
import { outcome, prepareByKey, preparePut, write } from './item-change.ts'
import type { Change, Made } from './item-change.ts'
import { collectionTooLarge } from './item-collection.ts'
import { readCondition, readProjection, readUpdate } from './request.ts'
import { itemKey, itemsOf } from './stored-item.ts'
import type { StoredItem } from './stored-item.ts'
import { tableOf } from './table.ts'
import type { Table } from './table.ts'
import { reachedBy, take, throttlingReason } from './throttle.ts'
import { isAnswered, rememberToken } from './token.ts'
import { invalid } from './validation.ts'

/** Preparing and committing take their units each. */
const rounds = 2
const transactionBytes = 4 * 2 ** 20

/** Why one step kept the transaction from being made; `None` for a step that did not. */
export interface CancellationReason {
  readonly Code: string
  readonly Message?: string
  readonly Item?: Item
}

/** One change of a transaction, its table looked up, its key not yet held against it. */
export interface Step {
  /** The table as the request names it. */
  readonly given: string
  readonly table: Table
  /** @throws Invalid: a cancellation reason, no refusal of the request */
  readonly prepare: () => Change
  readonly showsOld: boolean
  /** What a condition that fails is called; `ConditionalCheckFailed` where nothing is said. */
  readonly failure?: CancellationReason
}

export const TransactWriteItems: Dynamodb['TransactWriteItems'] = (input, call) => {
  const { TransactItems: items, ClientRequestToken: token, ReturnConsumedCapacity: detail } = input
  const steps = items.map(item => readStep(item, call))
  if (token !== undefined && isAnswered(token, items, call)) return readAgain(steps, detail, call)
  const changes = transact(steps, detail, call)
  if (token !== undefined) rememberToken(token, items, call)
  return { ...changes.capacity, ...batchMetrics(changes.made, input.ReturnItemCollectionMetrics, call) }
}

interface Transacted {
  readonly made: readonly { readonly given: string, readonly change: Change, readonly before: StoredItem | undefined }[]
  readonly capacity: ReturnType<CapacitySum['describe']>
}

/** Makes all changes or none. @throws TransactionCanceledException, ValidationException */
export function transact(steps: readonly Step[], detail: Detail | undefined, call: Call): Transacted {
  const reasons: CancellationReason[] = []
  const ready: { given: string, change: Change, before: StoredItem | undefined, after: ReturnType<typeof outcome> }[] = []
  const places = new Set<string>()
  let sizeBytes = 0
  for (const { given, prepare, showsOld, failure } of steps) {
    const reason = reasonOf(() => {
      const change = prepare()
      if (places.has(change.at)) throw invalid('Transaction request cannot include multiple operations on one item')
      places.add(change.at)
      const before = itemsOf(call).get(change.at)
      if (change.condition !== undefined && !change.condition.matches(before?.item ?? {})) return failed(showsOld ? before : undefined,
        failure)
      const after = outcome(change, before)
      const reached = reachedBy(change.table, 'write', change.at, call)
      if (reached !== undefined) return throttlingReason(reached)
      sizeBytes += after?.sizeBytes ?? before?.sizeBytes ?? 0
      ready.push({ given, change, before, after })
      return { Code: 'None' }
    })
    reasons.push(reason)
  }
  if (ready.length < steps.length) throw canceled(reasons, call)
  if (sizeBytes > transactionBytes) throw invalid('Item size in the transaction has exceeded the maximum allowed size of 4 MB')
  const sum = new CapacitySum('write', true)
  for (const [i, { given, change, before, after }] of ready.entries()) {
    const { indexUnits } = refusable(() => write(change, before, after, call), i, reasons, call)
    const units = rounds * writeUnits(Math.max(before?.sizeBytes ?? 0, after?.sizeBytes ?? 0))
    take(change.table, { kind: 'write', table: units, ...(indexUnits !== undefined && { indexes: indexUnits }) }, change.at, call)
    sum.add(given, change.table, units, indexUnits)
  }
  sum.meter(call)
  return { made: ready, capacity: sum.describe(detail) }
}

/** Writes the step of that place. @throws TransactionCanceledException where it makes its item collection too large */
function refusable(body: () => Made, place: number, reasons: readonly CancellationReason[], call: Call): Made {
  try {
    return body()
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== collectionTooLarge) throw error
    const own: CancellationReason = { Code: 'ItemCollectionSizeLimitExceeded', Message: error.message }
    throw canceled(reasons.map((reason, i) => i === place ? own : reason), call)
  }
}

const conditionFailed: CancellationReason = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' }

function failed(before: StoredItem | undefined, failure = conditionFailed): CancellationReason {
  return { ...failure, ...(before !== undefined && { Item: before.item }) }
}

/** What the engine refuses for one item is that item's reason. */
function reasonOf(prepare: () => CancellationReason): CancellationReason {
  try {
    return prepare()
  } catch (error) {
    if (error instanceof Invalid) return { Code: 'ValidationError', Message: error.message }
    throw error
  }
}

export function canceled(reasons: readonly CancellationReason[], call: Call): Fault {
  const codes = reasons.map(({ Code: code }) => code).join(', ')
  return call.fault('TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons })
}

/** The same request again is answered without being made; finding that out is a read. */
function readAgain(steps: readonly Step[], detail: Detail | undefined, call: Call): ReturnType<CapacitySum['describe']> {
  const sum = new CapacitySum('read', true)
  for (const { given, table, prepare } of steps) {
    sum.add(given, table, rounds * readUnits(itemsOf(call).get(prepare().at)?.sizeBytes ?? 0, true))
  }
  sum.meter(call)
  return sum.describe(detail)
}

function readStep(item: TransactWriteItem, call: Call): Step {
  const { Put: put, Update: update, Delete: removal, ConditionCheck: check } = item
  const given = [put, update, removal, check].filter(each => each !== undefined)
  if (given.length !== 1) throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
  const { TableName: name, ReturnValuesOnConditionCheckFailure: wanted } = given[0]!
  const showsOld = wanted === 'ALL_OLD'
  if (put !== undefined) {
    const attributes = checkAttributes(put.Item)
    const condition = readCondition(put, call)
    const table = tableOf(name, call)
    const sizeBytes = itemSizeBytes(attributes)
    return {
      given: name, table, showsOld,
      prepare: () => {
        checkItemSize(sizeBytes, 'put')
        return preparePut(table, attributes, sizeBytes, condition)
      },
    }
  }
  const kind = update !== undefined ? 'update' : removal !== undefined ? 'delete' : 'check'
  const { Key: given_, ...rest } = (update ?? removal ?? check)!
  const key = checkAttributes(given_)
  const bound = update === undefined ? { condition: readCondition(rest, call), update: undefined } : readUpdate(rest, call)
  const table = tableOf(name, call)
  return { given: name, table, showsOld, prepare: () => prepareByKey(kind, table, key, bound.condition, bound.update) }
}

export const TransactGetItems: Dynamodb['TransactGetItems'] = ({ TransactItems: items, ReturnConsumedCapacity: detail }, call) => {
  const reads = items.map(item => readGet(item, call))
  const sum = new CapacitySum('read', true)
  const responses: { Item?: Item }[] = []
  const reasons = reads.map(({ given, table, key, projection }) => reasonOf(() => {
    checkKey(key, table.key)
    const at = itemKey(table, key)
    const found = itemsOf(call).get(at)
    const reached = reachedBy(table, 'read', at, call)
    if (reached !== undefined) return throttlingReason(reached)
    const units = rounds * readUnits(found?.sizeBytes ?? 0, true)
    take(table, { kind: 'read', table: units }, at, call)
    sum.add(given, table, units)
    responses.push(found === undefined ? {} : { Item: projection === undefined ? found.item : projection.project(found.item) })
    return { Code: 'None' }
  }))
  if (responses.length < reads.length) throw canceled(reasons, call)
  sum.meter(call)
  return { Responses: responses, ...sum.describe(detail) }
}

function readGet({ Get: get }: TransactGetItem, call: Call) {
  const key = checkAttributes(get.Key)
  const projection = readProjection(get, call)
  return { given: get.TableName, table: tableOf(get.TableName, call), key, projection }
}
