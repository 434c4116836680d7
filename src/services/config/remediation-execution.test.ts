// Remediations under way: Systems Manager is asked for real, and what it says stands in the status; by itself as often as is said.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DescribeComplianceByConfigRuleCommand, DescribeRemediationExecutionStatusCommand, PutConfigRuleCommand,
    PutRemediationConfigurationsCommand, StartRemediationExecutionCommand,
} from '@aws-sdk/client-config-service'
import { SSM } from '@aws-sdk/client-ssm'
import { freshAccount, recording, refused } from './account.fixture.ts'

const key = { resourceType: 'AWS::S3::Bucket' as const, resourceId: 'logs-111122223333' }

test('a document that is not there fails the step', async t => {
  const account = await freshAccount(t)
  const { config, cloud } = account
  await recording(account, ['AWS::S3::Bucket'])
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'r',
    Source: { Owner: 'AWS', SourceIdentifier: 'S3_BUCKET_VERSIONING_ENABLED' } } }))
  const start = () => config.send(new StartRemediationExecutionCommand({ ConfigRuleName: 'r', ResourceKeys: [key] }))
  await refused(start(), 'NoSuchRemediationConfigurationException')
  const parameters = { Name: { ResourceValue: { Value: 'RESOURCE_ID' as const } } }
  await config.send(new PutRemediationConfigurationsCommand({ RemediationConfigurations: [
    { ConfigRuleName: 'r', TargetType: 'SSM_DOCUMENT', TargetId: 'Shop-NoSuchDocument', Parameters: parameters }] }))
  await start()
  const status = async () =>
    (await config.send(new DescribeRemediationExecutionStatusCommand({ ConfigRuleName: 'r' }))).RemediationExecutionStatuses!
  assert.deepEqual((await status()).map(({ State }) => State), ['QUEUED'])
  await cloud.clock.advance('10s')
  const [execution] = await status()
  assert.deepEqual([execution!.State, execution!.ResourceKey, execution!.StepDetails![0]!.State], ['FAILED', key, 'FAILED'])
  assert.match(execution!.StepDetails![0]!.ErrorMessage!, /./)
})

test('one that begins by itself is begun again', async t => {
  const account = await freshAccount(t)
  const { config, cloud } = account
  await recording(account, ['AWS::S3::Bucket'])
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'r',
    Source: { Owner: 'AWS', SourceIdentifier: 'EIP_ATTACHED' } } }))
  await config.send(new PutRemediationConfigurationsCommand({ RemediationConfigurations: [{ ConfigRuleName: 'r', TargetType: 'SSM_DOCUMENT',
    TargetId: 'Shop-NoSuchDocument', Automatic: true, MaximumAutomaticAttempts: 2, RetryAttemptSeconds: 60 }] }))
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'r',
    Source: { Owner: 'AWS', SourceIdentifier: 'S3_BUCKET_VERSIONING_ENABLED' } } }))
  await cloud.clock.advance('1s')
  const at = async () => (await config.send(new DescribeRemediationExecutionStatusCommand({ ConfigRuleName: 'r' })))
    .RemediationExecutionStatuses![0]!.InvocationTime!.getTime()
  const first = await at()
  await cloud.clock.advance('2m')
  const second = await at()
  assert.ok(second - first >= 60_000)
  await cloud.clock.advance('10m')
  assert.equal(await at(), second)
})

test('a runbook puts a bucket right, by itself', async t => {
  const account = await freshAccount(t)
  const { config, cloud, s3, settings } = account
  await recording(account, ['AWS::S3::Bucket'])
  await new SSM(settings).createDocument({ Name: 'Shop-Versions', DocumentType: 'Automation', Content: JSON.stringify({
    schemaVersion: '0.3', parameters: { Bucket: { type: 'String' } }, mainSteps: [{
      name: 'set', action: 'aws:executeAwsApi', inputs: { Service: 's3', Api: 'PutBucketVersioning', Bucket: '{{ Bucket }}',
        VersioningConfiguration: { Status: 'Enabled' } },
    }],
  }) })
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'r',
    Source: { Owner: 'AWS', SourceIdentifier: 'EIP_ATTACHED' } } }))
  await config.send(new PutRemediationConfigurationsCommand({ RemediationConfigurations: [{ ConfigRuleName: 'r', TargetType: 'SSM_DOCUMENT',
    TargetId: 'Shop-Versions', Automatic: true, MaximumAutomaticAttempts: 2, RetryAttemptSeconds: 60,
    Parameters: { Bucket: { ResourceValue: { Value: 'RESOURCE_ID' } } } }] }))
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'r', Source: { Owner: 'AWS',
    SourceIdentifier: 'S3_BUCKET_VERSIONING_ENABLED' } } }))
  await cloud.clock.advance('1m')
  assert.equal((await s3.getBucketVersioning({ Bucket: 'logs-111122223333' })).Status, 'Enabled')
  const { RemediationExecutionStatuses: [execution] = [] } =
    await config.send(new DescribeRemediationExecutionStatusCommand({ ConfigRuleName: 'r' }))
  assert.equal(execution!.State, 'SUCCEEDED')
  const { ComplianceByConfigRules: [rule] = [] } = await config.send(new DescribeComplianceByConfigRuleCommand({ ConfigRuleNames: ['r'] }))
  assert.equal(rule!.Compliance!.ComplianceType, 'COMPLIANT')
})
