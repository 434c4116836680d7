// The query language by table. Source of the cases: "Search query syntax reference for Resource Explorer", AWS Resource Explorer User
// Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterProblem, fits, readQuery } from './query.ts'
import type { Searched } from './query.ts'

const instance: Searched = {
  arn: 'arn:aws:ec2:us-east-1:123456789012:instance/i-0a1', resourceType: 'ec2:instance', service: 'ec2', region: 'us-east-1',
  account: '123456789012', tags: { environment: 'production', Team: 'blue team' },
}
const bucket: Searched = {
  arn: 'arn:aws:s3:::data', resourceType: 's3:bucket', service: 's3', region: 'global', account: '123456789012', tags: {},
}

for (const [text, wantsInstance, wantsBucket] of [
  ['', true, true],
  ['instance', true, false],
  ['instance bucket', true, true],
  ['instance -production', false, false],
  ['INSTANCE', true, false],
  ['inst*', true, false],
  ['service:ec2', true, false],
  ['service:ec2,s3', true, true],
  ['-service:ec2', false, true],
  ['region:us*', true, false],
  ['region:global', false, true],
  ['-region:us-west*,us-east*', false, true],
  ['resourcetype:ec2:instance', true, false],
  ['resourcetype:ec2*,s3*', true, true],
  ['accountid:123456789012', true, true],
  ['accountid:999999999999', false, false],
  ['id:arn:aws:s3:::data', false, true],
  ['id:arn:aws:ec2*', true, false],
  ['tag:all', true, false],
  ['tag:none', false, true],
  ['tag:environment=production', true, false],
  ['tag:environment=prod*', true, false],
  ['tag:environment=test', false, false],
  ['tag.key:environment', true, false],
  ['tag.value:"blue team"', true, false],
  ['tag:"team=blue team"', true, false],
  ['resourcetype.supports:tags', true, true],
  ['data service:s3', false, true],
  ['data service:ec2', false, false],
] as const) {
  test(`'${text}'`, () => {
    const query = readQuery(text)
    assert.deepEqual([fits(query, instance), fits(query, bucket)], [wantsInstance, wantsBucket])
  })
}

test('a filter string holds filters, and only known ones', () => {
  assert.equal(filterProblem(readQuery('service:ec2 -region:us*')), undefined)
  assert.match(filterProblem(readQuery('service:ec2 word'))!, /no free-form words/)
  assert.match(filterProblem(readQuery('colour:red'))!, /unknown filter colour:/)
})
