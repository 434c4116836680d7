// How many policies a target may have, and that it is there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, organized } from './account.fixture.ts'

test('a target has five service control policies at most', async t => {
  const all = await fresh(t)
  const { organizations } = all
  const root = await organized(all)
  await organizations.enablePolicyType({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' })
  const content = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
  const attached: string[] = []
  for (const Name of ['a', 'b', 'c', 'd', 'e']) {
    const { Policy: policy } = await organizations.createPolicy({ Name, Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: content })
    attached.push(policy!.PolicySummary!.Id!)
  }
  for (const id of attached.slice(0, 4)) await organizations.attachPolicy({ PolicyId: id, TargetId: root })
  await assert.rejects(organizations.attachPolicy({ PolicyId: attached[4]!, TargetId: root }), { name: 'ConstraintViolationException' })
  await assert.rejects(organizations.attachPolicy({ PolicyId: attached[4]!, TargetId: 'ou-abcd-12345678' }),
    { name: 'TargetNotFoundException' })
  await assert.rejects(organizations.detachPolicy({ PolicyId: attached[4]!, TargetId: root }), { name: 'PolicyNotAttachedException' })
})
