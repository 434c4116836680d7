// Compliance of two accounts together: rules, details, packs, sums.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DescribeAggregateComplianceByConfigRulesCommand, DescribeAggregateComplianceByConformancePacksCommand,
  GetAggregateComplianceDetailsByConfigRuleCommand, GetAggregateConfigRuleComplianceSummaryCommand,
  GetAggregateConformancePackComplianceSummaryCommand, PutAggregationAuthorizationCommand, PutConfigRuleCommand,
  PutConfigurationAggregatorCommand, PutConformancePackCommand,
} from '@aws-sdk/client-config-service'
import { clientsOf, freshCloud, recording } from './account.fixture.ts'

const Source = { Owner: 'AWS' as const, SourceIdentifier: 'S3_BUCKET_VERSIONING_ENABLED' }
const TemplateBody = JSON.stringify({ Resources: { R: { Type: 'AWS::Config::ConfigRule',
  Properties: { ConfigRuleName: 'packed', Source } } } })

test('rules and packs over accounts', async t => {
  const cloud = await freshCloud(t)
  const [own, other] = [clientsOf(cloud), clientsOf(cloud, '222222222222')]
  for (const account of [own, other]) {
    await recording(account, ['AWS::S3::Bucket'])
    await account.config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'versions', Source } }))
  }
  await other.s3.putBucketVersioning({ Bucket: `logs-${other.id}`, VersioningConfiguration: { Status: 'Enabled' } })
  await other.config.send(new PutConformancePackCommand({ ConformancePackName: 'pack', TemplateBody }))
  await cloud.clock.advance('1m')
  await other.config.send(new PutAggregationAuthorizationCommand({ AuthorizedAccountId: own.id, AuthorizedAwsRegion: 'us-east-1' }))
  const ConfigurationAggregatorName = 'all'
  await own.config.send(new PutConfigurationAggregatorCommand({ ConfigurationAggregatorName,
    AccountAggregationSources: [{ AccountIds: [own.id, other.id], AwsRegions: ['us-east-1'] }] }))
  const rules = await own.config.send(new DescribeAggregateComplianceByConfigRulesCommand({ ConfigurationAggregatorName,
    Filters: { ConfigRuleName: 'versions' } }))
  assert.deepEqual(rules.AggregateComplianceByConfigRules!.map(({ AccountId, Compliance }) => [AccountId, Compliance!.ComplianceType]),
    [[own.id, 'NON_COMPLIANT'], [other.id, 'COMPLIANT']])
  const details = await own.config.send(new GetAggregateComplianceDetailsByConfigRuleCommand({ ConfigurationAggregatorName,
    ConfigRuleName: 'versions', AccountId: own.id, AwsRegion: 'us-east-1' }))
  assert.deepEqual(details.AggregateEvaluationResults!.map(({ AccountId, ComplianceType }) => [AccountId, ComplianceType]),
    [[own.id, 'NON_COMPLIANT']])
  const summary = await own.config.send(new GetAggregateConfigRuleComplianceSummaryCommand({ ConfigurationAggregatorName,
    GroupByKey: 'ACCOUNT_ID' }))
  assert.deepEqual(summary.AggregateComplianceCounts!.map(({ GroupName, ComplianceSummary: sum }) =>
    [GroupName, sum!.CompliantResourceCount!.CappedCount, sum!.NonCompliantResourceCount!.CappedCount]), [[own.id, 0, 1], [other.id, 2, 0]])
  const packs = await own.config.send(new DescribeAggregateComplianceByConformancePacksCommand({ ConfigurationAggregatorName }))
  assert.deepEqual(packs.AggregateComplianceByConformancePacks!.map(({ AccountId, Compliance }) => [AccountId, Compliance]), [
    [other.id, { ComplianceType: 'COMPLIANT', TotalRuleCount: 1, CompliantRuleCount: 1, NonCompliantRuleCount: 0 }],
  ])
  const sums = await own.config.send(new GetAggregateConformancePackComplianceSummaryCommand({ ConfigurationAggregatorName }))
  assert.equal(sums.AggregateConformancePackComplianceSummaries![0]!.ComplianceSummary!.CompliantConformancePackCount, 1)
})
