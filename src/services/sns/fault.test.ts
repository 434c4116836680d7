// How Amazon SNS words what is wrong.

import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a parameter, or a parameter with a reason', async t => {
  const { sns } = await freshAccount(t)
  const publish = (TopicArn: string) => sns.publish({ TopicArn, Message: 'x' })
  await refused(publish('arn:aws:sqs:us-east-1:111122223333:t'), 'InvalidParameter', /^Invalid parameter: TopicArn$/)
  await refused(publish('t'), 'InvalidParameter', /^Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1$/)
})
