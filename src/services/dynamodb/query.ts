// Query: items of one partition, in the order of their sort keys. Source: Query, DynamoDB API Reference.

import type { Dynamodb, QueryInput } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import { consumed, use } from './capacity.ts'
import { checkFilterKeys } from './engine/expression/bound.ts'
import type { BoundCondition, BoundKeyCondition, BoundProjection } from './engine/expression/bound.ts'
import type { ExpressionKind } from './engine/expression/syntax.ts'
import { keyAttributes, keyOfPartition, sortRange } from './engine/key.ts'
import { filterCondition, legacyKeyCondition } from './engine/legacy/condition.ts'
import { checkUnmixed, legacyProjection } from './engine/legacy/update.ts'
import { isWithin, readableIndex, readPage, startOf } from './reading.ts'
import { expressionsOf } from './request.ts'
import { checkSelect, selectionOf } from './selection.ts'
import { contentsKey } from './stored-item.ts'
import { tableOf } from './table.ts'
import { invalid } from './validation.ts'
import { answerPage } from './whole.ts'

const accepted: readonly ExpressionKind[] = ['FilterExpression', 'KeyConditionExpression', 'ProjectionExpression']

interface Asked {
  readonly keyCondition: BoundKeyCondition
  readonly filter: BoundCondition | undefined
  readonly projection: BoundProjection | undefined
}

export const Query: Dynamodb['Query'] = (input, call) => {
  const { TableName: given, IndexName: indexName, ConsistentRead: consistent, ScanIndexForward: forward = true } = input
  const { keyCondition, filter, projection } = readQuery(input, call)
  checkSelect(input, projection, indexName !== undefined)
  const table = tableOf(given, call)
  const index = readableIndex(table, indexName, consistent)
  const schema = index?.key ?? table.key
  const { hash, sort } = keyCondition.resolve(schema)
  if (filter !== undefined) checkFilterKeys(filter, keyAttributes(schema).map(({ name }) => name),
    input.QueryFilter === undefined ? undefined : 'QueryFilter')
  const selection = selectionOf(input.Select, projection, table, index)
  const range = sortRange(keyOfPartition(hash, schema), sort)
  const after = startOf(input.ExclusiveStartKey, table, index)
  if (after !== undefined && !isWithin(after, range)) {
    throw invalid('The provided starting key is outside query boundaries based on provided conditions')
  }
  const page = readPage({ table, index, range, reverse: !forward, after, limit: input.Limit, filter, selection, consistent }, call)
  use(table, page.taken, index === undefined ? contentsKey(table.contents) + (range.prefix ?? '') : undefined, call)
  return answerPage(page, selection, consumed(given, input.ReturnConsumedCapacity, page.taken), call)
}

function readQuery(input: QueryInput, call: Call): Asked {
  checkUnmixed(input)
  const { KeyConditions: conditions, QueryFilter: legacy, ConditionalOperator: operator, AttributesToGet: names } = input
  const legacyFilter = filterCondition(legacy, operator)
  const legacyKey = conditions === undefined ? undefined : legacyKeyCondition(conditions)
  const bound = expressionsOf(call).read(input, accepted)
  const keyCondition = bound.keyCondition ?? legacyKey
  if (keyCondition === undefined) {
    throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.')
  }
  return {
    keyCondition,
    filter: bound.filter ?? legacyFilter,
    projection: bound.projection ?? (names === undefined ? undefined : legacyProjection(names)),
  }
}
