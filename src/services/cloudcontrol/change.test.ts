// Changes through Cloud Control, with queues as the resource: the life of a request on a clock that stands still, and what is refused.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CancelResourceRequestCommand, CloudControlClient, CreateResourceCommand, DeleteResourceCommand, GetResourceCommand,
  GetResourceRequestStatusCommand, UpdateResourceCommand,
} from '@aws-sdk/client-cloudcontrol'
import type { ProgressEvent } from '@aws-sdk/client-cloudcontrol'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

let cloud: Cloud
before(async () => {
  cloud = await Cloud.open()
  cloud.clock.freeze()
})
after(() => cloud.close())

const TypeName = 'AWS::SQS::Queue'

function account(id: string) {
  const settings = cloud.client({ accessKeyId: id, region: 'eu-west-1' })
  const control = new CloudControlClient(settings)
  const create = async (state: unknown, more = {}) =>
    (await control.send(new CreateResourceCommand({ TypeName, DesiredState: JSON.stringify(state), ...more }))).ProgressEvent!
  const update = async (Identifier: string, patch: unknown) =>
    (await control.send(new UpdateResourceCommand({ TypeName, Identifier, PatchDocument: JSON.stringify(patch) }))).ProgressEvent!
  const remove = async (Identifier: string) => (await control.send(new DeleteResourceCommand({ TypeName, Identifier }))).ProgressEvent!
  const status = async ({ RequestToken }: ProgressEvent) =>
    (await control.send(new GetResourceRequestStatusCommand({ RequestToken }))).ProgressEvent!
  const settled = async (event: ProgressEvent) => {
    await cloud.clock.advance('1s')
    return status(event)
  }
  const read = async (Identifier: string) => {
    const { ResourceDescription: found } = await control.send(new GetResourceCommand({ TypeName, Identifier }))
    return JSON.parse(found!.Properties!) as Record<string, unknown>
  }
  return { settings, control, sqs: new SQSClient(settings), create, update, remove, status, settled, read }
}

test('a queue is created, updated and deleted by requests that settle on the clock', async () => {
  const { create, update, remove, status, settled, read, sqs } = account('300000000001')
  const begun = await create({ QueueName: 'orders', VisibilityTimeout: 40, Tags: [{ Key: 'team', Value: 'sales' }] })
  assert.equal(begun.OperationStatus, 'IN_PROGRESS')
  assert.equal(begun.Operation, 'CREATE')
  assert.equal(begun.EventTime!.getTime(), cloud.clock.now())
  assert.equal((await status(begun)).OperationStatus, 'IN_PROGRESS')

  const created = await settled(begun)
  assert.equal(created.OperationStatus, 'SUCCESS')
  const url = created.Identifier!
  assert.match(url, /\/300000000001\/orders$/)
  assert.equal((JSON.parse(created.ResourceModel!) as Record<string, unknown>).Arn, 'arn:aws:sqs:eu-west-1:300000000001:orders')
  const properties = await read(url)
  assert.equal(properties.VisibilityTimeout, 40)
  assert.deepEqual(properties.Tags, [{ Key: 'team', Value: 'sales' }])

  const updated = await settled(await update(url, [
    { op: 'test', path: '/VisibilityTimeout', value: 40 },
    { op: 'replace', path: '/VisibilityTimeout', value: 50 },
    { op: 'remove', path: '/Tags' },
  ]))
  assert.equal(updated.OperationStatus, 'SUCCESS', updated.StatusMessage)
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['VisibilityTimeout'] }))
  assert.equal(Attributes!.VisibilityTimeout, '50')
  assert.equal((await read(url)).Tags, undefined)

  const deleted = await settled(await remove(JSON.stringify({ QueueUrl: url })))
  assert.equal(deleted.OperationStatus, 'SUCCESS')
  await assert.rejects(read(url), {
    name: 'ResourceNotFoundException', message: /^AWS::SQS::Queue Handler returned status FAILED: .*HandlerErrorCode: NotFound/,
  })
})

test('requests fail with the handler\'s error', async () => {
  const { create, remove, settled } = account('300000000002')
  const failed = await settled(await create({ QueueName: 'bad name!' }))
  assert.equal(failed.OperationStatus, 'FAILED')
  assert.equal(failed.ErrorCode, 'InvalidRequest')
  assert.notEqual(failed.StatusMessage, undefined)
  const gone = await settled(await remove('http://localhost:4566/300000000002/absent'))
  assert.deepEqual([gone.OperationStatus, gone.ErrorCode], ['FAILED', 'NotFound'])
})

