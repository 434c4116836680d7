// Each dimension reads something of a line.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { period, usedAccount } from './account.fixture.ts'

test('values of dimensions', async t => {
  const { ce } = await usedAccount(t)
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['SERVICE', ['Amazon Elastic Compute Cloud - Compute', 'Amazon Simple Queue Service']], ['LINKED_ACCOUNT', ['111122223333']],
    ['USAGE_TYPE', ['BoxUsage:m5.large', 'EU-BoxUsage:m5.xlarge', 'Requests-RBP']], ['RECORD_TYPE', ['Usage']],
    ['INSTANCE_TYPE', ['NoInstanceType', 'm5.large', 'm5.xlarge']], ['LEGAL_ENTITY_NAME', ['Amazon Web Services, Inc.']],
    ['PURCHASE_TYPE', ['On Demand Instances']],
  ]
  for (const [Dimension, expected] of cases) {
    const { DimensionValues } = await ce.getDimensionValues({ TimePeriod: period, Dimension: Dimension as 'SERVICE' })
    assert.deepEqual(DimensionValues!.map(({ Value }) => Value), expected, Dimension)
  }
})
