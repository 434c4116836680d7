// Statistics of columns: shown as they were put, of the table and of a partition; gone with it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, freshAccount, refused } from './account.fixture.ts'

const statistics = (ColumnName: string): AWS.Glue.ColumnStatistics => ({
  ColumnName, ColumnType: 'bigint', AnalyzedTime: new Date('2027-01-01T00:00:00Z'),
  StatisticsData: { Type: 'LONG',
    LongColumnStatisticsData: { MinimumValue: 1, MaximumValue: 9, NumberOfNulls: 0, NumberOfDistinctValues: 5 } },
})

test('statistics are kept by column, of the table and of a partition', async t => {
  const { glue, addPartitions } = await freshAccount(t)
  await addPartitions(['2027', '01'])
  const part = { ...at, PartitionValues: ['2027', '01'] }
  await glue.updateColumnStatisticsForTable({ ...at, ColumnStatisticsList: [statistics('id')] }).promise()
  const { ColumnStatisticsList: found, Errors: errors } = await glue.getColumnStatisticsForTable({ ...at, ColumnNames: ['id', 'none'] })
    .promise()
  assert.deepEqual([found, errors!.map(({ ColumnName }) => ColumnName)], [[statistics('id')], ['none']])
  assert.deepEqual((await glue.getColumnStatisticsForPartition({ ...part, ColumnNames: ['id'] }).promise()).ColumnStatisticsList, [])
  await glue.updateColumnStatisticsForPartition({ ...part, ColumnStatisticsList: [statistics('id')] }).promise()
  await glue.deletePartition(part).promise()
  await addPartitions(['2027', '01'])
  assert.deepEqual((await glue.getColumnStatisticsForPartition({ ...part, ColumnNames: ['id'] }).promise()).ColumnStatisticsList, [])
  await glue.deleteColumnStatisticsForTable({ ...at, ColumnName: 'id' }).promise()
  await refused(glue.deleteColumnStatisticsForTable({ ...at, ColumnName: 'id' }).promise(), 'EntityNotFoundException')
})
