// A case is found by its id, or said not to be there; times must be times.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh } from './account.fixture.ts'

test('what is not there, and what is no time', async t => {
  const { support } = await fresh(t, 'business')
  await assert.rejects(support.describeCases({ caseIdList: ['case-1'] }), { name: 'CaseIdNotFound' })
  await assert.rejects(support.addCommunicationToCase({ caseId: 'case-1', communicationBody: 'b' }), { name: 'CaseIdNotFound' })
  await assert.rejects(support.describeCases({ afterTime: 'yesterday' }), { name: 'ValidationException' })
})
