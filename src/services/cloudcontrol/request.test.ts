// Listing and keeping of resource requests, and the waiter of the SDK on a running clock.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CloudControlClient, CreateResourceCommand, DeleteResourceCommand, GetResourceRequestStatusCommand, ListResourceRequestsCommand,
  paginateListResourceRequests, waitUntilResourceRequestSuccess,
} from '@aws-sdk/client-cloudcontrol'
import type { ListResourceRequestsCommandInput } from '@aws-sdk/client-cloudcontrol'
import { Cloud } from '../../index.ts'

const TypeName = 'AWS::SQS::Queue'

test('requests are listed newest first, by operation and status, for seven days', async () => {
  const cloud = await Cloud.open()
  cloud.clock.freeze()
  const control = new CloudControlClient(cloud.client({ accessKeyId: '310000000001' }))
  const begin = async (name: string) => {
    const { ProgressEvent } = await control.send(new CreateResourceCommand({ TypeName, DesiredState: JSON.stringify({ QueueName: name }) }))
    await cloud.clock.advance('1s')
    return ProgressEvent!.RequestToken!
  }
  const tokens = [await begin('a'), await begin('b'), await begin('bad name!')]
  const { ProgressEvent } = await control.send(new DeleteResourceCommand({ TypeName, Identifier: 'http://localhost:4566/310000000001/a' }))
  tokens.push(ProgressEvent!.RequestToken!)
  const listed = async (ResourceRequestStatusFilter?: ListResourceRequestsCommandInput['ResourceRequestStatusFilter']) =>
    (await control.send(new ListResourceRequestsCommand({ ResourceRequestStatusFilter }))).ResourceRequestStatusSummaries!
      .map(({ RequestToken }) => tokens.indexOf(RequestToken!))
  assert.deepEqual(await listed(), [3, 2, 1, 0])
  assert.deepEqual(await listed({ Operations: ['CREATE'] }), [2, 1, 0])
  assert.deepEqual(await listed({ OperationStatuses: ['FAILED', 'IN_PROGRESS'] }), [3, 2])
  assert.deepEqual(await listed({ Operations: ['CREATE'], OperationStatuses: ['SUCCESS'] }), [1, 0])

  const pages: number[][] = []
  for await (const page of paginateListResourceRequests({ client: control, pageSize: 3 }, {})) {
    pages.push(page.ResourceRequestStatusSummaries!.map(({ RequestToken }) => tokens.indexOf(RequestToken!)))
  }
  assert.deepEqual(pages, [[3, 2, 1], [0]])

  await cloud.clock.advance('6d')
  assert.deepEqual(await listed(), [3, 2, 1, 0])
  await cloud.clock.advance('1d')
  assert.deepEqual(await listed(), [])
  const expired = new GetResourceRequestStatusCommand({ RequestToken: tokens[0] })
  await assert.rejects(control.send(expired), { name: 'RequestTokenNotFoundException' })
  await cloud.close()
})

test('the SDK\'s waiter sees a request succeed as time runs', async () => {
  const cloud = await Cloud.open()
  const control = new CloudControlClient(cloud.client({ accessKeyId: '310000000002' }))
  const { ProgressEvent } = await control.send(new CreateResourceCommand({ TypeName, DesiredState: '{"QueueName":"orders"}' }))
  const patience = { client: control, maxWaitTime: 10, minDelay: 1, maxDelay: 1 }
  const waited = await waitUntilResourceRequestSuccess(patience, { RequestToken: ProgressEvent!.RequestToken })
  assert.equal(waited.state, 'SUCCESS')
  await cloud.close()
})
