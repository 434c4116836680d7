// Universal targets and context attributes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, off, role, taken } from './account.fixture.ts'

test('any operation by its name, with what the schedule knows of itself', async t => {
  const account = await freshAccount(t)
  await account.scheduler.createSchedule({
    Name: 's', ScheduleExpression: 'at(2027-01-01T06:00:00)', FlexibleTimeWindow: off, Target: {
      Arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', RoleArn: role,
      Input: JSON.stringify({ QueueUrl: account.url, MessageBody: '<aws.scheduler.scheduled-time> <aws.scheduler.attempt-number>' }),
    },
  })
  await account.cloud.clock.advance('1d')
  assert.deepEqual(await taken(account), [['2027-01-01T06:00', '2027-01-01T06:00:00Z 1']])
})
