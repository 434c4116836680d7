// Alarms under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount } from './account.fixture.ts'

test('an alarm is made, read and removed', async t => {
  const { cloud, watch } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const TypeName = 'AWS::CloudWatch::Alarm'
  await control.createResource({ TypeName, DesiredState: JSON.stringify({
    AlarmName: 'a', Namespace: 'shop', MetricName: 'orders', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold',
  }) })
  await cloud.clock.advance('1m')
  const { ResourceDescription: described } = await control.getResource({ TypeName, Identifier: 'a' })
  assert.equal((JSON.parse(described!.Properties!) as { Threshold: number }).Threshold, 1)
  await control.deleteResource({ TypeName, Identifier: 'a' })
  await cloud.clock.advance('1m')
  assert.deepEqual((await watch.describeAlarms({})).MetricAlarms, [])
})

const rows: readonly (readonly [type: string, identifier: string, state: Record<string, unknown>,
  change: readonly [path: string, value: unknown]])[] = [
  ['AWS::CloudWatch::Dashboard', 'd', { DashboardName: 'd', DashboardBody: '{"widgets":[]}' },
    ['DashboardBody', '{"widgets":[],"start":"-PT1H"}']],
  ['AWS::CloudWatch::MetricStream', 's', {
    Name: 's', FirehoseArn: 'arn:aws:firehose:us-east-1:111122223333:deliverystream/d', RoleArn: 'arn:aws:iam::111122223333:role/r',
      OutputFormat: 'json',
  }, ['RoleArn', 'arn:aws:iam::111122223333:role/other']],
]
for (const [TypeName, Identifier, state, [path, value]] of rows) {
  test(`${TypeName} is made, changed, listed and removed`, async t => {
    const { cloud } = await freshAccount(t)
    const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
    await control.createResource({ TypeName, DesiredState: JSON.stringify(state) })
    await cloud.clock.advance('1m')
    await control.updateResource({ TypeName, Identifier, PatchDocument: JSON.stringify([{ op: 'replace', path: `/${path}`, value }]) })
    await cloud.clock.advance('1m')
    const { ResourceDescriptions: listed } = await control.listResources({ TypeName })
    assert.deepEqual(listed!.map(each => each.Identifier), [Identifier])
    const { ResourceDescription: described } = await control.getResource({ TypeName, Identifier })
    assert.equal((JSON.parse(described!.Properties!) as Record<string, unknown>)[path], value)
    await control.deleteResource({ TypeName, Identifier })
    await cloud.clock.advance('1m')
    assert.deepEqual((await control.listResources({ TypeName })).ResourceDescriptions, [])
  })
}
