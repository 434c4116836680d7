// Exports: made, described, listed, tagged, changed, deleted; what does not go together is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exporter, wanted, written } from './account.fixture.ts'

test('made, listed, tagged, changed, deleted', async t => {
  const { contract, create } = await exporter(t)
  const ExportArn = await create(wanted)
  assert.match(ExportArn, /^arn:aws:bcm-data-exports:us-east-1:\d{12}:export\/bill-[0-9a-f-]{36}$/)
  const { Export } = await contract.ask('bcm-data-exports:GetExport', { ExportArn })
  assert.deepEqual(Export, { ...wanted, ExportArn })
  await contract.ask('bcm-data-exports:TagResource', { ResourceArn: ExportArn, ResourceTags: [{ Key: 'for', Value: 'finance' }] })
  const { ResourceTags } = await contract.ask('bcm-data-exports:ListTagsForResource', { ResourceArn: ExportArn })
  assert.deepEqual(ResourceTags, [{ Key: 'for', Value: 'finance' }])
  await create({ ...wanted, Name: 'another' })
  const { Exports } = await contract.ask('bcm-data-exports:ListExports', {})
  assert.deepEqual((Exports as { ExportName: string }[]).map(({ ExportName }) => ExportName), ['another', 'bill'])
  await contract.ask('bcm-data-exports:DeleteExport', { ExportArn })
  assert.equal((await contract.call('bcm-data-exports:GetExport', { ExportArn })).fault?.code, 'ResourceNotFoundException')
})

test('what does not go together is refused', async t => {
  const { contract, create } = await exporter(t)
  const ExportArn = await create(wanted)
  const query = (QueryStatement: string, table: object = {}) => ({
    ...wanted, Name: 'x', DataQuery: { QueryStatement, TableConfigurations: { COST_AND_USAGE_REPORT: table } },
  })
  const some = 'SELECT line_item_usage_type FROM COST_AND_USAGE_REPORT'
  const cases: readonly (readonly [object, RegExp])[] = [
    [wanted, /name bill/], [written({ Compression: 'PARQUET' }, { Name: 'x' }), /both be PARQUET/],
      [query('SELECT * FROM COST_AND_USAGE_REPORT'), /SELECT \*/],
    [query('SELECT BilledCost FROM FOCUS_1_2_AWS'), /no table FOCUS_1_2_AWS/], [query(some, { TIME_GRANULARITY: 'YEARLY' }), /YEARLY/],
    [query(some, { SPEED: '1' }), /no property SPEED/],
      [query('SELECT line_item_resource_id FROM COST_AND_USAGE_REPORT'), /line_item_resource_id/],
  ]
  for (const [given, problem] of cases) {
    const { fault } = await contract.call('bcm-data-exports:CreateExport', { Export: given })
    assert.equal(fault?.code, 'ValidationException')
    assert.match(fault.message, problem)
  }
  const renamed = await contract.call('bcm-data-exports:UpdateExport', { ExportArn, Export: { ...wanted, Name: 'other' } })
  assert.match(renamed.fault?.message ?? '', /name of an export/)
  for (let i = 1; i < 10; i += 1) await create({ ...wanted, Name: `export-${i}` })
  assert.equal((await contract.call('bcm-data-exports:CreateExport', { Export: { ...wanted, Name: 'more' } })).fault?.code,
    'ServiceQuotaExceededException')
})
