// SQS: queues themselves, from their making to their end.

import assert from 'node:assert/strict'
import { arnOf, attributesOf, createQueue, receiveBodies, send } from './queues.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

const nonexistent = {
  code: 'AWS.SimpleQueueService.NonExistentQueue', shape: 'QueueDoesNotExist', message: /^The specified queue does not exist/, status: 400,
}

export const queueScenarios: readonly Scenario[] = [
  {
    title: 'a queue is created, found by its name, described, deleted and made again',
    async play(stage) {
      const url = await createQueue(stage, 'orders')
      assert.equal(url, `${stage.cloud.url}/${stage.account}/orders`)
      assert.equal((await stage.call('sqs', 'GetQueueUrl', { QueueName: 'orders' })).QueueUrl, url)
      const seconds = String(Math.floor(await stage.cloud.now() / 1000))
      assert.deepEqual(await attributesOf(stage, url), {
        QueueArn: `arn:aws:sqs:us-east-1:${stage.account}:orders`,
        ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesDelayed: '0', ApproximateNumberOfMessagesNotVisible: '0',
        CreatedTimestamp: seconds, LastModifiedTimestamp: seconds,
        DelaySeconds: '0', MaximumMessageSize: '1048576', MessageRetentionPeriod: '345600', ReceiveMessageWaitTimeSeconds: '0',
        VisibilityTimeout: '30', SqsManagedSseEnabled: 'true',
      })
      await stage.call('sqs', 'DeleteQueue', { QueueUrl: url })
      await refused(stage.call('sqs', 'GetQueueUrl', { QueueName: 'orders' }), nonexistent)
      await refused(createQueue(stage, 'orders'), {
        code: 'AWS.SimpleQueueService.QueueDeletedRecently', shape: 'QueueDeletedRecently',
        message: /You must wait 60 seconds after deleting a queue/,
      })
      await stage.cloud.advance('61s')
      assert.equal(await createQueue(stage, 'orders'), url)
    },
  },
  {
    title: 'creating a queue again gives the same, and is refused with other attributes',
    async play(stage) {
      const url = await createQueue(stage, 'twice', { DelaySeconds: '5' })
      assert.equal(await createQueue(stage, 'twice', { DelaySeconds: '5' }), url)
      assert.equal(await createQueue(stage, 'twice'), url)
      await refused(createQueue(stage, 'twice', { DelaySeconds: '6' }), {
        code: 'QueueAlreadyExists', shape: 'QueueNameExists',
        message: /A queue already exists with the same name and a different value for attribute DelaySeconds/,
      })
    },
  },
  {
    title: 'queues are listed by prefix and in pages',
    async play(stage) {
      for (const name of ['a-1', 'a-2', 'a-3', 'b-1']) await createQueue(stage, name)
      const urls = (names: readonly string[]) => names.map(name => `${stage.cloud.url}/${stage.account}/${name}`)
      const first = await stage.call('sqs', 'ListQueues', { QueueNamePrefix: 'a-', MaxResults: 2 })
      const second = await stage.call('sqs', 'ListQueues', { QueueNamePrefix: 'a-', MaxResults: 2, NextToken: first.NextToken })
      assert.equal(first.QueueUrls?.length, 2)
      assert.deepEqual([...first.QueueUrls, ...second.QueueUrls ?? []].sort(), urls(['a-1', 'a-2', 'a-3']))
      assert.equal(second.NextToken, undefined)
      assert.deepEqual((await stage.call('sqs', 'ListQueues', {})).QueueUrls?.sort(), urls(['a-1', 'a-2', 'a-3', 'b-1']))
      assert.deepEqual((await stage.call('sqs', 'ListQueues', { QueueNamePrefix: 'c' })).QueueUrls ?? [], [])
    },
  },
  {
    title: 'attributes are set, read by name, and refused by name and value',
    async play(stage) {
      const url = await createQueue(stage, 'set')
      await stage.cloud.advance('10s')
      await stage.call('sqs', 'SetQueueAttributes', { QueueUrl: url, Attributes: { VisibilityTimeout: '7', MessageRetentionPeriod: '60' } })
      const { CreatedTimestamp: created, LastModifiedTimestamp: modified, ...rest } =
        await attributesOf(stage, url, 'VisibilityTimeout', 'MessageRetentionPeriod', 'CreatedTimestamp', 'LastModifiedTimestamp')
      assert.deepEqual(rest, { VisibilityTimeout: '7', MessageRetentionPeriod: '60' })
      assert.equal(Number(modified) - Number(created), 10)
      await refused(stage.call('sqs', 'SetQueueAttributes', { QueueUrl: url, Attributes: { Colour: 'red' } as object }), {
        code: 'InvalidAttributeName', message: /Unknown Attribute Colour/,
      })
      await refused(stage.call('sqs', 'SetQueueAttributes', { QueueUrl: url, Attributes: { VisibilityTimeout: '43201' } }), {
        code: 'InvalidAttributeValue', message: /Invalid value for the parameter VisibilityTimeout/,
      })
      assert.equal((await attributesOf(stage, url)).VisibilityTimeout, '7')
    },
  },
  {
    title: 'a queue policy is stored, and permissions edit it',
    async play(stage) {
      const url = await createQueue(stage, 'shared')
      const arn = await arnOf(stage, url)
      const own = { Sid: 'own', Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: arn }
      const policy = JSON.stringify({ Version: '2012-10-17', Statement: [own] })
      await stage.call('sqs', 'SetQueueAttributes', { QueueUrl: url, Attributes: { Policy: policy } })
      assert.deepEqual(JSON.parse((await attributesOf(stage, url, 'Policy')).Policy!), JSON.parse(policy))
      await stage.call('sqs', 'AddPermission', {
        QueueUrl: url, Label: 'partner', AWSAccountIds: ['210987654321'], Actions: ['SendMessage'],
      })
      const { Statement: statements } = JSON.parse((await attributesOf(stage, url, 'Policy')).Policy!) as { Statement: unknown[] }
      assert.deepEqual(statements, [own, {
        Sid: 'partner', Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::210987654321:root' }, Action: 'SQS:SendMessage', Resource: arn,
      }])
      await stage.call('sqs', 'RemovePermission', { QueueUrl: url, Label: 'partner' })
      assert.deepEqual(JSON.parse((await attributesOf(stage, url, 'Policy')).Policy!), JSON.parse(policy))
      await stage.call('sqs', 'SetQueueAttributes', { QueueUrl: url, Attributes: { Policy: '' } })
      assert.deepEqual(await attributesOf(stage, url, 'Policy'), {})
    },
  },
  {
    title: 'tags are given, added, read and taken away',
    async play(stage) {
      const { QueueUrl: url } = await stage.call('sqs', 'CreateQueue', { QueueName: 'tagged', tags: { team: 'blue' } })
      const tags = async () => (await stage.call('sqs', 'ListQueueTags', { QueueUrl: url })).Tags
      assert.deepEqual(await tags(), { team: 'blue' })
      await stage.call('sqs', 'TagQueue', { QueueUrl: url, Tags: { team: 'green', 'cost centre': '42 = 6 + 36: złoty' } })
      assert.deepEqual(await tags(), { team: 'green', 'cost centre': '42 = 6 + 36: złoty' })
      await stage.call('sqs', 'UntagQueue', { QueueUrl: url, TagKeys: ['team', 'nothing'] })
      assert.deepEqual(await tags(), { 'cost centre': '42 = 6 + 36: złoty' })
    },
  },
  {
    title: 'a purge empties the queue, and not twice within a minute',
    async play(stage) {
      const url = await createQueue(stage, 'full')
      await send(stage, url, 'before')
      await stage.call('sqs', 'PurgeQueue', { QueueUrl: url })
      assert.deepEqual(await receiveBodies(stage, url), [])
      await refused(stage.call('sqs', 'PurgeQueue', { QueueUrl: url }), {
        code: 'AWS.SimpleQueueService.PurgeQueueInProgress', shape: 'PurgeQueueInProgress',
        message: /Only one PurgeQueue operation on full is allowed every 60 seconds/,
      })
      await stage.cloud.advance('61s')
      await send(stage, url, 'after')
      await stage.call('sqs', 'PurgeQueue', { QueueUrl: url })
      assert.equal((await attributesOf(stage, url)).ApproximateNumberOfMessages, '0')
    },
  },
  {
    title: 'a queue that does not exist is told by both of its codes',
    async play(stage) {
      const url = `${stage.cloud.url}/${stage.account}/nowhere`
      await refused(stage.call('sqs', 'GetQueueUrl', { QueueName: 'nowhere' }), nonexistent)
      await refused(send(stage, url, 'lost'), nonexistent)
      await refused(stage.call('sqs', 'DeleteQueue', { QueueUrl: url }), nonexistent)
    },
  },
  {
    title: 'names of queues are letters, digits, hyphens and underscores',
    async play(stage) {
      const message = /Can only include alphanumeric characters, hyphens, or underscores\. 1 to 80 in length/
      const invalid = { code: 'InvalidParameterValue', message }
      await refused(createQueue(stage, 'not a name'), invalid)
      await refused(createQueue(stage, 'x'.repeat(81)), invalid)
      assert.match(await createQueue(stage, 'x'.repeat(80)), /\/x{80}$/)
    },
  },
  {
    title: 'accounts and regions have queues of their own',
    async play(stage) {
      const other = stage.asRootOf('999988887777')
      const elsewhere = stage.in('eu-central-1')
      const sendOwn = async (owner: Stage, body: string) => {
        const url = await createQueue(owner, 'inbox')
        await send(owner, url, body)
        return url
      }
      const urls = [await sendOwn(stage, 'here'), await sendOwn(other, 'theirs'), await sendOwn(elsewhere, 'far')]
      assert.equal(urls[1], `${stage.cloud.url}/999988887777/inbox`)
      assert.equal(await arnOf(elsewhere, urls[2]!), `arn:aws:sqs:eu-central-1:${stage.account}:inbox`)
      assert.deepEqual(await receiveBodies(elsewhere, urls[2]!), ['far'])
      assert.deepEqual(await receiveBodies(other, urls[1]!), ['theirs'])
      assert.deepEqual(await receiveBodies(stage, urls[0]!), ['here'])
      assert.deepEqual((await other.call('sqs', 'ListQueues', {})).QueueUrls, [urls[1]])
    },
  },
]
