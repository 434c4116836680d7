// Events of executions, as their documentation shows them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, eventsOf, freshAccount, runbook, started } from './account.fixture.ts'

test('an execution that is over says when it began and ended', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const events = await eventsOf(cloud, 'EC2 Automation Execution Status-change Notification')
  await cloud.clock.set(Date.parse('2027-11-29T19:20:16Z'))
  await runbook(ssm, 'book', [{ name: 'a', action: 'aws:sleep', inputs: { Duration: 'PT1M' } }])
  const id = await started(ssm, 'book')
  await cloud.clock.advance('2m')
  const { resources, detail } = (await events()).find(event => event.detail.Status === 'Success')!
  assert.deepEqual(resources, [`arn:aws:ssm:us-east-1:${account}:automation-execution/${id}`,
    `arn:aws:ssm:us-east-1:${account}:automation-definition/book:1`])
  assert.deepEqual(detail,
    { ExecutionId: id, Definition: 'book', DefinitionVersion: '1', Status: 'Success', StartTime: 'Nov 29, 2027 7:20:16 PM',
    EndTime: 'Nov 29, 2027 7:21:16 PM', Time: '60.0', ExecutedBy: `arn:aws:iam::${account}:root` })
})
