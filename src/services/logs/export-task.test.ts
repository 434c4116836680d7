// Exports to a bucket: the test of it, one task at a time, a file for each stream.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { S3 } from '@aws-sdk/client-s3'
import { account, freshAccount, made, put, refused } from './account.fixture.ts'

test('a group goes to a bucket, stream by stream', async t => {
  const here = await freshAccount(t, { lifecycle: 'real' })
  const { logs, cloud } = here
  const { requestHandler, ...settings } = cloud.client({ accessKeyId: account })
  const s3 = new S3({ ...settings, requestHandler: requestHandler as never, forcePathStyle: true })
  await made(logs, 'g', 'web/a', 'web/b', 'db')
  await put(here, 'g:web/a', ['1', '2'])
  await put(here, 'g:web/b', ['3'])
  await put(here, 'g:db', ['4'])
  const now = cloud.clock.now()
  const task = { logGroupName: 'g', from: now - 1000, to: now + 1, destination: 'logs-here', destinationPrefix: 'out',
    logStreamNamePrefix: 'web' }
  await refused(logs.createExportTask(task), 'InvalidParameterException', /bucket does not exist/)
  await s3.createBucket({ Bucket: 'logs-here' })
  const { taskId } = await logs.createExportTask(task)
  await refused(logs.createExportTask(task), 'LimitExceededException')
  const code = async () => (await logs.describeExportTasks({ taskId })).exportTasks![0]!.status!.code
  assert.equal(await code(), 'PENDING')
  await cloud.clock.advance('2s')
  assert.equal(await code(), 'RUNNING')
  await cloud.clock.advance('5s')
  assert.equal(await code(), 'COMPLETED')
  const { Contents: objects = [] } = await s3.listObjectsV2({ Bucket: 'logs-here' })
  const keys = ['out/aws-logs-write-test', `out/${taskId}/web-a/000000.gz`, `out/${taskId}/web-b/000000.gz`]
  assert.deepEqual(objects.map(({ Key }) => Key).sort(), keys.sort())
  const { Body: body } = await s3.getObject({ Bucket: 'logs-here', Key: `out/${taskId}/web-a/000000.gz` })
  const at = (ms: number) => new Date(ms).toISOString()
  assert.equal(gunzipSync(await body!.transformToByteArray()).toString(), `${at(now - 1)} 1\n${at(now)} 2\n`)
  await refused(logs.cancelExportTask({ taskId }), 'InvalidOperationException', /already finished/)
  const second = (await logs.createExportTask({ ...task, taskName: 'again' })).taskId
  await logs.cancelExportTask({ taskId: second })
  const { exportTasks: [cancelled] = [] } = await logs.describeExportTasks({ statusCode: 'CANCELLED' })
  assert.deepEqual([cancelled!.taskId, cancelled!.taskName], [second, 'again'])
  await refused(logs.cancelExportTask({ taskId: 'none' }), 'ResourceNotFoundException')
})
