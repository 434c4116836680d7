// Remediations: put, shown, exceptions, what holds a rule.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteConfigRuleCommand, DeleteRemediationConfigurationCommand, DeleteRemediationExceptionsCommand,
    DescribeRemediationConfigurationsCommand,
  DescribeRemediationExceptionsCommand, PutConfigRuleCommand, PutRemediationConfigurationsCommand, PutRemediationExceptionsCommand,
} from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'

test('a remediation of a rule, and what it leaves alone', async t => {
  const account = await freshAccount(t)
  const { config, cloud } = account
  await recording(account, ['AWS::S3::Bucket'])
  const put = (more: object = {}) => config.send(new PutRemediationConfigurationsCommand({ RemediationConfigurations: [
    { ConfigRuleName: 'r', TargetType: 'SSM_DOCUMENT', TargetId: 'Fix', ...more }] }))
  await refused(put(), 'InvalidParameterValueException', /'r'/)
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'r',
    Source: { Owner: 'AWS', SourceIdentifier: 'EIP_ATTACHED' } } }))
  await refused(put({ Automatic: true }), 'InvalidParameterValueException', /MaximumAutomaticAttempts/)
  await put()
  const { RemediationConfigurations: [shown] = [] } =
    await config.send(new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: ['r', 'none'] }))
  assert.deepEqual([shown!.TargetId, shown!.Automatic], ['Fix', false])
  assert.match(shown!.Arn!, /:remediation-configuration\/r\//)
  const ResourceKeys = [{ ResourceType: 'AWS::EC2::EIP', ResourceId: 'eipalloc-1' }]
  await config.send(new PutRemediationExceptionsCommand({ ConfigRuleName: 'r', ResourceKeys,
    ExpirationTime: new Date(cloud.clock.now() + 3_600_000) }))
  const exceptions = async () =>
    (await config.send(new DescribeRemediationExceptionsCommand({ ConfigRuleName: 'r' }))).RemediationExceptions!.length
  assert.equal(await exceptions(), 1)
  await cloud.clock.advance('2h')
  assert.equal(await exceptions(), 0)
  await config.send(new DeleteRemediationExceptionsCommand({ ConfigRuleName: 'r', ResourceKeys }))
  await refused(config.send(new DeleteRemediationExceptionsCommand({ ConfigRuleName: 'r', ResourceKeys })),
    'NoSuchRemediationExceptionException')
  await refused(config.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'r' })), 'ResourceInUseException')
  await config.send(new DeleteRemediationConfigurationCommand({ ConfigRuleName: 'r' }))
  await refused(config.send(new DeleteRemediationConfigurationCommand({ ConfigRuleName: 'r' })), 'NoSuchRemediationConfigurationException')
  await config.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'r' }))
})
