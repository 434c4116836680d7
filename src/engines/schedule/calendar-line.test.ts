// Lines and moments.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOf, momentIn } from './calendar-line.ts'

test('folded lines, parameters and moments', () => {
  const [summary, start, day,
    bad] = linesOf(['SUMMARY:a long\r\n  text: yes\r', 'DTSTART;TZID="Europe/Berlin":20270105T090030',
    'DTEND;VALUE=DATE:20270106', 'DTSTART;TZID=Moon:20270105T090000'].join('\n'))
  assert.deepEqual([summary!.name, summary!.value], ['SUMMARY', 'a long text: yes'])
  assert.equal(new Date(momentIn(start!)!.at).toISOString(), '2027-01-05T08:00:30.000Z')
  assert.deepEqual([momentIn(day!)!.isDay, momentIn(day!)!.at], [true, Date.UTC(2027, 0, 6)])
  assert.deepEqual([momentIn(bad!), momentIn(summary!)], [undefined, undefined])
})
