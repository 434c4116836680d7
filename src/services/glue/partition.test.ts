// Partitions: one by one and in batches, with what went wrong said of each.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, freshAccount, refused } from './account.fixture.ts'

test('a partition has a value for each key, once', async t => {
  const { glue } = await freshAccount(t)
  const make = (Values: string[]) => glue.createPartition({ ...at, PartitionInput: { Values, Parameters: { a: 'b' } } }).promise()
  await make(['2027', '01'])
  await refused(make(['2027', '01']), 'AlreadyExistsException', /Partition already exists/)
  await refused(make(['2027']), 'InvalidInputException', /number of partition keys do not match/)
  const { Partition: found } = await glue.getPartition({ ...at, PartitionValues: ['2027', '01'] }).promise()
  assert.deepEqual([found!.Values, found!.Parameters, found!.DatabaseName, found!.TableName, found!.CreationTime!.toISOString()],
    [['2027', '01'], { a: 'b' }, 'lake', 'sales', '2027-01-01T00:00:00.000Z'])
  await refused(glue.getPartition({ ...at, PartitionValues: ['2027', '02'] }).promise(), 'EntityNotFoundException', /Cannot find partition/)
})

test('an update may change the values as well', async t => {
  const { glue, addPartitions } = await freshAccount(t)
  await addPartitions(['2027', '01'], ['2027', '02'])
  const update = (from: string[], Values: string[]) =>
    glue.updatePartition({ ...at, PartitionValueList: from, PartitionInput: { Values } }).promise()
  await refused(update(['2027', '01'], ['2027', '02']), 'AlreadyExistsException')
  await update(['2027', '01'], ['2027', '03'])
  const { Partitions: all } = await glue.getPartitions(at).promise()
  assert.deepEqual(all!.map(({ Values: values }) => values!.join('/')), ['2027/02', '2027/03'])
  await glue.deletePartition({ ...at, PartitionValues: ['2027', '03'] }).promise()
  await refused(glue.deletePartition({ ...at, PartitionValues: ['2027', '03'] }).promise(), 'EntityNotFoundException')
})

test('batches do what they can, and say the rest', async t => {
  const { glue, addPartitions } = await freshAccount(t)
  await addPartitions(['2027', '01'])
  const { Errors: made } = await addPartitions(['2027', '01'], ['2027'], ['2027', '02']) as AWS.Glue.BatchCreatePartitionResponse
  assert.deepEqual(made!.map(({ PartitionValues, ErrorDetail }) => [PartitionValues, ErrorDetail!.ErrorCode]),
    [[['2027', '01'], 'AlreadyExistsException'], [['2027'], 'InvalidInputException']])
  const { Partitions: got, UnprocessedKeys: left } = await glue.batchGetPartition({ ...at, PartitionsToGet: [{ Values: ['2027', '02'] },
    { Values: ['2027', '09'] }] }).promise()
  assert.deepEqual([got!.length, left], [1, []])
  const { Errors: changed } = await glue.batchUpdatePartition({ ...at, Entries: [
    { PartitionValueList: ['2027', '02'], PartitionInput: { Values: ['2027', '02'], Parameters: { seen: 'yes' } } },
    { PartitionValueList: ['2027', '09'], PartitionInput: { Values: ['2027', '09'] } }] }).promise()
  assert.deepEqual(changed!.map(({ ErrorDetail }) => ErrorDetail!.ErrorCode), ['EntityNotFoundException'])
  const { Errors: gone } = await glue.batchDeletePartition({ ...at, PartitionsToDelete: [{ Values: ['2027', '02'] },
    { Values: ['2027', '09'] }] }).promise()
  assert.deepEqual(gone!.map(({ PartitionValues }) => PartitionValues), [['2027', '09']])
})
