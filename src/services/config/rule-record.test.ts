// A rule as it is shown.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isManaged, shownRule } from './rule-record.ts'

test('what is not said is left out', () => {
  const rule = { name: 'r', id: 'config-rule-abc123', source: { Owner: 'AWS' as const, SourceIdentifier: 'X_Y' }, createdAt: 0 }
  assert.deepEqual(shownRule(rule, { arn: () => 'arn' } as never), {
    ConfigRuleName: 'r', ConfigRuleArn: 'arn', ConfigRuleId: 'config-rule-abc123', Source: rule.source, ConfigRuleState: 'ACTIVE',
    EvaluationModes: [{ Mode: 'DETECTIVE' }],
  })
  assert.equal(isManaged(rule), true)
})
