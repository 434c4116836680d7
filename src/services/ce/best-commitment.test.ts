// The commitment that saves most: full use, a share of the hours, none.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bestCommitment } from './best-commitment.ts'

test('what is used in every hour is committed', () => {
  const { commitment, savings, utilization } = bestCommitment(Array<number>(100).fill(0.7), 100, 0.7, 0.001)
  assert.deepEqual([commitment.toFixed(3), savings.toFixed(6), utilization.toFixed(6)], ['0.700', '30.000000', '1.000000'])
})

test('what is used seldom is not, where idle hours cost more than the others save', () => {
  const hours = [...Array<number>(100).fill(0.7), ...Array<number>(60).fill(1.4)].slice(0, 100)
  assert.equal(bestCommitment([...Array<number>(60).fill(0.7)], 100, 0.7, 0.001).commitment, 0)
  assert.ok(bestCommitment([...Array<number>(80).fill(0.7)], 100, 0.7, 0.001).commitment > 0.69)
  assert.ok(bestCommitment(hours, 100, 0.7, 0.001).commitment > 0)
  assert.deepEqual(bestCommitment([], 100, 0.7, 0.001), { commitment: 0, savings: 0, utilization: 0 })
})
