// What reserved instances are called: products with and without the mark of VPC.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isProduct, productOf } from './reservation.ts'

test('products by the operation that usage is metered under', () => {
  assert.deepEqual(['', 'RunInstances:0002', 'RunInstances:0010'].map(productOf), ['Linux/UNIX', 'Windows', 'Red Hat Enterprise Linux'])
  assert.ok(isProduct('RunInstances', 'Linux/UNIX (Amazon VPC)'))
  assert.ok(!isProduct('RunInstances', 'Windows'))
})
