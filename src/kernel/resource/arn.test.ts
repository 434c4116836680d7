// ARNs from templates, back through templates, and any ARN into its parts. The real ones are AWS's own examples of the form
// ("Identify AWS resources with Amazon Resource Names (ARNs)", IAM User Guide).

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { arnTemplate, matchArn, parseArn } from './arn.ts'

const place = { partition: 'aws', region: 'us-east-1', account: '111122223333' }

describe('a template with a record\'s fields', () => {
  const cases: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['arn:{partition}:sqs:{region}:{account}:{name}', { name: 'q' }, 'arn:aws:sqs:us-east-1:111122223333:q'],
    ['arn:{partition}:s3:::{name}', { name: 'bucket' }, 'arn:aws:s3:::bucket'],
    ['arn:{partition}:a:{region}:{account}:b/{name}/{version}', { name: 'x/y', version: 3 }, 'arn:aws:a:us-east-1:111122223333:b/x/y/3'],
    ['arn:{partition}:iam::{account}:user{path}{name}', { path: '/a/b/', name: '$&' }, 'arn:aws:iam::111122223333:user/a/b/$&'],
    ['arn:{partition}:a:{region}:{account}:{name}', { name: '{region}', region: 'own', account: 'own' },
      'arn:aws:a:us-east-1:111122223333:{region}'],
    ['arn:{partition}:a:{region}:{account}:{name}', { name: '' }, 'arn:aws:a:us-east-1:111122223333:'],
  ]
  for (const [template, record, arn] of cases) test(arn, () => { assert.equal(arnTemplate(template)(place, record), arn) })

  test('needs them all', () => {
    assert.throws(() => arnTemplate('arn:{partition}:a:{region}:{account}:{name}')(place, { nam: 1 }),
      /assert: ARN template .* names name, which the record lacks/)
  })
})

describe('an ARN by a template', () => {
  const queue = 'arn:{partition}:sqs:{region}:{account}:{name}'
  const stream = 'arn:{partition}:dynamodb:{region}:{account}:table/{table}/stream/{label}'
  const cases: readonly (readonly [string, string, Record<string, string> | undefined])[] = [
    [queue, 'arn:aws:sqs:us-east-1:111122223333:q', { ...place, name: 'q' }],
    [queue, 'arn:aws-cn:sqs:cn-north-1:1:a/b:c', { partition: 'aws-cn', region: 'cn-north-1', account: '1', name: 'a/b:c' }],
    [queue, 'arn:aws:sqs:us-east-1:111122223333:', undefined],
    [queue, 'arn:aws:sns:us-east-1:111122223333:q', undefined],
    [queue, 'x arn:aws:sqs:us-east-1:111122223333:q', undefined],
    [queue, '', undefined],
    [queue, 'arn:aws:sqs:::q', { partition: 'aws', region: '', account: '', name: 'q' }],
    [stream, 'arn:aws:dynamodb:us-east-1:111122223333:table/t/stream/2015-05-11T21:21:33.291',
      { ...place, table: 't', label: '2015-05-11T21:21:33.291' }],
    [stream, 'arn:aws:dynamodb:us-east-1:111122223333:table/t/u/stream/1', undefined],
    ['arn:{partition}:s3:::{name}', 'arn:aws:s3:::bucket/key', { partition: 'aws', name: 'bucket/key' }],
    ['arn:{partition}:s3:::a.b+{name}', 'arn:aws:s3:::axb+c', undefined],
    ['arn:{partition}:x::{account}:root', 'arn:aws:x::111122223333:root', { partition: 'aws', account: '111122223333' }],
  ]
  for (const [template, arn, fields] of cases) test(`${arn} by ${template}`, () => { assert.deepEqual(matchArn(template, arn), fields) })

  test('gives back what the template was filled with', () => {
    const record = { table: 'books', label: 'a:b/c d' }
    assert.deepEqual(matchArn(stream, arnTemplate(stream)(place, record)), { ...place, ...record })
  })
})

describe('any ARN', () => {
  const cases: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['arn:aws:iam::123456789012:user/division_abc/subdivision_xyz/*',
      ['aws', 'iam', '', '123456789012', 'user/division_abc/subdivision_xyz/*']],
    ['arn:aws:s3:::my-bucket/a:b/c', ['aws', 's3', '', '', 'my-bucket/a:b/c']],
    ['arn:aws:sns:us-east-1:123456789012:topic:subscription', ['aws', 'sns', 'us-east-1', '123456789012', 'topic:subscription']],
    ['arn:aws:a:::one\ntwo', ['aws', 'a', '', '', 'one\ntwo']],
    ['arn:aws:s3:::', undefined],
    ['arn:aws:s3::x', undefined],
    ['arn::s3:::x', undefined],
    ['arn:aws::::x', undefined],
    ['ARN:aws:s3:::x', undefined],
    ['my-bucket', undefined],
  ]
  for (const [arn, parts] of cases) {
    test(JSON.stringify(arn), () => {
      const [partition, service, region, account, resource] = parts ?? []
      assert.deepEqual(parseArn(arn), parts === undefined ? undefined : { partition, service, region, account, resource })
    })
  }
})
