// Calendars at moments: open, closed, and when that changes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCalendar, stateAt } from './calendar.ts'

function calendar(type: string, ...events: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0', `X-CALENDAR-TYPE:${type}`,
    ...events.map(event => `BEGIN:VEVENT\n${event}\nEND:VEVENT`), 'END:VCALENDAR'].join('\n')
}

function state(texts: readonly string[], at: string): string {
  const { isOpen, changesAt } = stateAt(texts.map(text => readCalendar(text)!), Date.parse(at))
  return `${isOpen ? 'open' : 'closed'}${changesAt === undefined ? '' : ` until ${new Date(changesAt).toISOString().slice(0, 16)}`}`
}

const holidays = calendar('DEFAULT_OPEN', 'DTSTART:20261224T120000Z\nDTEND:20261227T000000Z',
  'DTSTART;VALUE=DATE:20261227\nDTEND;VALUE=DATE:20261228')
const nights = calendar('DEFAULT_CLOSED',
  'DTSTART;TZID=Europe/Berlin:20261201T220000\nDTEND;TZID=Europe/Berlin:20261202T020000\nRRULE:FREQ=DAILY')

const cases: readonly (readonly [readonly string[], string, string])[] = [
  [[holidays], '2026-12-24T11:00:00Z', 'open until 2026-12-24T12:00'],
  // Events that touch are one.
  [[holidays], '2026-12-24T12:00:00Z', 'closed until 2026-12-28T00:00'],
  [[holidays], '2026-12-28T00:00:00Z', 'open'],
  [[nights], '2026-12-10T12:00:00Z', 'closed until 2026-12-10T21:00'],
  [[nights], '2026-12-10T23:00:00Z', 'open until 2026-12-11T01:00'],
  // The night of the 24th is closed by the other calendar.
  [[holidays, nights], '2026-12-24T02:00:00Z', 'closed until 2026-12-28T00:00'],
  [[holidays, nights], '2026-12-23T22:00:00Z', 'open until 2026-12-24T01:00'],
  [[calendar('DEFAULT_CLOSED')], '2026-12-24T02:00:00Z', 'closed'],
]

test('states', () => {
  for (const [texts, at, expected] of cases) assert.equal(state(texts, at), expected, at)
})

test('what is no change calendar', () => {
  for (const text of ['', 'BEGIN:VCALENDAR\nEND:VCALENDAR', calendar('OPEN'), calendar('DEFAULT_OPEN', 'DTSTART:yesterday'),
    calendar('DEFAULT_OPEN', 'DTSTART:20261224T120000Z\nDTEND:20261223T120000Z'),
    calendar('DEFAULT_OPEN', 'DTSTART:20261224T120000Z\nRRULE:FREQ=SECONDLY')]) assert.equal(readCalendar(text), undefined, text)
})
