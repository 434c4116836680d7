// Prefixes, by a table. Source: "Understand custom prefixes for Amazon S3 objects", Developer Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorPrefix, evaluated, objectName } from './prefix.ts'

const facts = { at: Date.UTC(2018, 7, 27, 10, 30, 5, 7), random: () => 'x1', errorType: 'processing-failed', fromQuery: { id: '7' },
  fromFunction: { kind: 'a' } }

const cases: readonly (readonly [prefix: string, evaluated: string])[] = [
  ['', '2018/08/27/10/'],
  ['logs/', 'logs/2018/08/27/10/'],
  ['!{timestamp:yyyy}/', '2018/'],
  ['logs/year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/', 'logs/year=2018/month=08/day=27/'],
  ['!{timestamp:yyyy-MM-dd\'T\'HH:mm:ss.SSS}/', '2018-08-27T10:30:05.007/'],
  ['!{firehose:random-string}/', 'x1/'],
  ['c=!{partitionKeyFromQuery:id}/k=!{partitionKeyFromLambda:kind}/!{timestamp:yy}', 'c=7/k=a/18'],
]

test('prefixes', () => {
  for (const [prefix, expected] of cases) assert.equal(evaluated(prefix, facts), expected, prefix)
  assert.equal(evaluated('', { ...facts, zone: 'Asia/Tokyo' }), '2018/08/27/19/')
  const bucket = { RoleARN: 'r', BucketARN: 'b' }
  assert.equal(errorPrefix({ ...bucket, ErrorOutputPrefix: 'bad/!{firehose:error-output-type}/' }, facts), 'bad/processing-failed/')
  assert.equal(errorPrefix({ ...bucket, Prefix: 'in/' }, facts), 'in/processing-failed/2018/08/27/10/')
  assert.equal(objectName({ stream: 'd', version: 3, at: facts.at, random: 'r' }), 'd-3-2018-08-27-10-30-05-r')
})
