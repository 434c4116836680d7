// Resources that are handed in: items like all others, which rules look at.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteResourceConfigCommand, DescribeComplianceByResourceCommand, GetResourceConfigHistoryCommand, PutConfigRuleCommand,
    PutResourceConfigCommand,
} from '@aws-sdk/client-config-service'
import type { ResourceType } from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'

const drawer = 'Shop::Till::Drawer'

test('put, changed, deleted', async t => {
  const account = await freshAccount(t)
  const { config, cloud } = account
  const put = (Configuration: string, more: object = {}) =>
    config.send(new PutResourceConfigCommand({ ResourceType: drawer, ResourceId: 'd-1', SchemaVersionId: '1', Configuration, ...more }))
  await refused(put('{}'), 'NoRunningConfigurationRecorderException')
  await recording(account, ['AWS::S3::Bucket'])
  await refused(put('x'), 'ValidationException')
  await refused(put('{}', { ResourceType: 'AWS::S3::Bucket' }), 'ValidationException')
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'tags', InputParameters: '{"tag1Key":"team"}',
    Scope: { ComplianceResourceTypes: [drawer] }, Source: { Owner: 'AWS', SourceIdentifier: 'REQUIRED_TAGS' } } }))
  await put('{"open":true}')
  await cloud.clock.advance('1m')
  await put('{"open":false}', { Tags: { team: 'shop' } })
  const compliance = await config.send(new DescribeComplianceByResourceCommand({ ResourceType: drawer, ResourceId: 'd-1' }))
  assert.equal(compliance.ComplianceByResources![0]!.Compliance!.ComplianceType, 'COMPLIANT')
  await config.send(new DeleteResourceConfigCommand({ ResourceType: drawer, ResourceId: 'd-1' }))
  const { configurationItems: items = [] } = await config.send(new GetResourceConfigHistoryCommand({
    resourceType: drawer as ResourceType, resourceId: 'd-1', chronologicalOrder: 'Forward',
  }))
  assert.deepEqual(items.map(({ configurationItemStatus, configuration }) => [configurationItemStatus, configuration]),
    [['ResourceDiscovered', '{"open":true}'], ['OK', '{"open":false}'], ['ResourceDeleted', undefined]])
})
