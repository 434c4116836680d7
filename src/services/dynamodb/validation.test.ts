// Faults as they stand on the wire, and what the model's constraints become.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { Cloud } from '../../index.ts'

/** Sends a body as it is, and gives the answer's document. */
async function poster(t: TestContext): Promise<(operation: string, body: string) => Promise<Record<string, unknown>>> {
  const cloud = await Cloud.open({ seed: t.name })
  const { url } = await cloud.listen(0)
  t.after(() => cloud.close())
  return async (operation, body) => {
    const date = new Date(cloud.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
    const credential = `test/${date.slice(0, 8)}/us-east-1/dynamodb/aws4_request`
    const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=0`
    const headers = { authorization, 'x-amz-date': date, 'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}` }
    return await (await fetch(url, { method: 'POST', headers, body })).json() as Record<string, unknown>
  }
}

test('types of faults bear their namespaces', async t => {
  const post = await poster(t)
  assert.deepEqual(await post('DescribeTable', '{"TableName":"none"}'), {
    __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message: 'Requested resource not found: Table: none not found',
  })
  assert.deepEqual(await post('GetItem', '{"TableName":"none","Key":{"id":{}}}'), {
    __type: 'com.amazon.coral.validate#ValidationException',
    message: 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  })
  assert.match(String((await post('GetItem', '{"TableName":5}')).__type), /#SerializationException$/)
})

test('a missing name comes first, then all that the model forbids', async t => {
  const post = await poster(t)
  assert.equal((await post('GetItem', '{}')).message, 'The parameter \'TableName\' is required but was not present in the request')
  assert.equal((await post('GetItem', '{"TableName":"abc","ReturnConsumedCapacity":"hi"}')).message,
    '2 validation errors detected: Value null at \'key\' failed to satisfy constraint: Member must not be null; ' +
    'Value \'hi\' at \'returnConsumedCapacity\' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]')
})
