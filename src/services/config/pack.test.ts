// Conformance packs: a template's rules are made, judged and taken away with the pack; parameters; what a template may not hold.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteConformancePackCommand, DescribeConfigRulesCommand, DescribeConformancePackComplianceCommand, DescribeConformancePacksCommand,
  DescribeConformancePackStatusCommand, DescribeRemediationConfigurationsCommand, GetConformancePackComplianceDetailsCommand,
  GetConformancePackComplianceSummaryCommand, ListConformancePackComplianceScoresCommand, PutConformancePackCommand,
} from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'

const template = `
Parameters:
  Team: { Type: String, Default: till }
Resources:
  Versions:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: versions
      Source: { Owner: AWS, SourceIdentifier: S3_BUCKET_VERSIONING_ENABLED }
  Tags:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: tags
      InputParameters: { tag1Key: team, tag1Value: !Ref Team }
      Source: { Owner: AWS, SourceIdentifier: REQUIRED_TAGS }
  Repair:
    Type: AWS::Config::RemediationConfiguration
    Properties:
      ConfigRuleName: !Ref Versions
      TargetType: SSM_DOCUMENT
      TargetId: AWS-ConfigureS3BucketVersioning
`

test('a pack of two rules and a remediation', async t => {
  const account = await freshAccount(t)
  const { config, s3, cloud } = account
  await recording(account, ['AWS::S3::Bucket'])
  const put = (TemplateBody: string,
    more: object = {}) => config.send(new PutConformancePackCommand({ ConformancePackName: 'pack', TemplateBody, ...more }))
  const { ConformancePackArn: arn } = await put(template,
    { ConformancePackInputParameters: [{ ParameterName: 'Team', ParameterValue: 'shop' }] })
  assert.match(arn!, /:conformance-pack\/pack\/conformance-pack-[a-z0-9]{9}$/)
  const state = async () =>
    (await config.send(new DescribeConformancePackStatusCommand({}))).ConformancePackStatusDetails![0]!.ConformancePackState
  assert.equal(await state(), 'CREATE_IN_PROGRESS')
  await refused(put(template), 'ResourceInUseException')
  await cloud.clock.advance('1m')
  assert.equal(await state(), 'CREATE_COMPLETE')
  const { ConfigRules: rules = [] } = await config.send(new DescribeConfigRulesCommand({}))
  assert.deepEqual(rules.map(({ ConfigRuleName: name, CreatedBy }) => [name!.split('-')[0], CreatedBy]),
    [['tags', 'config-conforms.amazonaws.com'], ['versions', 'config-conforms.amazonaws.com']])
  assert.deepEqual(JSON.parse(rules[0]!.InputParameters!), { tag1Key: 'team', tag1Value: 'shop' })
  const { RemediationConfigurations: repairs } = await config.send(new DescribeRemediationConfigurationsCommand({
    ConfigRuleNames: rules.map(({ ConfigRuleName }) => ConfigRuleName!) }))
  assert.deepEqual(repairs!.map(({ TargetId }) => TargetId), ['AWS-ConfigureS3BucketVersioning'])
  await s3.putBucketVersioning({ Bucket: 'logs-111122223333', VersioningConfiguration: { Status: 'Enabled' } })
  await cloud.clock.advance('1s')
  const pack = { ConformancePackName: 'pack' }
  const { ConformancePackRuleComplianceList: list } = await config.send(new DescribeConformancePackComplianceCommand(pack))
  assert.deepEqual(list!.map(({ ComplianceType }) => ComplianceType), ['NON_COMPLIANT', 'COMPLIANT'])
  const details = await config.send(new GetConformancePackComplianceDetailsCommand({ ...pack,
    Filters: { ComplianceType: 'NON_COMPLIANT' } }))
  assert.equal(details.ConformancePackRuleEvaluationResults!.length, 1)
  const { ConformancePackComplianceSummaryList: [sum] = [] } = await config.send(new GetConformancePackComplianceSummaryCommand({
    ConformancePackNames: ['pack'] }))
  assert.equal(sum!.ConformancePackComplianceStatus, 'NON_COMPLIANT')
  const { ConformancePackComplianceScores: [score] = [] } = await config.send(new ListConformancePackComplianceScoresCommand({}))
  assert.equal(score!.Score, '50')
  assert.equal((await config.send(new DescribeConformancePacksCommand({}))).ConformancePackDetails!.length, 1)
  await config.send(new DeleteConformancePackCommand(pack))
  assert.deepEqual((await config.send(new DescribeConfigRulesCommand({}))).ConfigRules, [])
  await refused(config.send(new DescribeConformancePackComplianceCommand(pack)), 'NoSuchConformancePackException')
})

test('a template from a bucket, and templates that are none', async t => {
  const account = await freshAccount(t)
  const { config, s3 } = account
  await recording(account, ['AWS::S3::Bucket'])
  await s3.putObject({ Bucket: 'logs-111122223333', Key: 'pack.yaml', Body: template })
  await config.send(new PutConformancePackCommand({ ConformancePackName: 'stored', TemplateS3Uri: 's3://logs-111122223333/pack.yaml' }))
  assert.equal((await config.send(new DescribeConfigRulesCommand({}))).ConfigRules!.length, 2)
  const put = (TemplateBody: string,
    more: object = {}) => config.send(new PutConformancePackCommand({ ConformancePackName: 'pack', TemplateBody, ...more }))
  const code = 'ConformancePackTemplateValidationException'
  await refused(put('Resources: {}'), code, /no resources/)
  await refused(put('Resources: { A: { Type: AWS::S3::Bucket } }'), code, /not AWS::S3::Bucket/)
  await refused(put('{{'), code, /format error/)
  await refused(put(template, { ConformancePackInputParameters: [{ ParameterName: 'X', ParameterValue: 'y' }] }), code, /\[X\]/)
  await refused(put(template.replace('!Ref Team', '!Ref Nothing')), code, /\[Nothing\]/)
})
