// History by time and direction, in pages; lists by id and name.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  GetDiscoveredResourceCountsCommand, GetResourceConfigHistoryCommand, ListDiscoveredResourcesCommand,
} from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'

test('times, order, pages', async t => {
  const account = await freshAccount(t)
  const { config, sqs, cloud } = account
  await refused(config.send(new GetDiscoveredResourceCountsCommand({ limit: 200 })), 'ValidationException')
  await refused(config.send(new ListDiscoveredResourcesCommand({ resourceType: 'AWS::SQS::Queue' })),
    'NoAvailableConfigurationRecorderException')
  await recording(account, ['AWS::SQS::Queue', 'AWS::SNS::Topic'])
  const { QueueUrl: resourceId } = await sqs.createQueue({ QueueName: 'q' })
  for (let seconds = 1; seconds <= 3; seconds += 1) {
    await cloud.clock.advance('1h')
    await sqs.setQueueAttributes({ QueueUrl: resourceId, Attributes: { DelaySeconds: String(seconds) } })
  }
  await cloud.clock.advance('1s')
  const read = async (more: object = {}) => {
    const page = await config.send(new GetResourceConfigHistoryCommand({ resourceType: 'AWS::SQS::Queue', resourceId: resourceId!,
      ...more }))
    const delays = page.configurationItems!.map(({ configuration }) =>
      (JSON.parse(configuration!) as { DelaySeconds: number }).DelaySeconds)
    return { delays, token: page.nextToken }
  }
  assert.deepEqual((await read()).delays, [3, 2, 1, 0])
  assert.deepEqual((await read({ chronologicalOrder: 'Forward' })).delays, [0, 1, 2, 3])
  const first = await read({ limit: 3 })
  assert.deepEqual([first.delays, (await read({ limit: 3, nextToken: first.token })).delays], [[3, 2, 1], [0]])
  const start = cloud.clock.now()
  assert.deepEqual((await read({ earlierTime: new Date(start - 1.5 * 3_600_000) })).delays, [3, 2])
  await refused(read({ earlierTime: new Date(start), laterTime: new Date(start - 1) }), 'InvalidTimeRangeException')
  const list = (more: object) => config.send(new ListDiscoveredResourcesCommand({ resourceType: 'AWS::SQS::Queue', ...more }))
  assert.deepEqual([(await list({ resourceName: 'q' })).resourceIdentifiers!.length,
    (await list({ resourceIds: ['none'] })).resourceIdentifiers!.length], [1, 0])
  await refused(list({ resourceName: 'q', resourceIds: ['x'] }), 'ValidationException')
  const counts = await config.send(new GetDiscoveredResourceCountsCommand({ resourceTypes: ['AWS::SQS::Queue'] }))
  assert.deepEqual(counts.resourceCounts, [{ resourceType: 'AWS::SQS::Queue', count: 1 }])
})
