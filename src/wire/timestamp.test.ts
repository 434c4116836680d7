// The three forms of timestamps, read strictly and written.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TimestampFormat } from '../model/shape.ts'
import { formatTimestamp, parseTimestamp, timestampOfSeconds } from './timestamp.ts'

const read: readonly (readonly [TimestampFormat, string, number | undefined])[] = [
  ['date-time', '1985-04-12T23:20:50.52Z', 482_196_050_520],
  ['date-time', '1985-04-12T23:20:50Z', 482_196_050_000],
  ['date-time', '0001-01-01T00:00:00Z', -62_135_596_800_000],
  ['date-time', '2024-02-29T00:00:00.123456789Z', 1_709_164_800_123],
  ['date-time', '2023-02-29T00:00:00Z', undefined],
  ['date-time', '2023-13-01T00:00:00Z', undefined],
  ['date-time', '2023-01-01T24:00:00Z', undefined],
  ['date-time', '2016-12-31T23:59:60Z', 1_483_228_800_000],
  ['date-time', '1996-12-19 16:39:57Z', undefined],
  ['http-date', 'Tue, 29 Apr 2014 18:30:38 GMT', 1_398_796_238_000],
  ['http-date', 'Sun, 02 Jan 2000 20:34:56.456 GMT', 946_845_296_456],
  ['http-date', 'Tue, 29 Foo 2014 18:30:38 GMT', undefined],
  ['http-date', 'Tue, 29 Apr 2014 18:30:38 CET', undefined],
  ['epoch-seconds', '1515531081.123', 1_515_531_081_123],
  ['epoch-seconds', '-1', -1000],
  ['epoch-seconds', '1e400', undefined],
  ['epoch-seconds', '0x42', undefined],
  ['epoch-seconds', 'NaN', undefined],
  ['epoch-seconds', '', undefined],
]

test('texts are read by their format, and nothing else is', () => {
  for (const [format, text, at] of read) assert.equal(parseTimestamp(text, format), at, text)
})

test('an offset is read where it is allowed', () => {
  assert.equal(parseTimestamp('1996-12-19T16:39:57-08:00', 'date-time'), 851_042_397_000)
  assert.equal(parseTimestamp('1996-12-20T02:09:57+01:30', 'date-time'), 851_042_397_000)
  assert.equal(parseTimestamp('1996-12-19T16:39:57-08:00', 'date-time', false), undefined)
  assert.equal(parseTimestamp('1996-12-19T16:39:57-99:00', 'date-time'), undefined)
})

test('moments are written as AWS writes them', () => {
  assert.equal(formatTimestamp(1_398_796_238_000, 'date-time'), '2014-04-29T18:30:38Z')
  assert.equal(formatTimestamp(1_398_796_238_120, 'date-time'), '2014-04-29T18:30:38.120Z')
  assert.equal(formatTimestamp(1_398_796_238_120, 'http-date'), 'Tue, 29 Apr 2014 18:30:38 GMT')
  assert.equal(formatTimestamp(1_398_796_238_120, 'epoch-seconds'), '1398796238.12')
})

test('seconds beyond what a date can name are no moment', () => {
  assert.equal(timestampOfSeconds(8.64e12), 8.64e15)
  assert.equal(timestampOfSeconds(8.64e12 + 1), undefined)
  assert.equal(timestampOfSeconds(Infinity), undefined)
  assert.ok(Object.is(timestampOfSeconds(-0), 0))
})
