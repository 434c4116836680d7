// Scan: all items of a table or index, or those of one segment of it. Source: Scan, DynamoDB API Reference.

import type { Dynamodb, ScanInput } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import { consumed, use } from './capacity.ts'
import type { BoundCondition, BoundProjection } from './engine/expression/bound.ts'
import type { ExpressionKind } from './engine/expression/syntax.ts'
import { segmentRange } from './engine/key.ts'
import type { KeyRange } from './engine/key.ts'
import { filterCondition } from './engine/legacy/condition.ts'
import { checkUnmixed, legacyProjection } from './engine/legacy/update.ts'
import { isWithin, readableIndex, readPage, startOf } from './reading.ts'
import { expressionsOf } from './request.ts'
import { checkSelect, selectionOf } from './selection.ts'
import { tableOf } from './table.ts'
import { invalid } from './validation.ts'
import { answerPage } from './whole.ts'

const accepted: readonly ExpressionKind[] = ['FilterExpression', 'ProjectionExpression']

export const Scan: Dynamodb['Scan'] = (input, call) => {
  const { TableName: given, IndexName: indexName, ConsistentRead: consistent, Segment: segment, TotalSegments: total } = input
  const { filter, projection } = readScan(input, call)
  checkSelect(input, projection, indexName !== undefined)
  const range = segmentOf(input)
  const table = tableOf(given, call)
  const index = readableIndex(table, indexName, consistent)
  const selection = selectionOf(input.Select, projection, table, index)
  const after = startOf(input.ExclusiveStartKey, table, index)
  if (after !== undefined && !isWithin(after, range)) {
    throw invalid('The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. ' +
      `TotalSegments: ${total} Segment: ${segment}`)
  }
  const page = readPage({ table, index, range, reverse: false, after, limit: input.Limit, filter, selection, consistent }, call)
  use(table, page.taken, undefined, call)
  return answerPage(page, selection, consumed(given, input.ReturnConsumedCapacity, page.taken), call)
}

function readScan(input: ScanInput, call: Call): { readonly filter: BoundCondition | undefined,
  readonly projection: BoundProjection | undefined } {
  checkUnmixed(input)
  const { ScanFilter: legacy, ConditionalOperator: operator, AttributesToGet: names } = input
  const legacyFilter = filterCondition(legacy, operator)
  const bound = expressionsOf(call).read(input, accepted)
  return {
    filter: bound.filter ?? legacyFilter,
    projection: bound.projection ?? (names === undefined ? undefined : legacyProjection(names)),
  }
}

function segmentOf({ Segment: segment, TotalSegments: total }: ScanInput): KeyRange {
  if (segment === undefined && total === undefined) return {}
  if (total === undefined) {
    throw invalid('The TotalSegments parameter is required but was not present in the request when Segment parameter is present')
  }
  if (segment === undefined) {
    throw invalid('The Segment parameter is required but was not present in the request when parameter TotalSegments is present')
  }
  if (segment >= total) {
    throw invalid('The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
      `Segment: ${segment} is not less than TotalSegments: ${total}`)
  }
  return segmentRange(segment, total)
}
