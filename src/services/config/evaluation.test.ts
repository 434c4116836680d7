// What functions are asked and what they answer; evaluations handed in; a function that is not there is an error of the evaluation.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DeleteEvaluationResultsCommand, DescribeConfigRuleEvaluationStatusCommand, GetComplianceDetailsByConfigRuleCommand, PutConfigRuleCommand,
  PutEvaluationsCommand, PutExternalEvaluationCommand, StartConfigRulesEvaluationCommand,
} from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'
import { PutEvaluations } from './evaluation.ts'

test('a function is invoked for real; what it cannot do stands in the status', async t => {
  const account = await freshAccount(t)
  const { config, cloud } = account
  await recording(account, ['AWS::S3::Bucket'])
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'own', Source: {
    Owner: 'CUSTOM_LAMBDA', SourceIdentifier: 'arn:aws:lambda:us-east-1:111122223333:function:judge',
    SourceDetails: [{ EventSource: 'aws.config', MessageType: 'ConfigurationItemChangeNotification' }],
  } } }))
  await cloud.clock.advance('1s')
  const { ConfigRulesEvaluationStatus: [status] = [] } =
    await config.send(new DescribeConfigRuleEvaluationStatusCommand({ ConfigRuleNames: ['own'] }))
  assert.equal(status!.FirstEvaluationStarted, true)
  assert.equal(typeof status!.LastErrorCode, 'string')
  await refused(config.send(new PutEvaluationsCommand({ ResultToken: 'made up', Evaluations: [] })), 'InvalidResultTokenException')
  assert.deepEqual((await config.send(new PutEvaluationsCommand({ ResultToken: 'made up', TestMode: true }))).FailedEvaluations, [])
})

test('evaluations that are handed in; the newer counts', async t => {
  const account = await freshAccount(t)
  const { config, cloud } = account
  await recording(account, ['AWS::S3::Bucket'])
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'versions', Source: { Owner: 'AWS',
    SourceIdentifier: 'S3_BUCKET_VERSIONING_ENABLED' } } }))
  await cloud.clock.advance('1s')
  const put = (ComplianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'INSUFFICIENT_DATA',
    at: string) => config.send(new PutExternalEvaluationCommand({
    ConfigRuleName: 'versions',
      ExternalEvaluation: { ComplianceResourceType: 'AWS::EC2::Instance', ComplianceResourceId: 'i-1', ComplianceType,
      OrderingTimestamp: new Date(at) } }))
  const state = async () =>
    (await config.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'versions' }))).EvaluationResults!
    .map(({ ComplianceType }) => ComplianceType)
  await put('COMPLIANT', '2027-03-02')
  await put('NON_COMPLIANT', '2027-03-01')
  assert.deepEqual(await state(), ['COMPLIANT', 'NON_COMPLIANT'])
  await refused(put('INSUFFICIENT_DATA', '2027-03-03'), 'InvalidParameterValueException')
  await config.send(new DeleteEvaluationResultsCommand({ ConfigRuleName: 'versions' }))
  assert.deepEqual(await state(), [])
  await config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['versions'] }))
  await cloud.clock.advance('1s')
  assert.deepEqual(await state(), ['NON_COMPLIANT'])
  await refused(config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['none'] })), 'NoSuchConfigRuleException')
})

test('a function answers with its token, for the rule that asked', () => {
  const put: unknown[] = []
  const rule = { name: 'own', id: 'config-rule-a', source: { Owner: 'CUSTOM_LAMBDA' }, createdAt: 0 }
  const call = {
    account: '111122223333', region: 'us-east-1', now: () => 50, open: () => ({ rule: 'own', invokedAt: 40 }), meter: () => {},
      arn: () => 'arn',
    changes: { tell: () => {} },
    of: ({ name }: { readonly name: string }) => ({
      require: () => rule, get: () => undefined, first: () => undefined, put: (record: object) => {
        put.push({ kind: name, ...record })
        return record
      },
    }),
  } as never
  const OrderingTimestamp = 45
  const Evaluations = [{ ComplianceResourceType: 'AWS::SQS::Queue', ComplianceResourceId: 'q', ComplianceType: 'NON_COMPLIANT',
    OrderingTimestamp }]
  assert.deepEqual(PutEvaluations({ ResultToken: 'sealed', Evaluations }, call), { FailedEvaluations: [] })
  assert.deepEqual(put, [
    { kind: 'Result', rule: 'own', type: 'AWS::SQS::Queue', id: 'q', compliance: 'NON_COMPLIANT', recordedAt: 50, invokedAt: 40,
      orderingAt: 45 },
    { kind: 'RuleStatus', rule: 'own', evaluatedAt: 50 },
  ])
})
