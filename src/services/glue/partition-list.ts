// GetPartitions: those that meet an expression over the table's partition keys, all of them or one segment of several.

import type { Glue } from '../../../generated/aws/glue.ts'
import { BadExpression, readExpression } from './partition-expression.ts'
import { Partition, shownPartition } from './stored-partition.ts'
import { tableOf } from './stored-table.ts'

export const GetPartitions: Glue['GetPartitions'] = function* (input, call) {
  const { DatabaseName: database, TableName: name, Expression: text, Segment: segment, ExcludeColumnSchema: isBare = false } = input
  const table = tableOf(database, name, call)
  const { PartitionKeys: keys = [] } = table.input
  let meets: (values: readonly string[]) => boolean = () => true
  try {
    if (text !== undefined && text.trim() !== '') meets = readExpression(text, keys)
  } catch (error) {
    if (!(error instanceof BadExpression)) throw error
    throw call.fault('InvalidInputException', error.message)
  }
  if (segment !== undefined && segment.SegmentNumber >= segment.TotalSegments) {
    throw call.fault('InvalidInputException', 'SegmentNumber must be less than TotalSegments.')
  }
  let at = 0
  for (const partition of call.of(Partition).scan({ within: [table.database, table.name] })) {
    const isMeant = segment === undefined || at % segment.TotalSegments === segment.SegmentNumber
    at += 1
    if (!isMeant || !meets(partition.input.Values ?? [])) continue
    const shown = shownPartition(partition, call)
    const { Columns: _, ...storage } = shown.StorageDescriptor ?? {}
    yield isBare && shown.StorageDescriptor !== undefined ? { ...shown, StorageDescriptor: storage } : shown
  }
}
