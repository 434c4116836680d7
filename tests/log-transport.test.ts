// A logger as applications have it: winston with its CloudWatch transport, over HTTP. It makes its group and stream, sets the retention,
// and
// writes what it is told.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import winston from 'winston'
import WinstonCloudWatch from 'winston-cloudwatch'
import { Cloud } from '../src/index.ts'

test('winston writes to a log stream', async t => {
  const cloud = await Cloud.open({ seed: 'winston' })
  t.after(() => cloud.close())
  const server = await cloud.listen(0)
  const place = { logGroupName: '/app/winston', logStreamName: 'node-1' }
  const transport = new WinstonCloudWatch({
    ...place, retentionInDays: 30, jsonMessage: true,
    awsOptions: { endpoint: server.url, region: 'us-east-1', credentials: { accessKeyId: '111122223333', secretAccessKey: 'any' } },
  })
  const logger = winston.createLogger({ transports: [transport] })
  for (const order of [1, 2, 3]) logger.info('order taken', { order })
  logger.error('order lost', { order: 4 })
  await new Promise<void>((resolve, reject) => {
    transport.kthxbye((error: Error | null | undefined) => { if (error) reject(error); else resolve() })
  })
  const logs = new CloudWatchLogs(cloud.client({ accessKeyId: '111122223333' }))
  const { events = [] } = await logs.filterLogEvents({ logGroupName: place.logGroupName, filterPattern: '{ $.order > 1 }' })
  const read = events.map(({ message }) => JSON.parse(message!) as { level: string, message: string, order: number })
    // Events of one millisecond come in the order that the transport sends them in.
    .sort((a, b) => a.order - b.order)
  assert.deepEqual(read.map(({ level, message, order }) => [level, message, order]),
    [['info', 'order taken', 2], ['info', 'order taken', 3], ['error', 'order lost', 4]])
  const { logGroups: [group] = [] } = await logs.describeLogGroups({ logGroupNamePrefix: '/app' })
  assert.equal(group!.retentionInDays, 30)
})
