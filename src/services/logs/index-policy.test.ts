// Index policies of groups and of the account.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, put, refused } from './account.fixture.ts'

test('fields are kept and shown', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await put(here, 'g:s', ['a', 'b'])
  const now = cloud.clock.now()
  const arn = `arn:aws:logs:us-east-1:${account}:log-group:g`
  await logs.putAccountPolicy({ policyName: 'p', policyType: 'FIELD_INDEX_POLICY', policyDocument: '{"Fields":["ofAccount"]}' })
  const fields = async () => (await logs.describeFieldIndexes({ logGroupIdentifiers: ['g'] })).fieldIndexes!
  assert.deepEqual(await fields(), [{ logGroupIdentifier: arn, fieldIndexName: 'ofAccount', lastScanTime: now, firstEventTime: now - 1,
    lastEventTime: now, type: 'FIELD_INDEX', indexCategory: 'CUSTOM' }])
  const policyDocument = '{"Fields":["a","b"]}'
  await logs.putIndexPolicy({ logGroupIdentifier: 'g', policyDocument })
  assert.deepEqual((await fields()).map(({ fieldIndexName }) => fieldIndexName), ['a', 'b'])
  assert.deepEqual((await logs.describeIndexPolicies({ logGroupIdentifiers: ['g'] })).indexPolicies,
    [{ logGroupIdentifier: arn, policyDocument, lastUpdateTime: now, source: 'LOG_GROUP' }])
  await refused(logs.putIndexPolicy({ logGroupIdentifier: 'g', policyDocument: '{}' }), 'InvalidParameterException')
  await logs.deleteIndexPolicy({ logGroupIdentifier: 'g' })
  await refused(logs.deleteIndexPolicy({ logGroupIdentifier: 'g' }), 'ResourceNotFoundException')
})
