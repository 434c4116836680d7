// Which ARNs name subscriptions.

import { test } from 'node:test'
import { freshAccount, madeTopic, refused } from './account.fixture.ts'

test('ARNs that name none', async t => {
  const { sns } = await freshAccount(t)
  const arn = await madeTopic(sns)
  const read = (SubscriptionArn: string) => sns.getSubscriptionAttributes({ SubscriptionArn })
  await refused(read('x'), 'InvalidParameter', /SubscriptionArn Reason: An ARN must have at least 6 elements, not 1/)
  await refused(read(arn), 'InvalidParameter', /SubscriptionId/)
  await refused(read(`${arn}:00000000-0000-0000-0000-000000000000`), 'NotFound')
})
