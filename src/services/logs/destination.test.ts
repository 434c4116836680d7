// Destinations: kept, shown and deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, refused } from './account.fixture.ts'

test('destinations and their policies', async t => {
  const { logs, cloud } = await freshAccount(t)
  const settings = { targetArn: `arn:aws:kinesis:us-east-1:${account}:stream/k`, roleArn: `arn:aws:iam::${account}:role/r` }
  await logs.putDestination({ destinationName: 'b', ...settings })
  await logs.putDestination({ destinationName: 'a', ...settings })
  const accessPolicy = JSON.stringify({ Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'logs:*', Resource: '*' }] })
  await logs.putDestinationPolicy({ destinationName: 'a', accessPolicy })
  assert.deepEqual((await logs.describeDestinations({ DestinationNamePrefix: 'a' })).destinations, [{
    destinationName: 'a', ...settings, accessPolicy, arn: `arn:aws:logs:us-east-1:${account}:destination:a`,
      creationTime: cloud.clock.now(),
  }])
  await refused(logs.putDestinationPolicy({ destinationName: 'a', accessPolicy: 'none' }), 'InvalidParameterException', /policy/)
  await refused(logs.putDestination({ destinationName: 'c', ...settings, targetArn: 'x' }), 'InvalidParameterException')
  await logs.deleteDestination({ destinationName: 'a' })
  await refused(logs.deleteDestination({ destinationName: 'a' }), 'ResourceNotFoundException')
})
