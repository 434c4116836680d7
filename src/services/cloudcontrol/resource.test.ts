// GetResource and ListResources over queues that were made without Cloud Control.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { CloudControlClient, GetResourceCommand, ListResourcesCommand, paginateListResources } from '@aws-sdk/client-cloudcontrol'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

let cloud: Cloud
before(async () => { cloud = await Cloud.open() })
after(() => cloud.close())

const TypeName = 'AWS::SQS::Queue'

test('resources made elsewhere are read and listed', async () => {
  const settings = cloud.client({ accessKeyId: '320000000001' })
  const [control, sqs] = [new CloudControlClient(settings), new SQSClient(settings)]
  const urls: string[] = []
  for (const name of ['a', 'b', 'c']) urls.push((await sqs.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl!)
  const { TypeName: type, ResourceDescription: found } = await control.send(new GetResourceCommand({ TypeName, Identifier: urls[0] }))
  assert.equal(type, TypeName)
  assert.equal(found!.Identifier, urls[0])
  const properties = JSON.parse(found!.Properties!) as Record<string, unknown>
  assert.deepEqual([properties.QueueName, properties.QueueUrl, properties.DelaySeconds], ['a', urls[0], 0])

  const all = await control.send(new ListResourcesCommand({ TypeName }))
  assert.equal(all.TypeName, TypeName)
  assert.deepEqual(all.ResourceDescriptions, urls.map(url => ({ Identifier: url, Properties: JSON.stringify({ QueueUrl: url }) })))
  const pages: (string | undefined)[][] = []
  for await (const page of paginateListResources({ client: control, pageSize: 2 }, { TypeName })) {
    pages.push(page.ResourceDescriptions!.map(({ Identifier }) => Identifier))
  }
  assert.deepEqual(pages, [urls.slice(0, 2), urls.slice(2)])
})

test('another account sees none of them', async () => {
  const control = new CloudControlClient(cloud.client({ accessKeyId: '320000000002' }))
  assert.deepEqual((await control.send(new ListResourcesCommand({ TypeName }))).ResourceDescriptions, [])
})

test('what there is not', async () => {
  const control = new CloudControlClient(cloud.client({ accessKeyId: '320000000003' }))
  await assert.rejects(control.send(new GetResourceCommand({ TypeName, Identifier: 'http://localhost:4566/320000000003/absent' })), {
    name: 'ResourceNotFoundException',
  })
  await assert.rejects(control.send(new ListResourcesCommand({ TypeName: 'AWS::Nothing::Here' })), {
    name: 'TypeNotFoundException', message: 'The type \'AWS::Nothing::Here\' cannot be found.',
  })
})
