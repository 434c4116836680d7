// The handlers of AWS::SQS::Queue, with the SDK's client in place of calls between services: they have the same methods.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../kernel/service.ts'
import { cloudFormation } from './cloud-formation.ts'
import { arnOf, attributesOf, freshAccount, made, refused } from './account.fixture.ts'

test('a queue by properties', async t => {
  const { sqs } = await freshAccount(t)
  const lowerFirst = (name: string) => `${name[0]!.toLowerCase()}${name.slice(1)}` as 'createQueue'
  const methods = new Proxy(sqs, { get: (client, name: string) => client[lowerFirst(name)].bind(client) })
  const call = { to: () => methods, alphanumeric: (length: number) => 'x'.repeat(length) } as unknown as Call
  const target = await arnOf(sqs, await made(sqs, 'dead'))
  const properties = {
    QueueName: 'q', VisibilityTimeout: 45, RedrivePolicy: { deadLetterTargetArn: target, maxReceiveCount: 3 },
    Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }],
  }
  const url = await cloudFormation.create(properties, call)
  const read = await cloudFormation.read(url, call)
  assert.deepEqual({ ...read, ...properties }, read)
  assert.deepEqual([read.QueueUrl, read.Arn, read.SqsManagedSseEnabled], [url, await arnOf(sqs, url), true])
  await cloudFormation.update(url, { QueueName: 'q', DelaySeconds: 5, Tags: [{ Key: 'a', Value: '3' }] }, properties, call)
  const updated = await cloudFormation.read(url, call)
  assert.deepEqual([updated.VisibilityTimeout, updated.DelaySeconds, updated.RedrivePolicy, updated.Tags],
    [30, 5, undefined, [{ Key: 'a', Value: '3' }]])
  const named = await cloudFormation.create({ FifoQueue: true, ContentBasedDeduplication: true }, call)
  assert.match(named, /\/x{26}\.fifo$/)
  assert.equal((await attributesOf(sqs, named)).ContentBasedDeduplication, 'true')
  assert.equal((await cloudFormation.create({ QueueName: 'plain', FifoQueue: false }, call)).split('/').at(-1), 'plain')
  const listed = []
  for await (const identifier of cloudFormation.list(call)) listed.push(identifier)
  assert.equal(listed.length, 4)
  await cloudFormation.delete(url, call)
  await refused(cloudFormation.read(url, call), 'AWS.SimpleQueueService.NonExistentQueue')
})
