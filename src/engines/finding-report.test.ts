// Findings go to a log group, whose stream is made where it is missing, and to a delivery stream.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tellFindings } from './finding-report.ts'

test('both destinations are told', async () => {
  const asked: string[] = []
  let isThere = false
  await tellFindings({ CloudWatchLogs: { LogGroup: 'g' }, Firehose: { DeliveryStream: 'd' } }, { line: '{}', logStreamName: 's', at: 1 },
    async (service, operation) => {
      asked.push(`${service}:${operation}`)
      if (operation === 'CreateLogStream') isThere = true
      return operation === 'PutLogEvents' && !isThere ? 'ResourceNotFoundException' : undefined
    })
  assert.deepEqual(asked, ['logs:PutLogEvents', 'logs:CreateLogStream', 'logs:PutLogEvents', 'firehose:PutRecord'])
  await tellFindings({}, { line: '{}', logStreamName: 's', at: 1 }, async () => { throw new Error('nobody is to be told') })
})
