// Policies of the account: kept by type, and heeded by all groups but the excepted ones.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, madeStream, put, received, refused, texts } from './account.fixture.ts'

test('one subscription for all groups but some', async t => {
  const here = await freshAccount(t)
  const { logs, cloud, kinesis } = here
  await made(logs, 'g', 's')
  await made(logs, 'quiet', 's')
  const document = { DestinationArn: await madeStream(here, 'k'), RoleArn: `arn:aws:iam::${account}:role/r`, FilterPattern: 'ERROR' }
  const policy = { policyName: 'p', policyType: 'SUBSCRIPTION_FILTER_POLICY', policyDocument: JSON.stringify(document) } as const
  const { accountPolicy } = await logs.putAccountPolicy({ ...policy, selectionCriteria: 'LogGroupName NOT IN ["quiet"]' })
  assert.deepEqual([accountPolicy!.scope, accountPolicy!.accountId, accountPolicy!.policyName], ['ALL', account, 'p'])
  for (const group of ['g', 'quiet']) await put(here, `${group}:s`, ['ERROR', 'fine'])
  await cloud.clock.advance('1s')
  assert.equal((await received(kinesis, 'k')).length, 1)
  await refused(logs.putAccountPolicy({ ...policy, policyName: 'q' }), 'LimitExceededException')
  await refused(logs.putAccountPolicy({ ...policy, selectionCriteria: 'x' }), 'InvalidParameterException', /selectionCriteria/)
  await logs.deleteAccountPolicy({ policyName: 'p', policyType: 'SUBSCRIPTION_FILTER_POLICY' })
  await refused(logs.deleteAccountPolicy({ policyName: 'p', policyType: 'SUBSCRIPTION_FILTER_POLICY' }), 'ResourceNotFoundException')
})

test('data protected everywhere; other types are kept apart or refused', async t => {
  const here = await freshAccount(t)
  const { logs } = here
  await made(logs, 'g', 's')
  const identifiers = ['arn:aws:dataprotection::aws:data-identifier/EmailAddress']
  await logs.putAccountPolicy({ policyName: 'p', policyType: 'DATA_PROTECTION_POLICY', scope: 'ALL', policyDocument: JSON.stringify({
    Name: 'p', Version: '2021-06-01', Statement: [
      { DataIdentifier: identifiers, Operation: { Audit: { FindingsDestination: {} } } },
      { DataIdentifier: identifiers, Operation: { Deidentify: { MaskConfig: {} } } },
    ],
  }) })
  await put(here, 'g:s', ['from a@b.cd'])
  assert.equal(texts((await logs.filterLogEvents({ logGroupName: 'g' })).events), 'from ******')
  assert.deepEqual((await logs.describeLogGroups({})).logGroups![0]!.inheritedProperties, ['ACCOUNT_DATA_PROTECTION'])
  assert.deepEqual((await logs.describeAccountPolicies({ policyType: 'FIELD_INDEX_POLICY' })).accountPolicies, [])
  assert.equal((await logs.describeAccountPolicies({ policyType: 'DATA_PROTECTION_POLICY' })).accountPolicies!.length, 1)
  await refused(logs.putAccountPolicy({ policyName: 't', policyType: 'TRANSFORMER_POLICY', policyDocument: '{}' }), 'NotImplemented')
})
