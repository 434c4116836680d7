// Redrive policies by tables.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowsSource, readRedrive, readRedriveAllow } from './redrive.ts'

const arn = ['arn', 'aws', 'sqs', 'us-east-1', '123456789012', 'dead'].join(':')

test('redrive policies', () => {
  assert.deepEqual(readRedrive(`{"deadLetterTargetArn":"${arn}","maxReceiveCount":"1000"}`),
    { value: { deadLetterTargetArn: arn, maxReceiveCount: 1000 } })
  const bad: [string, RegExp][] = [
    ['', /valid JSON map/], ['[]', /valid JSON map/], ['null', /valid JSON map/], ['{', /valid JSON map/],
    ['{"maxReceiveCount":1}', /mandatory attribute: deadLetterTargetArn/],
    [`{"deadLetterTargetArn":"${arn}"}`, /mandatory attribute: maxReceiveCount/],
    [`{"deadLetterTargetArn":"${arn}","maxReceiveCount":0}`, /maxReceiveCount: 0, valid values are from 1 to 1000/],
    [`{"deadLetterTargetArn":"${arn}","maxReceiveCount":1001}`, /1001/], [`{"deadLetterTargetArn":"${arn}","maxReceiveCount":1.5}`, /1\.5/],
    [`{"deadLetterTargetArn":"${arn}","maxReceiveCount":"x"}`, /x/],
    ['{"deadLetterTargetArn":"dead","maxReceiveCount":1}', /deadLetterTargetArn/],
  ]
  for (const [text, reason] of bad) assert.match((readRedrive(text) as { reason: string }).reason ?? '', reason, text)
})

test('redrive allow policies', () => {
  const by = (...sources: unknown[]) => JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: sources })
  for (const text of ['{"redrivePermission":"allowAll"}', '{"redrivePermission":"denyAll"}', by(arn), by(...Array(10).fill(arn))]) {
    assert.ok('value' in readRedriveAllow(text), text)
  }
  for (const text of ['', '{}', '{"redrivePermission":"some"}', '{"redrivePermission":"byQueue"}', by(), by(1), by(...Array(11).fill(arn)),
    `{"redrivePermission":"allowAll","sourceQueueArns":["${arn}"]}`]) {
    assert.ok('reason' in readRedriveAllow(text), text)
  }
  assert.equal(allowsSource(undefined, arn), true)
  assert.equal(allowsSource('{"redrivePermission":"allowAll"}', arn), true)
  assert.equal(allowsSource('{"redrivePermission":"denyAll"}', arn), false)
  assert.equal(allowsSource(by(arn), arn), true)
  assert.equal(allowsSource(by(`${arn}er`), arn), false)
})
