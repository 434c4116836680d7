// Subscription filters: what they may say, how many there are, and that their ends are asked.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, madeStream, refused } from './account.fixture.ts'

const roleArn = `arn:aws:iam::${account}:role/logs`

test('two for a group, listed and deleted', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g')
  const destinationArn = await madeStream(here, 'k')
  const put = (filterName: string) =>
    logs.putSubscriptionFilter({ logGroupName: 'g', filterName, filterPattern: '', destinationArn, roleArn })
  await put('a')
  await put('b')
  await put('b')
  await refused(put('c'), 'LimitExceededException')
  const { subscriptionFilters } = await logs.describeSubscriptionFilters({ logGroupName: 'g', filterNamePrefix: 'a' })
  assert.deepEqual(subscriptionFilters, [{
    filterName: 'a', logGroupName: 'g', filterPattern: '', destinationArn, roleArn, distribution: 'ByLogStream',
      applyOnTransformedLogs: false,
    creationTime: cloud.clock.now(),
  }])
  await logs.deleteSubscriptionFilter({ logGroupName: 'g', filterName: 'a' })
  await refused(logs.deleteSubscriptionFilter({ logGroupName: 'g', filterName: 'a' }), 'ResourceNotFoundException')
})

test('ends that cannot be reached, and those that are none', async t => {
  const { logs } = await freshAccount(t)
  await made(logs, 'g')
  const put = (destinationArn: string, more: object = { roleArn }) =>
    logs.putSubscriptionFilter({ logGroupName: 'g', filterName: 'f', filterPattern: '', destinationArn, ...more })
  const stream = `arn:aws:kinesis:us-east-1:${account}:stream/none`
  await refused(put(stream), 'InvalidParameterException', /^Could not deliver test message to specified Kinesis stream\. Check if/)
  await refused(put(stream, {}), 'InvalidParameterException', /vendor kinesis cannot be used without roleArn/)
  await refused(put(`arn:aws:lambda:us-east-1:${account}:function:none`, {}), 'InvalidParameterException',
    /Could not execute the lambda function/)
  await refused(put(`arn:aws:sqs:us-east-1:${account}:q`), 'InvalidParameterException', /cannot work with destinationArn for vendor sqs/)
  await refused(put(`arn:aws:logs:us-east-1:${account}:destination:none`, {}), 'InvalidParameterException', /destination does not exist/)
})
