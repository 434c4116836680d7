// Partition indexes of a table: which of its partition keys they are made of, and the state that they settle in on the clock. Lists of
// partitions are found without them.

import type { Glue } from '../../../generated/aws/glue.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { tableOf } from './stored-table.ts'
import type { Table } from './stored-table.ts'

export interface PartitionIndex {
  readonly database: string
  readonly table: string
  readonly index: string
  readonly keys: readonly string[]
  readonly activeAt: number
}

export const PartitionIndex = records<PartitionIndex>({ name: 'PartitionIndex', key: ['database', 'table', 'index'] })

/** "Working with partition indexes", AWS Glue Developer Guide: three of a table; making one takes a while. */
const [most, makingMs] = [3, 10_000]

interface IndexInput { readonly IndexName: string, readonly Keys: readonly string[] }

export const CreatePartitionIndex: Glue['CreatePartitionIndex'] = ({ DatabaseName: database, TableName: name, PartitionIndex: index },
  call) => {
  checkIndexes(tableOf(database, name, call), [index], call)
  return {}
}

/** Makes the indexes of a table. @throws AlreadyExistsException, InvalidInputException, ResourceNumberLimitExceededException */
export function checkIndexes({ database, name, input: { PartitionKeys: keys = [] } }: Table, wanted: readonly IndexInput[],
  call: Call): void {
  const indexes = call.of(PartitionIndex)
  for (const { IndexName: index, Keys: own } of wanted) {
    if (indexes.get(database, name, index) !== undefined) {
      throw call.fault('AlreadyExistsException', `Index with name: ${index} already exists`)
    }
    const strange = own.find(key => !keys.some(({ Name: known }) => known.toLowerCase() === key.toLowerCase()))
    if (strange !== undefined) throw call.fault('InvalidInputException', `Key ${strange} is not a partition key of the table`)
    if (indexes.count({ within: [database, name] }) >= most) {
      throw call.fault('ResourceNumberLimitExceededException', `A table can have at most ${most} partition indexes`)
    }
    indexes.put({ database, table: name, index, keys: own, activeAt: call.now() + call.lifecycleMs(makingMs) })
  }
}

export const GetPartitionIndexes: Glue['GetPartitionIndexes'] = function* ({ DatabaseName: database, TableName: name }, call) {
  const table = tableOf(database, name, call)
  const { PartitionKeys: keys = [] } = table.input
  for (const { index, keys: own, activeAt } of call.of(PartitionIndex).scan({ within: [table.database, table.name] })) {
    const types = new Map(keys.map(({ Name, Type: type = 'string' }) => [Name.toLowerCase(), type]))
    yield {
      IndexName: index, IndexStatus: call.now() < activeAt ? 'CREATING' as const : 'ACTIVE' as const,
      Keys: own.map(key => ({ Name: key, Type: types.get(key.toLowerCase()) ?? 'string' })),
    }
  }
}

export const DeletePartitionIndex: Glue['DeletePartitionIndex'] = ({ DatabaseName: database, TableName: name, IndexName: index }, call) => {
  const table = tableOf(database, name, call)
  const gone = call.of(PartitionIndex).delete(table.database, table.name, index)
  if (gone === undefined) throw call.fault('EntityNotFoundException', `Index with the given indexName : ${index} does not exist`)
  return {}
}
