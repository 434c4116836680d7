// The verbs of API names as a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isReadOnly } from './read-only.ts'

const reading = [
  'ListQueues', 'GetCallerIdentity', 'DescribeInstances', 'HeadObject', 'LookupEvents', 'BatchGetItem', 'AdminGetUser',
  'SimulatePrincipalPolicy', 'AssumeRole', 'Decrypt', 'GetSessionToken', 'GenerateDataKey', 'DecodeAuthorizationMessage', 'Query', 'Scan',
  'BatchCheckLayerAvailability', 'TestDNSAnswer',
]
const writing = [
  'CreateQueue', 'DeleteQueue', 'BatchWriteItem', 'AdminCreateUser', 'PutObject', 'SendMessage', 'StartQuery', 'TagResources',
  'SignalWorkflowExecution', 'Publish', 'IssueCertificate', 'DetachRolePolicy', 'Batch', '', 'lowercase',
]

test('names that read, and names that write', () => {
  assert.deepEqual(reading.filter(name => !isReadOnly(name)), [])
  assert.deepEqual(writing.filter(isReadOnly), [])
})
