// Who may use the API, and which severities a plan has.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh } from './account.fixture.ts'

test('below Business the API is closed; critical cases need Enterprise', async t => {
  for (const plan of ['basic', 'developer']) {
    const { support } = await fresh(t, plan)
    await assert.rejects(support.describeSeverityLevels({}), { name: 'SubscriptionRequiredException' })
    await assert.rejects(support.createCase({ subject: 's', communicationBody: 'b' }), { name: 'SubscriptionRequiredException' })
  }
  for (const [plan, last] of [['business', 'urgent'], ['enterprise-on-ramp', 'critical'], ['enterprise', 'critical']] as const) {
    const { support } = await fresh(t, plan)
    assert.equal((await support.describeSeverityLevels({})).severityLevels!.at(-1)!.code, last)
  }
})
