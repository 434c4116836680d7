// Names of services, and the regions of those without regions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventRegionOf, eventSourceOf } from './event-source.ts'

test('a source is the endpoint\'s name', () => {
  const cases = { sqs: 'sqs', cloudwatch: 'monitoring', stepfunctions: 'states', cloudcontrol: 'cloudcontrolapi', sesv2: 'ses' }
  for (const [id, source] of Object.entries(cases)) assert.equal(eventSourceOf(id), `${source}.amazonaws.com`)
})

test('services without regions are found in one', () => {
  assert.equal(eventRegionOf('sqs', 'eu-west-1', 'aws'), 'eu-west-1')
  assert.equal(eventRegionOf('sts', 'eu-west-1', 'aws'), 'eu-west-1')
  assert.equal(eventRegionOf('iam', 'eu-west-1', 'aws'), 'us-east-1')
  assert.equal(eventRegionOf('iam', 'cn-northwest-1', 'aws-cn'), 'cn-north-1')
  assert.equal(eventRegionOf('route53', 'us-gov-east-1', 'aws-us-gov'), 'us-gov-west-1')
})
