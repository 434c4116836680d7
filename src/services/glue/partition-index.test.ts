// Partition indexes: made of the table's keys, three at most, active after a while on the clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, freshAccount, refused } from './account.fixture.ts'

test('an index is made of partition keys and becomes active', async t => {
  const { cloud, glue } = await freshAccount(t)
  const make = (IndexName: string, Keys: string[]) => glue.createPartitionIndex({ ...at, PartitionIndex: { IndexName, Keys } }).promise()
  const list = async () => (await glue.getPartitionIndexes(at).promise()).PartitionIndexDescriptorList
  await make('by-year', ['year'])
  assert.deepEqual(await list(), [{ IndexName: 'by-year', Keys: [{ Name: 'year', Type: 'int' }], IndexStatus: 'CREATING' }])
  await cloud.clock.advance('1m')
  assert.equal((await list())![0]!.IndexStatus, 'ACTIVE')
  await refused(make('by-year', ['day']), 'AlreadyExistsException')
  await refused(make('by-month', ['month']), 'InvalidInputException')
  await make('two', ['day'])
  await make('three', ['year', 'day'])
  await refused(make('four', ['day']), 'ResourceNumberLimitExceededException')
  await glue.deletePartitionIndex({ ...at, IndexName: 'two' }).promise()
  await refused(glue.deletePartitionIndex({ ...at, IndexName: 'two' }).promise(), 'EntityNotFoundException')
})
