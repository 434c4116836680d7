// Streams are found by their ARN, in the account that owns them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scene } from './reader.fixture.ts'

test('what is no stream', async t => {
  const { streams, arn } = await scene(t)
  for (const StreamArn of [`${arn}0`, arn.replace('Music', 'Other'), arn.replace('us-east-1', 'us-east-2')]) {
    await assert.rejects(streams.describeStream({ StreamArn }).promise(),
      { code: 'ResourceNotFoundException', message: `Requested resource not found: Stream: ${StreamArn} not found` })
  }
  await assert.rejects(streams.describeStream({ StreamArn: 'short' }).promise(), { code: 'ValidationException' })
})
