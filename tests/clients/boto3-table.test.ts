// boto3's resource for DynamoDB: its own classes for tables, typed values and batch writers, in the Python that ORRERY_PYTHON names.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startCloud } from './cloud.ts'
import { bareEnvironment } from './environment.ts'

const python = process.env.ORRERY_PYTHON
/** The compiled test lies in `dist/tests/clients`, Python's source where it was written. */
const program = fileURLToPath(new URL('../../../tests/clients/boto3_table.py', import.meta.url))
const skip = python === undefined ? 'no Python with boto3 was found: ORRERY_PYTHON is not set' : false

test('boto3: a table as a resource', { skip }, async t => {
  const cloud = await startCloud()
  t.after(() => cloud.close())
  await cloud.request({ method: 'POST', url: `${cloud.url}/_orrery/clock`, headers: { 'content-type': 'application/json' },
    body: '{"mode":"running"}' })
  const { stdout } = await promisify(execFile)(python!, [program], {
    env: { ...bareEnvironment(), AWS_ENDPOINT_URL: cloud.url, AWS_DEFAULT_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: '111122223333',
      AWS_SECRET_ACCESS_KEY: 'any' },
  })
  assert.deepEqual(JSON.parse(stdout), {
    status: 'ACTIVE', exact: true, raw: [0, 255], count: 61, lines: [10, 12, 14, 16, 18, 20], updated: true,
    refused: ['ConditionalCheckFailedException', 'ConditionalCheckFailedException', 'The conditional request failed'],
    types: { id: 'str', line: 'Decimal', nested: 'dict', note: 'NoneType', paid: 'bool', price: 'Decimal', raw: 'Binary', sizes: 'set',
      tags: 'set' },
  })
})
