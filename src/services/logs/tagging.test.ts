// Tags by ARN and by the name of the group are the same tags.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, refused } from './account.fixture.ts'

test('both ways of tagging a group', async t => {
  const { logs } = await freshAccount(t)
  await logs.createLogGroup({ logGroupName: 'g', tags: { a: '1' } })
  const resourceArn = `arn:aws:logs:us-east-1:${account}:log-group:g`
  await logs.tagLogGroup({ logGroupName: 'g', tags: { b: '2' } })
  await logs.tagResource({ resourceArn, tags: { c: '3' } })
  await logs.untagResource({ resourceArn, tagKeys: ['a'] })
  assert.deepEqual((await logs.listTagsForResource({ resourceArn })).tags, { b: '2', c: '3' })
  await logs.untagLogGroup({ logGroupName: 'g', tags: ['b'] })
  assert.deepEqual((await logs.listTagsLogGroup({ logGroupName: 'g' })).tags, { c: '3' })
  await refused(logs.listTagsForResource({ resourceArn: `${resourceArn}x` }), 'ResourceNotFoundException')
  await refused(logs.listTagsForResource({ resourceArn: 'arn:aws:sqs:us-east-1:1:q' }), 'InvalidParameterException')
})

test('destinations have tags too', async t => {
  const { logs } = await freshAccount(t)
  const { destination } = await logs.putDestination({
    destinationName: 'd', targetArn: `arn:aws:kinesis:us-east-1:${account}:stream/s`, roleArn: `arn:aws:iam::${account}:role/r`,
      tags: { a: '1' },
  })
  assert.deepEqual((await logs.listTagsForResource({ resourceArn: destination!.arn! })).tags, { a: '1' })
})