test('an update is refused at once where it cannot be', async () => {
  const { control, create, update, settled } = account('300000000003')
  const { Identifier: url = '' } = await settled(await create({ QueueName: 'orders' }))
  const cases: [unknown, string, RegExp][] = [
    [[{ op: 'replace', path: '/QueueName', value: 'x' }], 'NotUpdatableException', /createOnlyProperties \[\/properties\/QueueName\]/],
    [[{ op: 'replace', path: '/Arn', value: 'x' }], 'ValidationException', /readOnlyProperties \[\/properties\/Arn\]/],
    [[{ op: 'remove', path: '/Absent' }], 'ValidationException', /Invalid patch update: no such path/],
    [[{ op: 'test', path: '/QueueName', value: 'x' }], 'ValidationException', /Invalid patch update: value differs/],
    [[{ op: 'replace', path: '', value: [] }], 'ValidationException', /JSON object/],
    [{}, 'ValidationException', /JSON array/],
  ]
  for (const [patch, name, message] of cases) await assert.rejects(update(url, patch), { name, message }, JSON.stringify(patch))
  await assert.rejects(update('http://localhost:4566/300000000003/absent', []), { name: 'ResourceNotFoundException' })
  const TypeName = 'AWS::SQS::Queue'
  await assert.rejects(control.send(new UpdateResourceCommand({ TypeName, Identifier: '{"Arn":"x"}', PatchDocument: '[]' })), {
    name: 'ValidationException', message: 'Identifier {"Arn":"x"} is not valid for identifier [/properties/QueueUrl]',
  })
})

test('a creation is refused at once where it cannot be', async () => {
  const { control, create } = account('300000000004')
  await assert.rejects(create({ QueueName: 'q', Arn: 'x' }), { name: 'ValidationException', message: /\[\/properties\/Arn\]/ })
  await assert.rejects(create([]), { name: 'ValidationException' })
  await assert.rejects(create('q'), { name: 'ValidationException' })
  await assert.rejects(control.send(new CreateResourceCommand({ TypeName, DesiredState: '{' })), { name: 'ValidationException' })
  await assert.rejects(create({}, { TypeName: 'AWS::Nothing::Here' }), { name: 'TypeNotFoundException' })
  await assert.rejects(create({}, { TypeVersionId: '00000001' }), { name: 'TypeNotFoundException' })
  await assert.rejects(create({}, { TypeName: 'nonsense' }), { name: 'ValidationException' })
})

test('a client token makes a request once, for a day and a half', async () => {
  const { create, remove, settled, control } = account('300000000005')
  const ClientToken = 'once'
  const first = await create({ QueueName: 'orders' }, { ClientToken })
  assert.equal((await create({ QueueName: 'orders' }, { ClientToken })).RequestToken, first.RequestToken)
  await assert.rejects(create({ QueueName: 'bills' }, { ClientToken }), { name: 'ClientTokenConflictException' })
  const { Identifier = '' } = await settled(first)
  const deletion = new DeleteResourceCommand({ TypeName, Identifier, ClientToken })
  await assert.rejects(control.send(deletion), { name: 'ClientTokenConflictException' })
  await settled(await remove(Identifier))
  await cloud.clock.advance('30h')
  const again = await create({ QueueName: 'orders' }, { ClientToken })
  assert.deepEqual([again.RequestToken, again.OperationStatus], [first.RequestToken, 'SUCCESS'])
  await cloud.clock.advance('48h')
  assert.notEqual((await create({ QueueName: 'orders' }, { ClientToken })).RequestToken, first.RequestToken)
})

test('one change of a resource at a time, and one that has not begun can be cancelled', async () => {
  const { control, create, update, remove, settled, read } = account('300000000006')
  const { Identifier: url = '' } = await settled(await create({ QueueName: 'orders' }))
  const open = await remove(url)
  await assert.rejects(remove(url), { name: 'ConcurrentOperationException' })
  await assert.rejects(update(url, []), { name: 'ConcurrentOperationException' })
  const cancel = (RequestToken?: string) => control.send(new CancelResourceRequestCommand({ RequestToken }))
  assert.equal((await cancel(open.RequestToken)).ProgressEvent!.OperationStatus, 'CANCEL_IN_PROGRESS')
  assert.equal((await settled(open)).OperationStatus, 'CANCEL_COMPLETE')
  assert.equal((await read(url)).QueueName, 'orders')
  await assert.rejects(cancel(open.RequestToken), { name: 'ValidationException' })
  await assert.rejects(cancel('absent'), { name: 'RequestTokenNotFoundException' })
  assert.equal((await settled(await remove(url))).OperationStatus, 'SUCCESS')
})

test('handlers act as the caller, or as the role that is named', async () => {
  const { settings, sqs, create, settled } = account('300000000007')
  await settled(await create({ QueueName: 'own' }))
  await settled(await create({ QueueName: 'built' }, { RoleArn: 'arn:aws:iam::300000000007:role/ops/Build' }))
  await sqs.send(new CreateQueueCommand({ QueueName: 'direct' }))
  const { Events } = await new CloudTrailClient(settings).send(new LookupEventsCommand({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateQueue' }],
  }))
  const callers = Events!.map(({ CloudTrailEvent }) => {
    const { userIdentity: { type, arn, invokedBy } } = JSON.parse(CloudTrailEvent!) as { userIdentity: Record<string, unknown> }
    return [type, arn, invokedBy]
  })
  assert.deepEqual(callers, [
    ['Root', 'arn:aws:iam::300000000007:root', undefined],
    ['AssumedRole', 'arn:aws:sts::300000000007:assumed-role/Build/AWSCloudFormation', 'cloudcontrol.amazonaws.com'],
    ['Root', 'arn:aws:iam::300000000007:root', 'cloudcontrol.amazonaws.com'],
  ])
})
