// How a schedule is named.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Schedule } from './schedule-record.ts'

test('a schedule\'s ARN names its group', () => {
  const place = { partition: 'aws', region: 'us-east-1', account: '111122223333' }
  assert.equal(Schedule.arnOf(place, { group: 'g', name: 's' }), 'arn:aws:scheduler:us-east-1:111122223333:schedule/g/s')
  assert.equal(Schedule.notFound.message(['g', 's']), 'Schedule s does not exist.')
})
