// A function that cannot be called fails all records, visibly.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, put, written } from './account.fixture.ts'

test('records that a function never saw are kept as failures', async t => {
  const here = await freshAccount(t)
  const lambda = `arn:aws:lambda:us-east-1:${account}:function:none`
  await made(here, 'd', { ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'Lambda', Parameters: [
    { ParameterName: 'LambdaArn', ParameterValue: lambda }, { ParameterName: 'NumberOfRetries', ParameterValue: '1' },
  ] }] } })
  await put(here, 'd', 'a', 'b')
  await here.cloud.clock.advance('301s')
  const [object, ...others] = await written(here)
  assert.deepEqual(others, [])
  const lines = object!.text.trim().split('\n').map(line => JSON.parse(line) as Record<string, unknown>)
  assert.deepEqual(lines.map(({ lambdaArn, attemptsMade, rawData }) => [lambdaArn, attemptsMade,
    Buffer.from(String(rawData), 'base64').toString()]),
    [[lambda, 2, 'a'], [lambda, 2, 'b']])
  assert.match(String(lines[0]!.errorCode), /^Lambda\./)
})
