// GetTagKeys and GetTagValues over queues of one account and region.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { GetTagKeysCommand, GetTagValuesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

let cloud: Cloud
before(async () => { cloud = await Cloud.open() })
after(() => cloud.close())

test('keys and values in use, each once and in order', async () => {
  const settings = cloud.client({ accessKeyId: '120000000001', region: 'eu-west-1' })
  const [sqs, tagging] = [new SQSClient(settings), new ResourceGroupsTaggingAPIClient(settings)]
  assert.deepEqual((await tagging.send(new GetTagKeysCommand({}))).TagKeys, [])
  await sqs.send(new CreateQueueCommand({ QueueName: 'a', tags: { team: 'x', stage: 'test' } }))
  await sqs.send(new CreateQueueCommand({ QueueName: 'b', tags: { team: 'y', Owner: '' } }))
  await sqs.send(new CreateQueueCommand({ QueueName: 'c', tags: { team: 'x' } }))
  assert.deepEqual((await tagging.send(new GetTagKeysCommand({}))).TagKeys, ['Owner', 'stage', 'team'])
  assert.deepEqual((await tagging.send(new GetTagValuesCommand({ Key: 'team' }))).TagValues, ['x', 'y'])
  assert.deepEqual((await tagging.send(new GetTagValuesCommand({ Key: 'Owner' }))).TagValues, [''])
  assert.deepEqual((await tagging.send(new GetTagValuesCommand({ Key: 'absent' }))).TagValues, [])
  await assert.rejects(tagging.send(new GetTagValuesCommand({ Key: '' })), { name: 'InvalidParameterException' })
})
