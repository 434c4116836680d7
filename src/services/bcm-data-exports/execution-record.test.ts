// What is kept of deliveries goes with their export.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exporter, wanted } from './account.fixture.ts'

test('an export of the same name begins without executions', async t => {
  const { contract, create } = await exporter(t)
  const first = await create(wanted)
  await contract.cloud.clock.advance('1h')
  await contract.ask('bcm-data-exports:DeleteExport', { ExportArn: first })
  const ExportArn = await create(wanted)
  assert.deepEqual((await contract.ask('bcm-data-exports:ListExecutions', { ExportArn }))['Executions'], [])
  assert.equal((await contract.call('bcm-data-exports:ListExecutions', { ExportArn: first })).fault?.code, 'ResourceNotFoundException')
})
