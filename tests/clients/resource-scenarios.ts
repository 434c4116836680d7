// What follows for every resource: its tags in the Resource Groups Tagging API, its life by the Cloud Control API, and the calls in
// CloudTrail; shown on SQS queues.

import assert from 'node:assert/strict'
import type { Output } from './client.ts'
import { momentOf } from './client.ts'
import { arnOf, attributesOf, createQueue } from './queues.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

type Progress = NonNullable<Output<'cloudcontrol', 'CreateResource'>['ProgressEvent']>

const type = 'AWS::SQS::Queue'

export const resourceScenarios: readonly Scenario[] = [
  {
    title: 'the tagging API finds queues by their tags, and tags them',
    async play(stage) {
      const arns: string[] = []
      for (const [name, colour] of [['red', 'red'], ['blue', 'blue'], ['plain', undefined]] as const) {
        const url = await createQueue(stage, name)
        if (colour !== undefined) await stage.call('sqs', 'TagQueue', { QueueUrl: url, Tags: { colour } })
        arns.push(await arnOf(stage, url))
      }
      const [red, blue, plain] = arns
      assert.deepEqual(await taggedArns(stage, { key: 'colour' }), [blue, red])
      assert.deepEqual(await taggedArns(stage, { key: 'colour', values: ['red', 'green'] }), [red])
      const { FailedResourcesMap: failed = {} } = await stage.call('resourcegroupstaggingapi', 'TagResources', {
        ResourceARNList: [plain!], Tags: { colour: 'green' },
      })
      assert.deepEqual(failed, {})
      const { Tags: tags } = await stage.call('sqs', 'ListQueueTags', { QueueUrl: `${stage.cloud.url}/${stage.account}/plain` })
      assert.deepEqual(tags, { colour: 'green' })
      assert.deepEqual((await stage.call('resourcegroupstaggingapi', 'GetTagKeys', {})).TagKeys, ['colour'])
      const { TagValues: colours } = await stage.call('resourcegroupstaggingapi', 'GetTagValues', { Key: 'colour' })
      assert.deepEqual(colours?.sort(), ['blue', 'green', 'red'])
      await stage.call('resourcegroupstaggingapi', 'UntagResources', { ResourceARNList: [blue!], TagKeys: ['colour'] })
      assert.deepEqual(await taggedArns(stage, { key: 'colour' }), [plain, red])
    },
  },
  {
    title: 'Cloud Control creates, reads, updates, lists and deletes a queue',
    async play(stage) {
      const desired = { QueueName: 'declared', DelaySeconds: 5, Tags: [{ Key: 'team', Value: 'blue' }] }
      const created = await settled(stage, await stage.call('cloudcontrol', 'CreateResource', {
        TypeName: type, DesiredState: JSON.stringify(desired),
      }))
      const url = `${stage.cloud.url}/${stage.account}/declared`
      assert.deepEqual([created.Operation, created.OperationStatus, created.Identifier], ['CREATE', 'SUCCESS', url])
      assert.equal((await attributesOf(stage, url, 'DelaySeconds')).DelaySeconds, '5')
      const { ResourceDescription: described } = await stage.call('cloudcontrol', 'GetResource', { TypeName: type, Identifier: url })
      const { QueueName, DelaySeconds, Tags, Arn, QueueUrl } = JSON.parse(described!.Properties!) as Record<string, unknown>
      assert.deepEqual({ QueueName, DelaySeconds, Tags }, desired)
      assert.deepEqual({ Arn, QueueUrl }, { Arn: await arnOf(stage, url), QueueUrl: url })
      const patch = JSON.stringify([{ op: 'replace', path: '/DelaySeconds', value: 9 }])
      const updated = await settled(stage, await stage.call('cloudcontrol', 'UpdateResource', {
        TypeName: type, Identifier: url, PatchDocument: patch,
      }))
      assert.deepEqual([updated.Operation, updated.OperationStatus], ['UPDATE', 'SUCCESS'])
      assert.equal((await attributesOf(stage, url, 'DelaySeconds')).DelaySeconds, '9')
      await createQueue(stage, 'by-hand')
      const { ResourceDescriptions: all } = await stage.call('cloudcontrol', 'ListResources', { TypeName: type })
      assert.deepEqual(all?.map(({ Identifier: id }) => id).sort(), [`${stage.cloud.url}/${stage.account}/by-hand`, url])
      const deleted = await settled(stage, await stage.call('cloudcontrol', 'DeleteResource', { TypeName: type, Identifier: url }))
      assert.deepEqual([deleted.Operation, deleted.OperationStatus], ['DELETE', 'SUCCESS'])
      await refused(stage.call('cloudcontrol', 'GetResource', { TypeName: type, Identifier: url }), {
        code: 'ResourceNotFoundException', message: /./,
      })
    },
  },
  {
    title: 'CloudTrail tells who called what',
    async play(stage) {
      const url = await createQueue(stage, 'watched')
      await stage.call('sqs', 'DeleteQueue', { QueueUrl: url })
      const at = await stage.cloud.now()
      // Events come into the history some minutes after their calls.
      await stage.cloud.advance('15m')
      const { Events: events } = await stage.call('cloudtrail', 'LookupEvents', {
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateQueue' }],
      })
      assert.equal(events?.length, 1)
      const [{ EventName, EventSource, EventTime, CloudTrailEvent, ReadOnly }] = events as [typeof events[0]]
      assert.deepEqual({ EventName, EventSource, ReadOnly }, {
        EventName: 'CreateQueue', EventSource: 'sqs.amazonaws.com', ReadOnly: 'false',
      })
      assert.equal(momentOf(EventTime), Math.floor(at / 1000) * 1000)
      const record = JSON.parse(CloudTrailEvent!) as Record<string, unknown>
      assert.equal(record.eventName, 'CreateQueue')
      assert.equal(record.awsRegion, 'us-east-1')
      assert.equal(record.recipientAccountId, stage.account)
      assert.equal((record.userIdentity as Record<string, unknown>).arn, `arn:aws:iam::${stage.account}:root`)
    },
  },
]

async function taggedArns(stage: Stage, { key, values }: { readonly key: string, readonly values?: string[] }): Promise<string[]> {
  const { ResourceTagMappingList: found } = await stage.call('resourcegroupstaggingapi', 'GetResources', {
    TagFilters: [{ Key: key, ...(values && { Values: values }) }], ResourceTypeFilters: ['sqs:queue'],
  })
  return found!.map(({ ResourceARN: arn }) => arn!).sort()
}

/** Winds the clock until the request has come to its end. */
async function settled(stage: Stage, { ProgressEvent: begun }: { readonly ProgressEvent?: Progress | undefined }): Promise<Progress> {
  let progress = begun!
  for (let asked = 0; asked < 5 && (progress.OperationStatus === 'PENDING' || progress.OperationStatus === 'IN_PROGRESS'); asked += 1) {
    await stage.cloud.advance('10s')
    progress = (await stage.call('cloudcontrol', 'GetResourceRequestStatus', { RequestToken: progress.RequestToken! })).ProgressEvent!
  }
  return progress
}
