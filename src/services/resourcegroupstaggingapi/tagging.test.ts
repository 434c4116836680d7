// The Resource Groups Tagging API over queues: tagging by ARN, and what fails of a request while the rest goes on.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ResourceGroupsTaggingAPIClient, TagResourcesCommand, UntagResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api'
import { CreateQueueCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

let cloud: Cloud
before(async () => { cloud = await Cloud.open() })
after(() => cloud.close())

async function account(id: string, ...queues: string[]) {
  const settings = cloud.client({ accessKeyId: id, region: 'eu-west-1' })
  const sqs = new SQSClient(settings)
  const urls: string[] = []
  for (const QueueName of queues) urls.push((await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl!)
  const arn = (name: string, region = 'eu-west-1', owner = id) => `arn:aws:sqs:${region}:${owner}:${name}`
  const tagsOf = async (i: number) => (await sqs.send(new ListQueueTagsCommand({ QueueUrl: urls[i]! }))).Tags ?? {}
  return { tagging: new ResourceGroupsTaggingAPIClient(settings), arn, tagsOf }
}

test('tags reach the resources\' own service, and leave it again', async () => {
  const { tagging, arn, tagsOf } = await account('100000000001', 'orders', 'bills')
  const ResourceARNList = [arn('orders'), arn('bills')]
  const tagged = await tagging.send(new TagResourcesCommand({ ResourceARNList, Tags: { team: 'sales', stage: 'test' } }))
  assert.deepEqual(tagged.FailedResourcesMap, {})
  assert.deepEqual(await tagsOf(0), { team: 'sales', stage: 'test' })
  await tagging.send(new TagResourcesCommand({ ResourceARNList: [arn('bills')], Tags: { stage: 'live' } }))
  assert.deepEqual(await tagsOf(1), { team: 'sales', stage: 'live' })
  const untagged = await tagging.send(new UntagResourcesCommand({ ResourceARNList, TagKeys: ['stage', 'absent'] }))
  assert.deepEqual(untagged.FailedResourcesMap, {})
  assert.deepEqual([await tagsOf(0), await tagsOf(1)], [{ team: 'sales' }, { team: 'sales' }])
})

test('what fails for one resource leaves the others tagged', async () => {
  const { tagging, arn, tagsOf } = await account('100000000002', 'orders')
  const failing: [string, string, number][] = [
    [arn('absent'), 'QueueDoesNotExist', 400],
    [arn('orders', 'us-east-1'), 'InvalidParameterException', 400],
    [arn('orders', 'eu-west-1', '999999999999'), 'InvalidParameterException', 400],
    ['arn:aws:nothing:eu-west-1:100000000002:thing/1', 'InternalServiceException', 500],
  ]
  const { FailedResourcesMap: failed = {} } = await tagging.send(new TagResourcesCommand({
    ResourceARNList: [...failing.map(([failingArn]) => failingArn), arn('orders')], Tags: { team: 'sales' },
  }))
  assert.deepEqual(Object.entries(failed).map(([at, { ErrorCode, StatusCode }]) => [at, ErrorCode, StatusCode]), failing)
  assert.ok(Object.values(failed).every(({ ErrorMessage }) => ErrorMessage !== undefined && ErrorMessage !== ''))
  assert.deepEqual(await tagsOf(0), { team: 'sales' })
})

test('bad tags fail per resource and change nothing', async () => {
  const { tagging, arn, tagsOf } = await account('100000000003', 'orders')
  const full = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'v']))
  await tagging.send(new TagResourcesCommand({ ResourceARNList: [arn('orders')], Tags: full }))
  const bad: Record<string, string>[] = [{ 'aws:own': 'x' }, { one: 'too many' }, { 'no*star': 'x' }]
  for (const Tags of bad) {
    const { FailedResourcesMap: failed = {} } = await tagging.send(new TagResourcesCommand({ ResourceARNList: [arn('orders')], Tags }))
    assert.equal(failed[arn('orders')]?.ErrorCode, 'InvalidParameterException', JSON.stringify(Tags))
  }
  assert.deepEqual(await tagsOf(0), full)
})

test('requests that fail as a whole', async () => {
  const { tagging, arn } = await account('100000000004', 'orders')
  const refused = { name: 'InvalidParameterException' }
  const lists = [['no arn'], ['arn:aws-cn:sqs:eu-west-1:100000000004:orders'], [], Array.from({ length: 21 }, (_, i) => arn(`q${i}`))]
  for (const ResourceARNList of lists) {
    await assert.rejects(tagging.send(new TagResourcesCommand({ ResourceARNList, Tags: { a: 'b' } })), refused)
    await assert.rejects(tagging.send(new UntagResourcesCommand({ ResourceARNList, TagKeys: ['a'] })), refused)
  }
  await assert.rejects(tagging.send(new TagResourcesCommand({ ResourceARNList: [arn('orders')], Tags: {} })), refused)
})
