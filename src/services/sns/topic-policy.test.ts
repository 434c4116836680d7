// Policies of topics by properties, through Cloud Control: of one topic, and of several at once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount, madeTopic } from './account.fixture.ts'

const statement = (Action: string, Resource: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow',
  Principal: { AWS: '444455556666' }, Action, Resource }] })

test('policies come, change and go', async t => {
  const { sns, cloud } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const done = async (change: Promise<{ ProgressEvent?: { RequestToken?: string } }>) => {
    const { ProgressEvent: begun } = await change
    await cloud.clock.advance('1s')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: begun!.RequestToken })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const arns = [await madeTopic(sns, 'one'), await madeTopic(sns, 'two')]
  const policies = async () => Promise.all(arns.map(async TopicArn =>
    JSON.parse((await sns.getTopicAttributes({ TopicArn })).Attributes!.Policy!) as object))
  const usual = await policies()
  const make = (TypeName: string, state: object) => done(control.createResource({ TypeName, DesiredState: JSON.stringify(state) }))
  const read = async (TypeName: string, Identifier: string) =>
    JSON.parse((await control.getResource({ TypeName, Identifier })).ResourceDescription!.Properties!) as object

  const [first, second] = [statement('SNS:Publish', arns[0]!), statement('SNS:Subscribe', arns[0]!)]
  const inline = 'AWS::SNS::TopicInlinePolicy'
  assert.equal(await make(inline, { TopicArn: arns[0], PolicyDocument: first }), arns[0])
  assert.deepEqual(await read(inline, arns[0]!), { TopicArn: arns[0], PolicyDocument: first })
  const PatchDocument = JSON.stringify([{ op: 'replace', path: '/PolicyDocument', value: second }])
  await done(control.updateResource({ TypeName: inline, Identifier: arns[0], PatchDocument }))
  assert.deepEqual(await policies(), [second, usual[1]])
  await done(control.deleteResource({ TypeName: inline, Identifier: arns[0] }))
  assert.deepEqual(await policies(), usual)

  const both = statement('SNS:Publish', '*')
  const id = await make('AWS::SNS::TopicPolicy', { Topics: arns, PolicyDocument: both })
  assert.deepEqual(await read('AWS::SNS::TopicPolicy', id), { Id: id, Topics: arns, PolicyDocument: both })
  assert.deepEqual(await policies(), [both, both])
  await done(control.deleteResource({ TypeName: 'AWS::SNS::TopicPolicy', Identifier: id }))
  assert.deepEqual(await policies(), usual)
})
