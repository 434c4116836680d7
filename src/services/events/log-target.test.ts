// Events as lines of a log group.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import { freshAccount, put } from './account.fixture.ts'

test('a rule writes what it meets into a log group', async t => {
  const { events, cloud } = await freshAccount(t)
  const logs = new CloudWatchLogs(cloud.client({ accessKeyId: '111122223333' }))
  await logs.createLogGroup({ logGroupName: '/aws/events/shop' })
  await events.putRule({ Name: 'r', EventPattern: '{"source":["shop"]}' })
  await events.putTargets({ Rule: 'r', Targets: [{ Id: 'l', Arn: 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/events/shop' }] })
  const id = await put(events, { order: 1 })
  await cloud.clock.advance(0)
  const { events: lines } = await logs.filterLogEvents({ logGroupName: '/aws/events/shop' })
  assert.deepEqual(lines!.map(({ message, logStreamName }) => [(JSON.parse(message!) as { detail: object }).detail, logStreamName]),
    [[{ order: 1 }, id]])
})
