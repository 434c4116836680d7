// Cases from their opening over the first answer to their resolution.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh } from './account.fixture.ts'

const question = { subject: 'Queues', communicationBody: 'How many?', serviceCode: 'amazon-simple-queue-service', categoryCode: 'other' }

test('a case is answered when the plan\'s time has passed, resolved, and reopened by a word more', async t => {
  const { cloud, support } = await fresh(t, 'business')
  const { caseId } = await support.createCase({ ...question, severityCode: 'high' })
  const look = async () => (await support.describeCases({ caseIdList: [caseId!], includeResolvedCases: true })).cases![0]!
  assert.equal((await look()).status, 'unassigned')
  await cloud.clock.advance('3h')
  assert.equal((await look()).recentCommunications!.communications!.length, 1)
  await cloud.clock.advance('1h')
  const answered = await look()
  assert.equal(answered.status, 'pending-customer-action')
  assert.deepEqual(answered.recentCommunications!.communications!.map(({ submittedBy }) => submittedBy),
    ['Amazon Web Services', 'root@111122223333.example'])
  assert.deepEqual(await support.resolveCase({ caseId }).then(({ initialCaseStatus, finalCaseStatus }) => [initialCaseStatus,
    finalCaseStatus]),
    ['pending-customer-action', 'resolved'])
  assert.deepEqual((await support.describeCases({})).cases, [])
  await support.addCommunicationToCase({ caseId, communicationBody: 'And how large?' })
  assert.equal((await look()).status, 'reopened')
})

test('cases are found by time and display id, the newest first', async t => {
  const { cloud, support } = await fresh(t, 'business')
  const { caseId: first } = await support.createCase(question)
  await cloud.clock.advance('1d')
  const { caseId: second } = await support.createCase(question)
  const ids = async (input: object) => (await support.describeCases(input)).cases!.map(({ caseId }) => caseId)
  assert.deepEqual(await ids({}), [second, first])
  assert.deepEqual(await ids({ afterTime: '2027-02-01T00:00:00Z' }), [second])
  const { cases: [shown] = [] } = await support.describeCases({ caseIdList: [first!] })
  assert.match(shown!.caseId!, /^case-111122223333-muen-2027-[0-9a-f]{16}$/)
  assert.deepEqual(await ids({ displayId: shown!.displayId }), [first])
  await cloud.clock.advance('25mo')
  assert.deepEqual(await ids({}), [])
})

test('what cannot be asked is refused', async t => {
  const { support } = await fresh(t, 'business')
  await assert.rejects(support.createCase({ ...question, severityCode: 'critical' }), { name: 'ValidationException' })
  await assert.rejects(support.createCase({ ...question, serviceCode: 'amazon-nothing' }), { name: 'ValidationException' })
  await assert.rejects(support.createCase({ ...question, language: 'la' }), { name: 'ValidationException' })
  await assert.rejects(support.resolveCase({ caseId: 'case-1' }), { name: 'CaseIdNotFound' })
})
