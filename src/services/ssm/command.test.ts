// Statuses and where outputs are put.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOver, outputKey, statusOf } from './command.ts'

test('details and the statuses that they are shown under', () => {
  assert.deepEqual((['Pending', 'DeliveryTimedOut', 'Undeliverable', 'NoInstancesInTag',
    'RateExceeded'] as const).map(each => [statusOf(each), isOver(each)]),
    [['Pending', false], ['TimedOut', true], ['Failed', true], ['Success', true], ['Failed', true]])
})

test('the key of an output', () => {
  const command = { id: 'c', prefix: 'logs/' } as never
  assert.equal(outputKey(command, 'mi-1', { name: 'one', action: 'aws:runShellScript' }, 'stderr'),
    'logs/c/mi-1/awsrunShellScript/one/stderr')
})
