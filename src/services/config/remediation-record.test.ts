// The ARN of a remediation, and what is said of one that is not there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Remediations } from './remediation-record.ts'

test('its names', () => {
  const place = { partition: 'aws', account: '111122223333', region: 'us-east-1' }
  assert.equal(Remediations.arnOf(place, { rule: 'r', id: 'x' }), 'arn:aws:config:us-east-1:111122223333:remediation-configuration/r/x')
  assert.equal(Remediations.notFound.message(['r']), 'No RemediationConfiguration for rule r exists.')
})
