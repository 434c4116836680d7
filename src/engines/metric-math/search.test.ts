// Searches by the examples of the documentation. Source: "CloudWatch search expression syntax", CloudWatch User Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSearch } from './search.ts'

function metric(namespace: string, name: string, dimensions: Readonly<Record<string, string>> = {}) {
  return { namespace, name, dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) }
}

const custom = metric('MyNamespace', 'CustomCount1')
const rows: readonly (readonly [search: string, metric: ReturnType<typeof metric>, found: boolean])[] = [
  ['count', custom, true], ['Count', custom, true], ['COUNT', custom, true], ['couNT', custom, false], ['CustomCount', custom, true],
  ['Count1', custom, true], ['customcount', custom, false], ['count1', custom, false], ['customcount1', custom, true],
  ['{MyNamespace}, "CustomCount1"', custom, true], ['{MyNamespace}, "customcount1"', custom, false],
    ['{MyNamespace}, "Custom"', custom, false],
  ['sdb', metric('n', 'SDBFailure'), true], ['failure', metric('n', 'SDBFailure'), true], ['trial', metric('n', 'Project2-trial333'), true],
  ['project2trial333', metric('n', 'Project2-trial333'), true],
  ...['network/errors', 'network+errors', 'network-errors', 'Network_Errors'].flatMap(search =>
    [[search, metric('n', 'Network-Errors-2'), true], [search, metric('n', 'NetworkErrors2'), true]] as const),
  ['"Network-Errors-2"', metric('n', 'Network-Errors-2'), true], ['"Network_Errors_2"', metric('n', 'Network-Errors-2'), false],
  [String.raw`"Europe\\France Traffic\(Network\)"`, metric('n', String.raw`Europe\France Traffic(Network)`), true],
  ['{"My Namespace", "Dimension@Name"}, "Custom:Name[Special_Characters"',
    metric('My Namespace', 'Custom:Name[Special_Characters', { 'Dimension@Name': 'x' }), true],
  ['{AWS/EC2,InstanceId} MetricName="CPUUtilization"', metric('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-1' }), true],
  ['{AWS/EC2,InstanceId} MetricName="CPUUtilization"', metric('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-1', InstanceType: 'x' }),
    false],
  ['{AWS/EC2,InstanceId} MetricName="CPUUtilization" NOT i-1234567890123456',
    metric('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-1234567890123456' }), false],
  ['{AWS/EC2} CPUUtilization', metric('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-1' }), true],
  ['InstanceType=micro', metric('AWS/EC2', 'x', { InstanceType: 't2.micro' }), true],
    ['InstanceType=micro', metric('AWS/EC2', 'micro'), false],
  ['InstanceType="t2.micro" Namespace="AWS/EC2"', metric('AWS/EC2', 'x', { InstanceType: 't2.micro' }), true],
  ['NOT Namespace=AWS', metric('AWS/EC2', 'x'), false], ['NOT Namespace=AWS', custom, true],
  ['(EC2 OR EBS) AND MetricName=ReadOps', metric('AWS/EBS', 'VolumeReadOps'), true],
  ['(EC2 OR EBS) MetricName=ReadOps', metric('AWS/RDS', 'ReadOps'), false],
  ['"ConsumedLCUs" OR flow', metric('n', 'NewFlowCount'), true],
  ['MetricName="Errors" OR (MetricName="Invocations" AND (ProjectA OR ProjectB))',
    metric('n', 'Invocations', { FunctionName: 'ProjectB' }), true],
  ['MetricName="Errors" OR (MetricName="Invocations" AND (ProjectA OR ProjectB))',
    metric('n', 'Invocations', { FunctionName: 'ProjectC' }), false],
]
for (const [search, of, found] of rows) {
  test(`${search} ${found ? 'finds' : 'does not find'} ${of.name}`, () => { assert.equal(readSearch(search)(of), found) })
}

test('what is no search', () => {
  for (const text of ['', '{}', '(a', 'a )', 'NOT', 'a=', '=', '"', 'a'.repeat(1025)]) assert.throws(() => readSearch(text), Error, text)
})
