// Rules: what is refused, what a managed one finds, on changes and by the clock, and compliance by rule, by resource and in sum.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteConfigRuleCommand, DescribeComplianceByConfigRuleCommand, DescribeComplianceByResourceCommand,
    DescribeConfigRuleEvaluationStatusCommand,
  DescribeConfigRulesCommand, GetComplianceDetailsByConfigRuleCommand, GetComplianceDetailsByResourceCommand,
  GetComplianceSummaryByConfigRuleCommand, GetComplianceSummaryByResourceTypeCommand, PutConfigRuleCommand,
} from '@aws-sdk/client-config-service'
import type { ConfigRule } from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'

const managed = (name: string, identifier: string, more: Partial<ConfigRule> = {}) => new PutConfigRuleCommand({
  ConfigRule: { ConfigRuleName: name, Source: { Owner: 'AWS', SourceIdentifier: identifier }, ...more },
})

test('a managed rule looks at what there is, and at each change', async t => {
  const account = await freshAccount(t)
  const { config, s3, cloud } = account
  await recording(account, ['AWS::S3::Bucket'])
  await s3.createBucket({ Bucket: 'plain' })
  await config.send(managed('versions', 'S3_BUCKET_VERSIONING_ENABLED'))
  await cloud.clock.advance('1s')
  const found = async () =>
    (await config.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'versions' }))).EvaluationResults!
    .map(({ EvaluationResultIdentifier: { EvaluationResultQualifier: { ResourceId } = {} } = {}, ComplianceType }) => [ResourceId,
      ComplianceType])
  assert.deepEqual(await found(), [['logs-111122223333', 'NON_COMPLIANT'], ['plain', 'NON_COMPLIANT']])
  await s3.putBucketVersioning({ Bucket: 'plain', VersioningConfiguration: { Status: 'Enabled' } })
  await cloud.clock.advance('1s')
  assert.deepEqual(await found(), [['logs-111122223333', 'NON_COMPLIANT'], ['plain', 'COMPLIANT']])
  const { ComplianceByConfigRules: [byRule] = [] } = await config.send(new DescribeComplianceByConfigRuleCommand({}))
  assert.deepEqual(byRule!.Compliance,
    { ComplianceType: 'NON_COMPLIANT', ComplianceContributorCount: { CappedCount: 1, CapExceeded: false } })
  const byResource = await config.send(new DescribeComplianceByResourceCommand({ ComplianceTypes: ['COMPLIANT'] }))
  assert.deepEqual(byResource.ComplianceByResources!.map(({ ResourceId }) => ResourceId), ['plain'])
  const { EvaluationResults: [own] = [] } = await config.send(new GetComplianceDetailsByResourceCommand({
    ResourceType: 'AWS::S3::Bucket', ResourceId: 'logs-111122223333',
  }))
  assert.equal(own!.Annotation, 'Versioning is not enabled.')
  const { ComplianceSummary: sum } = await config.send(new GetComplianceSummaryByConfigRuleCommand({}))
  assert.deepEqual([sum!.CompliantResourceCount!.CappedCount, sum!.NonCompliantResourceCount!.CappedCount], [0, 1])
  const { ComplianceSummariesByResourceType: [buckets] = [] } = await config.send(new GetComplianceSummaryByResourceTypeCommand({
    ResourceTypes: ['AWS::S3::Bucket'],
  }))
  assert.deepEqual([buckets!.ComplianceSummary!.CompliantResourceCount!.CappedCount,
    buckets!.ComplianceSummary!.NonCompliantResourceCount!.CappedCount],
    [1, 1])
  await s3.deleteBucket({ Bucket: 'plain' })
  await cloud.clock.advance('1s')
  assert.deepEqual(await found(), [['logs-111122223333', 'NON_COMPLIANT']])
  await config.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'versions' }))
  await refused(found(), 'NoSuchConfigRuleException', /'versions'/)
})

test('tags that are required, of the types in scope', async t => {
  const account = await freshAccount(t)
  const { config, sqs, cloud } = account
  await recording(account, ['AWS::SQS::Queue', 'AWS::S3::Bucket'])
  await config.send(managed('tags', 'REQUIRED_TAGS', {
    Scope: { ComplianceResourceTypes: ['AWS::SQS::Queue'] }, InputParameters: '{"tag1Key":"team","tag1Value":"shop,till"}',
  }))
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'orders' })
  const state = async () => {
    await cloud.clock.advance('1s')
    const { ComplianceByConfigRules } = await config.send(new DescribeComplianceByConfigRuleCommand({ ConfigRuleNames: ['tags'] }))
    return ComplianceByConfigRules![0]!.Compliance!.ComplianceType
  }
  assert.equal(await state(), 'NON_COMPLIANT')
  await sqs.tagQueue({ QueueUrl, Tags: { team: 'till' } })
  assert.equal(await state(), 'COMPLIANT')
})

test('a rule over the account looks by the clock', async t => {
  const account = await freshAccount(t)
  const { config, cloud } = account
  await recording(account, ['AWS::S3::Bucket'])
  await config.send(managed('trail', 'CLOUD_TRAIL_ENABLED', { MaximumExecutionFrequency: 'One_Hour' }))
  await cloud.clock.advance('1s')
  const status = async () => (await config.send(new DescribeConfigRuleEvaluationStatusCommand({}))).ConfigRulesEvaluationStatus![0]!
  const first = await status()
  assert.deepEqual([first.FirstEvaluationStarted, first.LastErrorCode], [true, undefined])
  const { EvaluationResults: [result] = [] } = await config.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'trail' }))
  assert.deepEqual([result!.ComplianceType, result!.EvaluationResultIdentifier!.EvaluationResultQualifier!.ResourceId],
    ['NON_COMPLIANT', account.id])
  await cloud.clock.advance('1h')
  assert.ok((await status()).LastSuccessfulEvaluationTime! > first.LastSuccessfulEvaluationTime!)
})

test('what cannot be a rule', async t => {
  const account = await freshAccount(t)
  const { config } = account
  await refused(config.send(managed('r', 'EIP_ATTACHED')), 'NoAvailableConfigurationRecorderException')
  await recording(account, ['AWS::S3::Bucket'])
  await refused(config.send(managed('r', 'no such thing')), 'InvalidParameterValueException', /sourceIdentifier no such thing is invalid/)
  await refused(config.send(managed('r', 'WAFV2_LOGGING_ENABLED')), 'NotImplemented', /WAFV2_LOGGING_ENABLED is not evaluated here/)
  await refused(config.send(managed('r', 'EIP_ATTACHED', { InputParameters: '{"x":"y"}' })), 'InvalidParameterValueException',
    /Unknown parameters/)
  await refused(config.send(managed('r', 'REQUIRED_TAGS')), 'InvalidParameterValueException', /\[tag1Key\]/)
  await refused(config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'g', Source: { Owner: 'CUSTOM_POLICY' } } })),
    'NotImplemented')
  await refused(config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'l',
    Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: 'x' } } })),
    'InvalidParameterValueException')
  assert.deepEqual((await config.send(new DescribeConfigRulesCommand({}))).ConfigRules, [])
})
