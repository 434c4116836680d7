// Log groups and what follows from their events: searches, metrics, queries, subscriptions; and delivery streams.

import assert from 'node:assert/strict'
import { gunzipSync } from 'node:zlib'
import { bytesOf } from './client.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

/** Its first version takes bytes as text, which compressed ones are not. */
const oldCommandLine = { clients: /^AWS CLI 1\./, because: 'version 1 of the AWS CLI passes bytes as text' }

const place = { logGroupName: '/app/web', logStreamName: 'one' }

/** A group with a stream that holds these messages, a millisecond apart. @returns the time of the last one */
async function logged(stage: Stage, messages: readonly string[]): Promise<number> {
  await stage.call('logs', 'CreateLogGroup', { logGroupName: place.logGroupName, tags: { team: 'shop' } })
  await stage.call('logs', 'CreateLogStream', place)
  const now = await stage.cloud.now()
  const logEvents = messages.map((message, i) => ({ timestamp: now - messages.length + 1 + i, message }))
  const { rejectedLogEventsInfo } = await stage.call('logs', 'PutLogEvents', { ...place, logEvents })
  assert.equal(rejectedLogEventsInfo ?? undefined, undefined)
  return now
}

export const logScenarios: readonly Scenario[] = [
  {
    title: 'events of a stream, forwards and backwards, and of a group by pattern',
    async play(stage) {
      const now = await logged(stage, ['{"level":"INFO","n":1}', '{"level":"ERROR","n":2}', 'ERROR plain'])
      const first = await stage.call('logs', 'GetLogEvents', { ...place, startFromHead: true, limit: 2 })
      assert.deepEqual(first.events!.map(({ message }) => message), ['{"level":"INFO","n":1}', '{"level":"ERROR","n":2}'])
      const rest = await stage.call('logs', 'GetLogEvents', { ...place, startFromHead: true, nextToken: first.nextForwardToken! })
      assert.deepEqual(rest.events!.map(({ message, timestamp }) => [message, timestamp]), [['ERROR plain', now]])
      const end = await stage.call('logs', 'GetLogEvents', { ...place, startFromHead: true, nextToken: rest.nextForwardToken! })
      assert.deepEqual([end.events, end.nextForwardToken], [[], rest.nextForwardToken])
      const found = async (filterPattern: string) =>
        (await stage.call('logs', 'FilterLogEvents',
          { logGroupName: place.logGroupName, filterPattern })).events!.map(({ message }) => message)
      assert.deepEqual(await found('{ $.level = "ERROR" && $.n > 1 }'), ['{"level":"ERROR","n":2}'])
      assert.deepEqual(await found('?plain ?none'), ['ERROR plain'])
      assert.deepEqual(await found('[word = ERROR, rest]'), ['ERROR plain'])
      const { logGroups: [group] = [] } = await stage.call('logs', 'DescribeLogGroups', { logGroupNamePrefix: '/app' })
      // The member that older clients know, too.
      const resourceArn = `arn:aws:logs:us-east-1:${stage.account}:log-group:/app/web`
      assert.equal(group!.arn, `${resourceArn}:*`)
      assert.deepEqual((await stage.call('logs', 'ListTagsForResource', { resourceArn })).tags, { team: 'shop' })
      await refused(stage.call('logs', 'CreateLogGroup', { logGroupName: place.logGroupName }),
        { code: 'ResourceAlreadyExistsException', message: /^The specified log group already exists$/, status: 400 })
      await refused(stage.call('logs', 'GetLogEvents', { ...place, logStreamName: 'none' }),
        { code: 'ResourceNotFoundException', message: /^The specified log stream does not exist\.$/, status: 400 })
    },
  },
  {
    title: 'a query groups what it finds',
    async play(stage) {
      const now = await logged(stage, [1, 2, 3, 4].map(ms => JSON.stringify({ path: ms % 2 === 0 ? '/even' : '/odd', ms })))
      const seconds = Math.floor(now / 1000)
      const { queryId } = await stage.call('logs', 'StartQuery', {
        logGroupName: place.logGroupName, startTime: seconds - 60, endTime: seconds + 60,
        queryString: 'filter ms > 1 | stats count(*) as n, sum(ms) as total by path | sort path',
      })
      await stage.cloud.advance('2s')
      const { status, results } = await stage.call('logs', 'GetQueryResults', { queryId: queryId! })
      assert.equal(status, 'Complete')
      assert.deepEqual(results!.map(row => row.map(({ field, value }) => `${field}=${value}`).join()),
        ['path=/even,n=2,total=6', 'path=/odd,n=1,total=3'])
      await refused(stage.call('logs', 'StartQuery',
        { logGroupName: place.logGroupName, startTime: 1, endTime: 2, queryString: 'filte x' }),
        { code: 'MalformedQueryException', message: /unexpected symbol found filte/ })
    },
  },
  {
    title: 'a filter makes a metric of what it finds',
    async play(stage) {
      await stage.call('logs', 'CreateLogGroup', { logGroupName: place.logGroupName })
      await stage.call('logs', 'CreateLogStream', place)
      await stage.call('logs', 'PutMetricFilter', {
        logGroupName: place.logGroupName, filterName: 'latency', filterPattern: '{ $.ms = * }',
        metricTransformations: [{ metricName: 'latency', metricNamespace: 'web', metricValue: '$.ms', unit: 'Milliseconds' }],
      })
      const now = await stage.cloud.now()
      await stage.call('logs', 'PutLogEvents',
        { ...place, logEvents: [5, 9].map(ms => ({ timestamp: now, message: JSON.stringify({ ms }) })) })
      await stage.cloud.advance('1s')
      const { Datapoints: [point] = [] } = await stage.call('cloudwatch', 'GetMetricStatistics', {
        Namespace: 'web', MetricName: 'latency', Period: 3600, Statistics: ['Sum', 'Maximum'], StartTime: new Date(now - 3_600_000),
        EndTime: new Date(now + 3_600_000),
      })
      assert.deepEqual([point!.Sum, point!.Maximum, point!.Unit], [14, 9, 'Milliseconds'])
    },
  },
  {
    title: 'events go on to a stream of Kinesis',
    except: [oldCommandLine],
    async play(stage) {
      await stage.call('kinesis', 'CreateStream', { StreamName: 'logs', ShardCount: 1 })
      await stage.cloud.advance('1m')
      await stage.call('logs', 'CreateLogGroup', { logGroupName: place.logGroupName })
      await stage.call('logs', 'CreateLogStream', place)
      await stage.call('logs', 'PutSubscriptionFilter', {
        logGroupName: place.logGroupName, filterName: 'all', filterPattern: '', roleArn: `arn:aws:iam::${stage.account}:role/logs`,
        destinationArn: `arn:aws:kinesis:us-east-1:${stage.account}:stream/logs`,
      })
      await stage.call('logs', 'PutLogEvents', { ...place, logEvents: [{ timestamp: await stage.cloud.now(), message: 'onward' }] })
      await stage.cloud.advance('1s')
      const { ShardIterator } = await stage.call('kinesis', 'GetShardIterator',
        { StreamName: 'logs', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' })
      const { Records: records } = await stage.call('kinesis', 'GetRecords', { ShardIterator: ShardIterator! })
      const types = records!.map(({ Data }) => (JSON.parse(gunzipSync(bytesOf(Data)).toString()) as { messageType: string }).messageType)
      assert.deepEqual(types, ['CONTROL_MESSAGE', 'DATA_MESSAGE'])
    },
  },
  {
    title: 'a delivery stream takes records and changes by version',
    except: [oldCommandLine],
    async play(stage) {
      const bucket = { RoleARN: `arn:aws:iam::${stage.account}:role/r`, BucketARN: `arn:aws:s3:::of-${stage.account}` }
      const name = { DeliveryStreamName: 'd' }
      await stage.call('firehose', 'CreateDeliveryStream',
        { ...name, ExtendedS3DestinationConfiguration: bucket, Tags: [{ Key: 'a', Value: 'b' }] })
      await stage.cloud.advance('1m')
      const { FailedPutCount: failed, RequestResponses: answers } = await stage.call('firehose', 'PutRecordBatch',
        { ...name, Records: ['x', 'y'].map(text => ({ Data: Buffer.from(text) })) })
      assert.deepEqual([failed, answers!.length], [0, 2])
      const change = { ...name, CurrentDeliveryStreamVersionId: '1', DestinationId: 'destinationId-000000000001' }
      await stage.call('firehose', 'UpdateDestination', { ...change, ExtendedS3DestinationUpdate: { Prefix: 'in/' } })
      const { DeliveryStreamDescription: found } = await stage.call('firehose', 'DescribeDeliveryStream', name)
      assert.deepEqual([found!.VersionId, found!.DeliveryStreamStatus, found!.Destinations![0]!.ExtendedS3DestinationDescription!.Prefix],
        ['2', 'ACTIVE', 'in/'])
      await refused(stage.call('firehose', 'UpdateDestination', { ...change, ExtendedS3DestinationUpdate: { Prefix: 'in/' } }),
        { code: 'ConcurrentModificationException', message: /version id/, status: 400 })
      await stage.call('firehose', 'DeleteDeliveryStream', name)
    },
  },
]
