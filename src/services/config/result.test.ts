// A change of compliance is told, once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PutConfigRuleCommand, StartConfigRulesEvaluationCommand } from '@aws-sdk/client-config-service'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { freshAccount, recording } from './account.fixture.ts'

test('an event from what was found to what is', async t => {
  const account = await freshAccount(t)
  const { config, s3, sqs, cloud, settings } = account
  await recording(account, ['AWS::S3::Bucket'])
  const events = new EventBridge(settings)
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' })
  await events.putRule({ Name: 'c', EventPattern: '{"detail-type":["Config Rules Compliance Change"]}' })
  await events.putTargets({ Rule: 'c', Targets: [{ Id: 'q', Arn: 'arn:aws:sqs:us-east-1:111122223333:q' }] })
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'r',
    Source: { Owner: 'AWS', SourceIdentifier: 'S3_BUCKET_VERSIONING_ENABLED' } } }))
  await cloud.clock.advance('1s')
  await config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: ['r'] }))
  await s3.putBucketVersioning({ Bucket: 'logs-111122223333', VersioningConfiguration: { Status: 'Enabled' } })
  await cloud.clock.advance('1s')
  const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10 })
  interface Told { readonly detail: { readonly resourceId: string, readonly oldEvaluationResult: { complianceType: string } | null,
    readonly newEvaluationResult: { complianceType: string } } }
  const told = Messages.map(({ Body }) => (JSON.parse(Body!) as Told).detail)
  assert.deepEqual(told.map(({ oldEvaluationResult: old, newEvaluationResult: fresh }) => [old?.complianceType,
    fresh.complianceType]).sort(),
    [[undefined, 'NON_COMPLIANT'], ['NON_COMPLIANT', 'COMPLIANT']])
  assert.equal(told[0]!.resourceId, 'logs-111122223333')
})
