// One task, where what AWS says is an outcome, and what is our own error is not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call, Principal } from '../../kernel/service.ts'
import { Fault } from '../../kernel/service.ts'
import { perform } from './job-task.ts'
import type { Job } from './job.ts'

const job = { id: 'id', region: 'us-east-1', request: { Operation: { S3DeleteObjectTagging: {} } } } as unknown as Job
const task = { bucket: 'b', key: 'k', versionId: 'v' }
const principal = {} as Principal

function callThat(invoke: () => unknown, isThere = true): Call {
  return { invoke, names: { holder: () => isThere ? { account: '1', region: 'r' } : undefined } } as unknown as Call
}

test('a call\'s answer, and its fault, are outcomes', async () => {
  const seen: unknown[] = []
  const good = callThat((...args: unknown[]) => { seen.push(args) })
  assert.deepEqual(await perform(job, task, principal, good), { succeeded: true, status: 200, message: 'Successful' })
  assert.deepEqual(seen,
    [['s3', 'DeleteObjectTagging', { Bucket: 'b', Key: 'k', VersionId: 'v' }, { account: '1', region: 'r', principal }]])
  const bad = callThat(() => { throw new Fault('AccessDenied', 'Access Denied', 403) })
  assert.deepEqual(await perform(job, task, principal, bad),
    { succeeded: false, code: 'AccessDenied', status: 403, message: 'Access Denied' })
  assert.equal((await perform(job, task, principal, callThat(() => {}, false))).code, 'NoSuchBucket')
  await assert.rejects(perform(job, task, principal, callThat(() => { throw new TypeError('ours') })), TypeError)
})
