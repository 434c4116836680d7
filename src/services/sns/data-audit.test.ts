// Audits: what was found, and that nothing was, each told where the policy says; what is no audit.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import { freshAccount, logged, madeTopic, refused } from './account.fixture.ts'

const group = (LogGroup: string) => ({ CloudWatchLogs: { LogGroup } })
const policy = (Audit: object, DataDirection = 'Inbound') => JSON.stringify({
  Name: 'p', Version: '2021-06-01', Statement: [{ DataDirection, Principal: ['*'], Operation: { Audit },
    DataIdentifier: ['arn:aws:dataprotection::aws:data-identifier/EmailAddress'] }],
})

test('findings are told, and that there are none', async t => {
  const { sns, cloud } = await freshAccount(t)
  const logs = new CloudWatchLogs(cloud.client({ accessKeyId: '111122223333' }))
  const [found, none] = ['/aws/vendedlogs/found', '/aws/vendedlogs/none']
  for (const logGroupName of [found, none]) await logs.createLogGroup({ logGroupName })
  const arn = await madeTopic(sns)
  const asked = { SampleRate: '99', FindingsDestination: group(found), NoFindingsDestination: group(none) }
  await sns.putDataProtectionPolicy({ ResourceArn: arn, DataProtectionPolicy: policy(asked) })
  for (let i = 0; i < 20; i += 1) await sns.publish({ TopicArn: arn, Message: i % 2 === 0 ? 'to a@b.c' : 'plain' })
  const findings = await logged(cloud, found)
  assert.ok(findings.length >= 8, String(findings.length))
  assert.deepEqual(findings[0]!.dataIdentifiers, [{ name: 'EmailAddress', count: 1, detections: [{ start: 4, end: 8 }] }])
  assert.equal(findings[0]!.resourceArn, arn)
  assert.equal(findings[0]!.callerPrincipal, 'arn:aws:iam::111122223333:root')
  const nothing = await logged(cloud, none)
  assert.deepEqual(nothing[0]!.dataIdentifiers, [])
  await sns.putDataProtectionPolicy({ ResourceArn: arn, DataProtectionPolicy: policy({ ...asked, SampleRate: '0' }) })
  await sns.publish({ TopicArn: arn, Message: 'to a@b.c' })
  assert.equal((await logged(cloud, found)).length, findings.length)
})

test('what is no audit', async t => {
  const { sns } = await freshAccount(t)
  const ResourceArn = await madeTopic(sns)
  const cases: readonly (readonly [string, RegExp, string?])[] = [
    [policy({ SampleRate: '100', FindingsDestination: group('/aws/vendedlogs/a') }), /SampleRate/],
    [policy({ SampleRate: '9', FindingsDestination: group('/a') }), /vendedlogs/],
    [policy({ SampleRate: '9' }), /needs FindingsDestination/],
    [policy({ SampleRate: '9', FindingsDestination: group('/aws/vendedlogs/a') }, 'Outbound'), /inbound/],
    [policy({ SampleRate: '9', FindingsDestination: { S3: { Bucket: 'b' } } }), /bucket/, 'NotImplemented'],
  ]
  for (const [DataProtectionPolicy, text, code = 'InvalidParameter'] of cases) {
    await refused(sns.putDataProtectionPolicy({ ResourceArn, DataProtectionPolicy }), code, text)
  }
})
