// Report definitions by the AWS SDK of before (v3 has no client here): put, described, changed, deleted, refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opened, report } from './account.fixture.ts'

test('put, described, changed and deleted', async t => {
  const { call } = await opened(t)
  await call('PutReportDefinition', { ReportDefinition: report, Tags: [{ Key: 'team', Value: 'red' }] })
  await assert.rejects(call('PutReportDefinition', { ReportDefinition: report }), /DuplicateReportNameException/)
  await call('ModifyReportDefinition', { ReportName: 'r', ReportDefinition: { ...report, TimeUnit: 'DAILY' } })
  const { ReportDefinitions } = await call('DescribeReportDefinitions', {}) as { ReportDefinitions: { TimeUnit: string }[] }
  assert.deepEqual(ReportDefinitions.map(({ TimeUnit }) => TimeUnit), ['DAILY'])
  assert.deepEqual(await call('ListTagsForResource', { ReportName: 'r' }), { Tags: [{ Key: 'team', Value: 'red' }] })
  await call('DeleteReportDefinition', { ReportName: 'r' })
  await assert.rejects(call('DeleteReportDefinition', { ReportName: 'r' }), /ValidationException/)
})

test('what does not go together is refused', async t => {
  const { call } = await opened(t)
  const mistakes = [
    { Format: 'Parquet', Compression: 'GZIP' }, { Compression: 'ZIP', AdditionalArtifacts: ['REDSHIFT'] }, { ReportName: 'a b' },
      { AdditionalArtifacts: ['ATHENA'] },
  ]
  for (const more of mistakes) {
    await assert.rejects(call('PutReportDefinition', { ReportDefinition: { ...report, ...more } }), /ValidationException/,
      JSON.stringify(more))
  }
})
