// AWS's words for denials, and their codes and statuses by protocol family.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Family } from '../identity/refusal.ts'
import type { PolicyKind } from './decide.ts'
import { denialFault, denialText } from './denial.ts'
import { ask, principals, queueArn } from './questions.fixture.ts'

test('texts', () => {
  const opening = `User: ${principals.user.arn} is not authorized to perform: sqs:SendMessage on resource: ${queueArn}`
  const table: [PolicyKind, boolean, string][] = [
    ['identity-based policy', false, 'because no identity-based policy allows the sqs:SendMessage action'],
    ['resource-based policy', false, 'because no resource-based policy allows the sqs:SendMessage action'],
    ['permissions boundary', false, 'because no permissions boundary allows the sqs:SendMessage action'],
    ['session policy', false, 'because no session policy allows the sqs:SendMessage action'],
    ['service control policy', false, 'because no service control policy allows the sqs:SendMessage action'],
    ['identity-based policy', true, 'with an explicit deny in an identity-based policy'],
    ['resource-based policy', true, 'with an explicit deny in a resource-based policy'],
    ['session policy', true, 'with an explicit deny in a session policy'],
    ['permissions boundary', true, 'with an explicit deny in a permissions boundary'],
    ['resource control policy', true, 'with an explicit deny in a resource control policy'],
  ]
  for (const [by, explicit, ending] of table) assert.equal(denialText({ allowed: false, by, explicit }, ask()), `${opening} ${ending}`)
  assert.match(denialText({ allowed: false, by: 'resource-based policy', explicit: false }, ask({ principal: principals.anonymous })),
    /^User: anonymous is not/)
  assert.match(denialText({ allowed: false, by: 'session policy', explicit: false }, ask({ resource: undefined })),
    / on resource: \* because/)
})

test('codes and statuses', () => {
  const denial = { allowed: false, by: 'session policy', explicit: false } as const
  const table: [Family, boolean, string, number][] = [
    ['json', false, 'AccessDeniedException', 400], ['json', true, 'AccessDenied', 403], ['rest-json', false, 'AccessDeniedException', 403],
    ['query', false, 'AccessDenied', 403], ['rest-xml', false, 'AccessDenied', 403], ['bare-xml', false, 'AccessDenied', 403],
  ]
  for (const [family, queryCompatible, code, status] of table) {
    const fault = denialFault(denial, ask(), { family, queryCompatible, seal: text => text })
    assert.deepEqual([fault.code, fault.status], [code, status], family)
  }
})

test('EC2 seals what was denied', () => {
  let sealed = ''
  const seal = (text: string) => { sealed = text; return 'SEALED' }
  const fault = denialFault({ allowed: false, by: 'session policy', explicit: true }, ask(),
    { family: 'ec2', queryCompatible: false, seal })
  assert.deepEqual([fault.code, fault.status], ['UnauthorizedOperation', 403])
  assert.match(fault.message,
    /^You are not authorized to perform this operation\. User: .* with an explicit deny in a session policy\. Encoded .* message: SEALED$/)
  assert.deepEqual(JSON.parse(sealed), {
    allowed: false, explicitDeny: true, matchedStatements: { items: [] }, failures: { items: [] },
    context: { principal: { id: principals.user.userId, arn: principals.user.arn }, action: 'sqs:SendMessage', resource: queueArn,
      conditions: { items: [] } },
  })
})
