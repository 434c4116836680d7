// What CloudFormation and Step Functions answer is the step's: here that there is no such stack, and no such state machine.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ran } from './account.fixture.ts'

test('a stack that is not there is deleted at once', async t => {
  const { ended } = await ran(t, [{ name: 'gone', action: 'aws:deleteStack', inputs: { StackName: 'none' } }])
  assert.ok(['Success', 'Failed'].includes(ended.AutomationExecutionStatus!))
})

test('a state machine that is not there fails the step', async t => {
  const stateMachineArn = 'arn:aws:states:us-east-1:111122223333:stateMachine:none'
  const { ended } = await ran(t, [{ name: 'go', action: 'aws:executeStateMachine', inputs: { stateMachineArn } }])
  assert.equal(ended.AutomationExecutionStatus, 'Failed')
  assert.match(ended.FailureMessage!, /Error Code: \w+/)
})
