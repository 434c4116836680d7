// Correspondence, newest first.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh } from './account.fixture.ts'

test('all that was written in a case', async t => {
  const { cloud, support } = await fresh(t, 'enterprise')
  const { caseId } = await support.createCase({ subject: 's', communicationBody: 'one', severityCode: 'critical' })
  await cloud.clock.advance('15m')
  await support.addCommunicationToCase({ caseId, communicationBody: 'two', ccEmailAddresses: ['ann@example.com'] })
  const { communications } = await support.describeCommunications({ caseId })
  assert.deepEqual(communications!.map(({ body }) => body!.slice(0, 7)), ['two', 'We have', 'one'])
  const { cases: [shown] = [] } = await support.describeCases({ caseIdList: [caseId!] })
  assert.deepEqual([shown!.status, shown!.ccEmailAddresses], ['work-in-progress', ['ann@example.com']])
})
