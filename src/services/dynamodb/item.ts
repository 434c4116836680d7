// PutItem, GetItem, UpdateItem and DeleteItem: the hottest paths of the service. A get without options is one read of the table's record
// and one of the item; a put reads and writes once each. Source: the operations' pages in the DynamoDB API Reference.

import type { DeleteItemInput, Dynamodb, PutItemInput, UpdateItemInput } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import { consumed, readUnits, use } from './capacity.ts'
import type { Taken } from './capacity.ts'
import { checkKey } from './engine/key.ts'
import { packedJson } from './engine/packed.ts'
import { checkItemSize, itemSizeBytes } from './engine/size.ts'
import { checkAttributes } from './engine/value-check.ts'
import type { Item } from './engine/value.ts'
import { make, prepareByKey, preparePut, updateValues } from './item-change.ts'
import type { Change, Made } from './item-change.ts'
import { collectionMetrics } from './item-collection.ts'
import { readCondition, readProjection, readUpdate } from './request.ts'
import { tellConditionFailed } from './table-metrics.ts'
import { itemKey, itemsOf } from './stored-item.ts'
import { tableOf } from './table.ts'
import { invalid } from './validation.ts'
import { answerWhole } from './whole.ts'

export const GetItem: Dynamodb['GetItem'] = (input, call) => {
  const { TableName: given, Key: key, ConsistentRead: consistent, ReturnConsumedCapacity: detail } = input
  const checked = checkAttributes(key)
  const projection = readProjection(input, call)
  const table = tableOf(given, call)
  checkKey(checked, table.key)
  const at = itemKey(table, checked)
  const found = itemsOf(call).get(at)
  const taken: Taken = { kind: 'read', table: readUnits(found?.sizeBytes ?? 0, consistent) }
  use(table, taken, at, call)
  const capacity = consumed(given, detail, taken)
  if (found === undefined) return capacity
  if (projection !== undefined) return { Item: projection.project(found.item), ...capacity }
  return answerWhole('Item', () => found.item, () => packedJson(found.packed), capacity, call)
}

export const PutItem: Dynamodb['PutItem'] = (input, call) => {
  const item = checkAttributes(input.Item)
  const sizeBytes = itemSizeBytes(item)
  checkItemSize(sizeBytes, 'put')
  checkReturnValues(input)
  const condition = readCondition(input, call)
  const made = held(input, preparePut(tableOf(input.TableName, call), item, sizeBytes, condition), call)
  return answer(input, made, input.ReturnValues === 'ALL_OLD' ? made.before?.item : undefined, call)
}

export const DeleteItem: Dynamodb['DeleteItem'] = (input, call) => {
  const key = checkAttributes(input.Key)
  checkReturnValues(input)
  const condition = readCondition(input, call)
  const made = held(input, prepareByKey('delete', tableOf(input.TableName, call), key, condition), call)
  return answer(input, made, input.ReturnValues === 'ALL_OLD' ? made.before?.item : undefined, call)
}

export const UpdateItem: Dynamodb['UpdateItem'] = (input, call) => {
  const key = checkAttributes(input.Key)
  const { update, condition } = readUpdate(input, call)
  const change = prepareByKey('update', tableOf(input.TableName, call), key, condition, update)
  const made = held(input, change, call)
  return answer(input, made, updateValues(input.ReturnValues, change, made), call)
}

type WriteInput = PutItemInput | DeleteItemInput | UpdateItemInput

interface MadeOf extends Made { readonly change: Change }

/** Makes the change. @throws ConditionalCheckFailedException */
function held(input: WriteInput, change: Change, call: Call): MadeOf {
  const made = make(change, call)
  if (made.held) return { ...made, change }
  // A write that its condition forbids takes its units all the same.
  tellConditionFailed(change.table, call)
  use(change.table, { kind: 'write', table: made.units }, change.at, call)
  const shown = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? made.before : undefined
  throw call.fault('ConditionalCheckFailedException', 'The conditional request failed',
    shown === undefined ? undefined : { Item: shown.item })
}

function answer(input: WriteInput, { change, units, indexUnits }: MadeOf, attributes: Item | undefined, call: Call) {
  const taken: Taken = { kind: 'write', table: units, ...(indexUnits !== undefined && { indexes: indexUnits }) }
  use(change.table, taken, change.at, call)
  return {
    ...(attributes !== undefined && { Attributes: attributes }),
    ...consumed(input.TableName, input.ReturnConsumedCapacity, taken),
    ...collectionMetrics(change.table, change.attributes, input.ReturnItemCollectionMetrics, call),
  }
}

function checkReturnValues({ ReturnValues: wanted }: PutItemInput | DeleteItemInput): void {
  if (wanted === undefined || wanted === 'NONE' || wanted === 'ALL_OLD') return
  throw invalid('ReturnValues can only be ALL_OLD or NONE')
}
