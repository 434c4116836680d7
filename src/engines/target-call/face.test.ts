// Which call each kind of target stands for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targetCall } from './face.ts'

const message = { id: 'i', payload: '{}', endpoint: 'http://localhost:4566' }
const place = (service: string, resource: string) => ({ arn: `the ARN of ${resource}`, service, account: '1', resource })

test('queues are named by their URLs; FIFO queues get a group and an id', () => {
  assert.deepEqual(targetCall(place('sqs', 'q'), message),
    { service: 'sqs', operation: 'SendMessage', input: { QueueUrl: 'http://localhost:4566/1/q', MessageBody: '{}' } })
  assert.deepEqual(targetCall(place('sqs', 'q.fifo'), message, { messageGroupId: 'g' })!.input,
    { QueueUrl: 'http://localhost:4566/1/q.fifo', MessageBody: '{}', MessageGroupId: 'g', MessageDeduplicationId: 'i' })
})

const rows: readonly (readonly [service: string, resource: string, call: string])[] = [
  ['sns', 't', 'sns Publish'], ['lambda', 'function:f', 'lambda Invoke'], ['states', 'stateMachine:m', 'stepfunctions StartExecution'],
  ['kinesis', 'stream/s', 'kinesis PutRecord'], ['firehose', 'deliverystream/d', 'firehose PutRecord'], ['ecs', 'cluster/c', 'ecs RunTask'],
  ['batch', 'job-queue/q', 'batch SubmitJob'], ['ssm', 'document/d', 'ssm SendCommand'],
  ['codebuild', 'project/p', 'codebuild StartBuild'], ['codepipeline', 'p', 'codepipeline StartPipelineExecution'],
]
for (const [service, resource, expected] of rows) {
  test(`${service} ${resource}: ${expected}`, () => {
    const { service: callee, operation } = targetCall(place(service, resource), message)!
    assert.equal(`${callee} ${operation}`, expected)
  })
}

test('what is no target', () => { assert.equal(targetCall(place('iam', 'role/r'), message), undefined) })
