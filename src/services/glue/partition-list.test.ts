// Lists of partitions over the wire: by expression, by segment, in pages, with and without columns.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, freshAccount, refused } from './account.fixture.ts'

test('partitions are listed by expression, in segments and pages', async t => {
  const { glue, addPartitions } = await freshAccount(t)
  await addPartitions(['2026', '31'], ['2027', '01'], ['2027', '02'], ['300', '01'])
  const list = async (more: Partial<AWS.Glue.GetPartitionsRequest>) =>
    (await glue.getPartitions({ ...at, ...more }).promise()).Partitions!.map(({ Values: values }) => values!.join('/'))
  assert.deepEqual(await list({ Expression: 'year > 2000 and day = \'01\'' }), ['2027/01'])
  assert.deepEqual(await list({ Expression: 'year < 1000' }), ['300/01'])
  assert.deepEqual([...await list({ Segment: { SegmentNumber: 0, TotalSegments: 2 } }),
    ...await list({ Segment: { SegmentNumber: 1, TotalSegments: 2 } })].sort(), await list({}))
  const page = await glue.getPartitions({ ...at, MaxResults: 3 }).promise()
  assert.deepEqual([page.Partitions!.length, (await list({ NextToken: page.NextToken! })).length], [3, 1])
  await refused(list({ Expression: 'month = 1' }), 'InvalidInputException', /Unknown column 'month'/)
  await refused(list({ Expression: 'year ==' }), 'InvalidInputException', /Unsupported expression/)
  const { Partitions: [bare] } = await glue.getPartitions({ ...at,
    ExcludeColumnSchema: true }).promise() as { Partitions: AWS.Glue.Partition[] }
  assert.deepEqual([bare!.StorageDescriptor!.Columns, bare!.StorageDescriptor!.Location], [undefined, 's3://lake/sales/2026/31'])
})
