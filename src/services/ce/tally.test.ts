// Metrics by their names, amounts as texts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountText, metricsOf, percentage } from './tally.ts'
import { dollar } from '../../contract/index.ts'

test('metrics are known by both of their names', () => {
  assert.deepEqual(metricsOf(['UNBLENDED_COST', 'UsageQuantity']), ['UnblendedCost', 'UsageQuantity'])
  assert.throws(() => metricsOf([]), /must not be empty/)
  assert.throws(() => metricsOf(['constructor']), /not supported/)
})

test('amounts and percentages', () => {
  assert.deepEqual([amountText(dollar * 3n / 2n), amountText(0n), percentage(1n, 3n), percentage(1n, 0n)],
    ['1.5', '0', '33.3333333333', '0'])
})
