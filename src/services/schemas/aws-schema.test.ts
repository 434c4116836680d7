// The schemas of AWS's events are in order, and each names its source.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { awsSchemas } from './aws-schema.ts'

test('names and contents', () => {
  const names = awsSchemas('aws.events').map(({ schema }) => schema.name)
  assert.deepEqual(names, names.toSorted())
  assert.ok(names.includes('aws.ec2@EC2InstanceStateChangeNotification'), names.join())
  for (const { schema, version } of awsSchemas('aws.events')) assert.ok(version.content.includes(schema.name.split('@')[0]!))
  assert.deepEqual(awsSchemas('other'), [])
})
