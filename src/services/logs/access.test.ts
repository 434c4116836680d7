// What policies let sessions do with groups and streams.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import { STS } from '@aws-sdk/client-sts'
import type { Credentials } from '@aws-sdk/client-sts'
import { account, freshAccount, made, refused } from './account.fixture.ts'

test('a policy for a group covers its streams, one for a stream only that', async t => {
  const { cloud, logs } = await freshAccount(t)
  await made(logs, 'g', 'a', 'b')
  await made(logs, 'h', 'a')
  const arn = `arn:aws:logs:us-east-1:${account}:log-group`
  const policy = { Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Action: ['logs:FilterLogEvents', 'logs:GetLogEvents'], Resource: `${arn}:g:*` },
    { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: `${arn}:g:log-stream:a` },
    { Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
  ] }
  const sts = new STS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const { Credentials: found } = await sts.assumeRole({
    RoleArn: `arn:aws:iam::${account}:role/worker`, RoleSessionName: 'one', Policy: JSON.stringify(policy),
  })
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = found as Required<Credentials>
  const session = new CloudWatchLogs({ ...cloud.client({ accessKeyId, secretAccessKey, sessionToken }), maxAttempts: 1 })
  const put = (logGroupName: string, logStreamName: string) =>
    session.putLogEvents({ logGroupName, logStreamName, logEvents: [{ timestamp: cloud.clock.now(), message: 'x' }] })
  await put('g', 'a')
  await refused(put('g', 'b'), 'AccessDeniedException',
    /logs:PutLogEvents on resource: arn:aws:logs:us-east-1:\d+:log-group:g:log-stream:b/)
  assert.equal((await session.filterLogEvents({ logGroupName: 'g' })).events!.length, 1)
  assert.equal((await session.getLogEvents({ logGroupName: 'g', logStreamName: 'b' })).events!.length, 0)
  assert.equal((await session.describeLogGroups({})).logGroups!.length, 2)
  await refused(session.filterLogEvents({ logGroupName: 'h' }), 'AccessDeniedException')
  await refused(session.startQuery({ logGroupNames: ['g', 'h'], startTime: 0, endTime: 1, queryString: 'limit 1' }),
    'AccessDeniedException')
})
