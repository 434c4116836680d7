// Pipes that do not get where they were meant to.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, RoleArn } from './account.fixture.ts'

test('a source that cannot be read fails the pipe', async t => {
  const { pipes, cloud } = await freshAccount(t)
  await pipes.createPipe({ Name: 'p', RoleArn, Source: 'arn:aws:sqs:us-east-1:111122223333:none',
    Target: 'arn:aws:sqs:us-east-1:111122223333:to' })
  await cloud.clock.advance('1m')
  const { CurrentState: state, StateReason: reason } = await pipes.describePipe({ Name: 'p' })
  assert.equal(state, 'CREATE_FAILED')
  assert.ok(reason!.startsWith('Input parameter is invalid from the request due to : The provided customer role does not have permissions '
    + 'to call ReceiveMessage on SQS'), reason)
})
