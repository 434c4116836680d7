// Filters, by table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterPaths, passes } from './filter.ts'

const paths = filterPaths('vpc-id cidr=CidrBlock is-default attachment.instance-id=Attachments.InstanceId')
const item = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', IsDefault: false, Attachments: [{ InstanceId: 'i-1' }, { InstanceId: 'i-2' }] }

const cases: [name: string, values: string[], passes: boolean][] = [
  ['vpc-id', ['vpc-1'], true], ['vpc-id', ['vpc-2', 'vpc-1'], true], ['vpc-id', ['vpc'], false], ['cidr', ['10.*'], true],
  ['vpc-id', ['vpc-?'], true], ['is-default', ['false'], true], ['attachment.instance-id', ['i-2'], true],
  ['tag:Name', ['web'], true], ['tag:Name', ['w*'], true], ['tag:None', ['*'], false], ['tag-key', ['Name'], true], ['vpc-id', [], false],
]

test('a filter lets through what has one of its values', () => {
  for (const [name, values, expected] of cases) {
    assert.equal(passes(item, [{ Name: name, Values: values }], paths, { Name: 'web' }), expected, `${name} ${values.join()}`)
  }
})

test('all filters must be met, and an unknown one is refused', () => {
  assert.equal(passes(item, [{ Name: 'vpc-id', Values: ['vpc-1'] }, { Name: 'is-default', Values: ['true'] }], paths, {}), false)
  assert.throws(() => passes(item, [{ Name: 'colour', Values: ['red'] }], paths, {}), { code: 'InvalidParameterValue' })
})
