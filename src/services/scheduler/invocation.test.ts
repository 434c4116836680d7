// What becomes of a target that is not there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, off, role } from './account.fixture.ts'

test('the dead-letter queue is told why', async t => {
  const { scheduler, sqs, cloud, url } = await freshAccount(t)
  await scheduler.createSchedule({
    Name: 's', ScheduleExpression: 'at(2027-01-01T06:00:00)', FlexibleTimeWindow: off, Target: {
      Arn: 'arn:aws:sqs:us-east-1:111122223333:none', RoleArn: role, Input: 'lost',
      DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:111122223333:q' },
    },
  })
  await cloud.clock.advance('1d')
  const { Messages: [message] = [] } = await sqs.receiveMessage({ QueueUrl: url, MessageAttributeNames: ['All'] })
  assert.deepEqual([message!.Body, message!.MessageAttributes!.ERROR_CODE!.StringValue], ['lost', 'QueueDoesNotExist'])
})
