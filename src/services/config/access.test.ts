// A user who may read what one rule has found, and not what another has.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  ConfigServiceClient, DescribeConfigRulesCommand, GetComplianceDetailsByConfigRuleCommand, PutConfigRuleCommand,
} from '@aws-sdk/client-config-service'
import { IAM } from '@aws-sdk/client-iam'
import { freshAccount, recording, refused } from './account.fixture.ts'

test('policies that name a rule', async t => {
  const account = await freshAccount(t)
  const { config, settings } = account
  await recording(account, ['AWS::S3::Bucket'])
  for (const ConfigRuleName of ['own', 'other']) {
    await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName,
      Source: { Owner: 'AWS', SourceIdentifier: 'EIP_ATTACHED' } } }))
  }
  const { ConfigRules: [rule] = [] } = await config.send(new DescribeConfigRulesCommand({ ConfigRuleNames: ['own'] }))
  const iam = new IAM(settings)
  await iam.createUser({ UserName: 'ann' })
  await iam.putUserPolicy({ UserName: 'ann', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Action: 'config:GetComplianceDetailsByConfigRule', Resource: rule!.ConfigRuleArn }] }) })
  const { AccessKey: key } = await iam.createAccessKey({ UserName: 'ann' })
  const credentials = { accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! }
  const ann = new ConfigServiceClient({ ...settings, credentials })
  const read = (ConfigRuleName: string) => ann.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName }))
  assert.deepEqual((await read('own')).EvaluationResults, [])
  await refused(read('other'), 'AccessDeniedException')
})
