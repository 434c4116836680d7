// LookupEvents over real calls: attributes, times on the clock, pages, whose events are seen, and the record's text.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudTrailClient, LookupEventsCommand, paginateLookupEvents, StartQueryCommand } from '@aws-sdk/client-cloudtrail'
import type { LookupAttributeKey, LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail'
import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { Cloud } from '../../index.ts'

let cloud: Cloud
before(async () => { cloud = await Cloud.open() })
after(() => cloud.close())

function account(id: string, region = 'eu-west-1') {
  const settings = cloud.client({ accessKeyId: id, region })
  const trail = new CloudTrailClient(settings)
  const events = async (input: LookupEventsCommandInput = {}) => (await trail.send(new LookupEventsCommand(input))).Events ?? []
  const names = async (key: LookupAttributeKey, value: string) =>
    (await events({ LookupAttributes: [{ AttributeKey: key, AttributeValue: value }] })).map(({ EventName }) => EventName)
  return { settings, trail, sqs: new SQSClient(settings), sts: new STSClient(settings), events, names }
}

test('the record of a call', async () => {
  const { sqs, events } = account('200000000001')
  const before = cloud.clock.now()
  const { $metadata: { requestId } } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }))
  const [event] = await events()
  const arn = 'arn:aws:sqs:eu-west-1:200000000001:orders'
  assert.equal(event!.EventName, 'CreateQueue')
  assert.equal(event!.EventSource, 'sqs.amazonaws.com')
  assert.equal(event!.ReadOnly, 'false')
  assert.equal(event!.Username, 'root')
  assert.equal(event!.AccessKeyId, '200000000001')
  assert.deepEqual(event!.Resources, [{ ResourceType: 'AWS::SQS::Queue', ResourceName: 'orders' }])
  assert.match(event!.EventId!, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  const at = event!.EventTime!.getTime()
  assert.equal(at % 1000, 0)
  assert.ok(at > before - 1000 && at <= cloud.clock.now())
  const { userAgent, eventTime, sourceIPAddress, ...record } = JSON.parse(event!.CloudTrailEvent!) as Record<string, unknown>
  assert.match(String(userAgent), /aws-sdk-js/)
  assert.equal(typeof sourceIPAddress, 'string')
  assert.equal(Date.parse(String(eventTime)), at)
  assert.deepEqual(record, {
    eventVersion: '1.11',
    userIdentity: {
      type: 'Root', principalId: '200000000001', arn: 'arn:aws:iam::200000000001:root', accountId: '200000000001',
      accessKeyId: '200000000001',
    },
    eventSource: 'sqs.amazonaws.com', eventName: 'CreateQueue', awsRegion: 'eu-west-1', requestParameters: null, responseElements: null,
    requestID: requestId, eventID: event!.EventId, readOnly: false,
    resources: [{ accountId: '200000000001', type: 'AWS::SQS::Queue', ARN: arn }],
    eventType: 'AwsApiCall', managementEvent: true, recipientAccountId: '200000000001', eventCategory: 'Management',
  })
})

test('one attribute at a time', async () => {
  const { sqs, sts, events, names } = account('200000000002')
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }))
  await sts.send(new GetCallerIdentityCommand({}))
  await sqs.send(new DeleteQueueCommand({ QueueUrl }))
  const first = (await events({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateQueue' }] }))[0]!
  assert.deepEqual(await names('EventId', first.EventId!), ['CreateQueue'])
  assert.deepEqual(await names('EventName', 'GetCallerIdentity'), ['GetCallerIdentity'])
  assert.deepEqual(await names('EventSource', 'sqs.amazonaws.com'), ['DeleteQueue', 'CreateQueue'])
  assert.deepEqual(await names('ReadOnly', 'false'), ['DeleteQueue', 'CreateQueue'])
  assert.deepEqual(await names('ResourceName', 'orders'), ['DeleteQueue', 'CreateQueue'])
  assert.deepEqual(await names('ResourceName', 'arn:aws:sqs:eu-west-1:200000000002:orders'), ['DeleteQueue', 'CreateQueue'])
  assert.deepEqual(await names('ResourceType', 'AWS::SQS::Queue'), ['DeleteQueue', 'CreateQueue'])
  assert.deepEqual(await names('Username', 'nobody'), [])
  assert.deepEqual(await names('AccessKeyId', 'AKIANOBODY'), [])
  assert.equal((await names('Username', 'root')).at(-1), 'CreateQueue')
  assert.equal((await names('AccessKeyId', '200000000002')).at(-1), 'CreateQueue')
})

test('failed calls carry their error', async () => {
  const { sqs, events } = account('200000000003')
  await assert.rejects(sqs.send(new DeleteQueueCommand({ QueueUrl: 'http://localhost:4566/200000000003/absent' })))
  const [event] = await events()
  const { errorCode, errorMessage } = JSON.parse(event!.CloudTrailEvent!) as Record<string, unknown>
  assert.equal(event!.EventName, 'DeleteQueue')
  assert.equal(errorCode, 'QueueDoesNotExist')
  assert.equal(errorMessage, 'The specified queue does not exist.')
})

test('a role\'s session is named by its session', async () => {
  const { sts, names, settings } = account('200000000004')
  const role = await sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::200000000004:role/Build', RoleSessionName: 'ci' }))
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken: sessionToken = '' } = role.Credentials!
  const sqs = new SQSClient({ ...settings, credentials: { accessKeyId, secretAccessKey, sessionToken } })
  await sqs.send(new CreateQueueCommand({ QueueName: 'built' }))
  assert.deepEqual(await names('Username', 'ci'), ['CreateQueue'])
  assert.deepEqual(await names('AccessKeyId', accessKeyId), ['CreateQueue'])
})

