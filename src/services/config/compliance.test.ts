// What results come to.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byResource, complianceOf, counted, verdictOf } from './compliance.ts'
import type { Result } from './rule-record.ts'

const result = (compliance: Result['compliance'], id = 'a'): Result =>
  ({ rule: 'r', type: 't', id, compliance, recordedAt: 0, invokedAt: 0, orderingAt: 0 })

test('one that is wrong outweighs all; without results nothing is known', () => {
  assert.equal(verdictOf([]), 'INSUFFICIENT_DATA')
  assert.equal(verdictOf([result('NOT_APPLICABLE')]), 'INSUFFICIENT_DATA')
  assert.equal(verdictOf([result('COMPLIANT'), result('NON_COMPLIANT')]), 'NON_COMPLIANT')
  assert.deepEqual(complianceOf([result('COMPLIANT'), result('COMPLIANT', 'b')]),
    { ComplianceType: 'COMPLIANT', ComplianceContributorCount: { CappedCount: 2, CapExceeded: false } })
  assert.deepEqual(counted(101), { CappedCount: 100, CapExceeded: true })
  assert.deepEqual(byResource([result('COMPLIANT'), result('COMPLIANT', 'b'), result('NON_COMPLIANT')]).map(group => group.length), [2, 1])
})
