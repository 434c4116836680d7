// Previews count what steps would do.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('Amazon\'s runbook that makes a snapshot', async t => {
  const { ssm } = await freshAccount(t)
  const { ExecutionPreviewId } = await ssm.startExecutionPreview({ DocumentName: 'AWS-CreateSnapshot', ExecutionInputs: { Automation: {
    TargetParameterName: 'VolumeId', Targets: [{ Key: 'ParameterValues', Values: ['vol-1', 'vol-2'] }] } } })
  const { Status, ExecutionPreview: preview } = await ssm.getExecutionPreview({ ExecutionPreviewId })
  assert.equal(Status, 'Success')
  assert.deepEqual((preview as { Automation: object }).Automation, { StepPreviews: { Mutating: 1, NonMutating: 1 }, Regions: ['us-east-1'],
    TargetPreviews: [{ Count: 2, TargetType: 'ParameterValues' }], TotalAccounts: 1 })
  await refused(ssm.getExecutionPreview({ ExecutionPreviewId: '01234567-89ab-cdef-0123-456789abcdef' }), 'ResourceNotFoundException')
  await refused(ssm.startExecutionPreview({ DocumentName: 'AWS-RunShellScript' }), 'ValidationException')
})