test('a history is of one account and region', async () => {
  const { sqs, names } = account('200000000005')
  await sqs.send(new CreateQueueCommand({ QueueName: 'here' }))
  await account('200000000005', 'us-west-2').sqs.send(new CreateQueueCommand({ QueueName: 'elsewhere' }))
  await account('200000000006').sqs.send(new CreateQueueCommand({ QueueName: 'foreign' }))
  assert.deepEqual(await names('ResourceType', 'AWS::SQS::Queue'), ['CreateQueue'])
})

test('pages give each event once, newest first', async () => {
  const { sqs, trail, events } = account('200000000007')
  for (let i = 0; i < 5; i += 1) await sqs.send(new CreateQueueCommand({ QueueName: `q${i}` }))
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'CreateQueue' }]
  const pages: string[][] = []
  for await (const page of paginateLookupEvents({ client: trail, pageSize: 2 }, { LookupAttributes })) {
    pages.push(page.Events!.map(({ Resources }) => Resources![0]!.ResourceName!))
  }
  assert.deepEqual(pages, [['q4', 'q3'], ['q2', 'q1'], ['q0']])
  const { NextToken } = await trail.send(new LookupEventsCommand({ MaxResults: 1 }))
  await assert.rejects(trail.send(new LookupEventsCommand({ NextToken, LookupAttributes })), { name: 'InvalidNextTokenException' })
  await assert.rejects(events({ NextToken: 'made up' }), { name: 'InvalidNextTokenException' })
})

test('bad input', async () => {
  const { events } = account('200000000008')
  const one = { AttributeKey: 'EventName' as const, AttributeValue: 'x' }
  const cases: [LookupEventsCommandInput, string][] = [
    [{ LookupAttributes: [one, one] }, 'InvalidLookupAttributesException'],
    [{ LookupAttributes: [{ AttributeKey: 'Colour' as 'EventName', AttributeValue: 'x' }] }, 'InvalidLookupAttributesException'],
    [{ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: undefined }] }, 'InvalidLookupAttributesException'],
    [{ StartTime: new Date('2026-02-01'), EndTime: new Date('2026-01-01') }, 'InvalidTimeRangeException'],
    [{ MaxResults: 51 }, 'InvalidMaxResultsException'],
    [{ MaxResults: 0 }, 'InvalidMaxResultsException'],
    [{ EventCategory: 'data' as 'insight' }, 'InvalidEventCategoryException'],
  ]
  for (const [input, name] of cases) await assert.rejects(events(input), { name }, JSON.stringify(input))
  assert.deepEqual(await events({ EventCategory: 'insight' }), [])
})

test('times select, and ninety days end an event', async () => {
  const own = await Cloud.open({ now: '2026-01-01T00:00:00Z' })
  own.clock.freeze()
  const settings = own.client({ accessKeyId: '200000000009' })
  const [trail, sqs] = [new CloudTrailClient(settings), new SQSClient(settings)]
  const LookupAttributes = [{ AttributeKey: 'EventSource' as const, AttributeValue: 'sqs.amazonaws.com' }]
  const names = async (input: LookupEventsCommandInput = {}) =>
    (await trail.send(new LookupEventsCommand({ LookupAttributes, ...input }))).Events!.map(({ EventName }) => EventName)
  await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }))
  await own.clock.advance('1d')
  await sqs.send(new CreateQueueCommand({ QueueName: 'bills' }))
  const isoDay = (day: number) => new Date(Date.UTC(2026, 0, day))
  // The clock ran on from its start until it was frozen.
  const now = new Date(own.clock.now() - 86_400_000)
  assert.deepEqual(await names({ StartTime: isoDay(1), EndTime: now }), ['CreateQueue'])
  assert.deepEqual(await names({ StartTime: isoDay(2) }), ['CreateQueue'])
  assert.deepEqual(await names({ StartTime: isoDay(3) }), [])
  await own.clock.advance('89d')
  assert.deepEqual(await names(), ['CreateQueue', 'CreateQueue'])
  await own.clock.advance('1h')
  assert.deepEqual(await names(), ['CreateQueue'])
  await own.clock.advance('1d')
  assert.deepEqual(await names(), [])
  await own.close()
})

test('what neither is written nor can be derived is refused', async () => {
  const { trail } = account('200000000010')
  await assert.rejects(trail.send(new StartQueryCommand({ QueryStatement: 'SELECT 1' })), { name: 'NotImplemented' })
})
