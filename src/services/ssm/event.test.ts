// Events come as EventBridge shows them to a rule's target.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventsOf, freshAccount, put } from './account.fixture.ts'

test('a change of a parameter is an event of aws.ssm', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const events = await eventsOf(cloud, 'Parameter Store Change')
  await put(ssm, 'x', 'y')
  const [event] = await events()
  assert.deepEqual([event!.source, event!.resources, event!.detail],
    ['aws.ssm', ['arn:aws:ssm:us-east-1:111122223333:parameter/x'], { operation: 'Create', name: 'x', type: 'String' }])
})
