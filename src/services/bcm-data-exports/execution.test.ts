// Executions: one for each month that is delivered, the newest first, with the export as it was.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exporter, wanted } from './account.fixture.ts'

interface Listed { readonly ExecutionId: string, readonly ExecutionStatus: { readonly StatusCode: string } }

test('listed, and found by their ids', async t => {
  const { contract, create } = await exporter(t)
  const ExportArn = await create(wanted)
  await contract.cloud.clock.advance('3d')
  await contract.ask('bcm-data-exports:UpdateExport', { ExportArn, Export: { ...wanted, Description: 'less' } })
  await contract.cloud.clock.advance('1m')
  const { Executions } = await contract.ask('bcm-data-exports:ListExecutions', { ExportArn })
  const executions = Executions as Listed[]
  assert.ok(executions.length >= 5)
  assert.ok(executions.every(({ ExecutionStatus }) => ExecutionStatus.StatusCode === 'DELIVERY_SUCCESS'))
  const described = async (id: string) => {
    const { Export } = await contract.ask('bcm-data-exports:GetExecution', { ExportArn, ExecutionId: id })
    return (Export as { Description: string }).Description
  }
  assert.deepEqual([await described(executions[0]!.ExecutionId), await described(executions.at(-1)!.ExecutionId)], ['less', 'everything'])
  const page = await contract.ask('bcm-data-exports:ListExecutions', { ExportArn, MaxResults: 2 })
  const next = await contract.ask('bcm-data-exports:ListExecutions', { ExportArn, MaxResults: 2, NextToken: page['NextToken'] })
  assert.equal((next['Executions'] as Listed[])[0]!.ExecutionId, executions[2]!.ExecutionId)
  const { fault } = await contract.call('bcm-data-exports:GetExecution', { ExportArn, ExecutionId: 'none' })
  assert.equal(fault?.code, 'ResourceNotFoundException')
})
