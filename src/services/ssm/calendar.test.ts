// Change calendars in documents.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DocumentType } from '@aws-sdk/client-ssm'
import { commandDocument, freshAccount, refused } from './account.fixture.ts'

const calendar = (type: string, event: string) => ['BEGIN:VCALENDAR', 'PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0',
  `X-CALENDAR-TYPE:${type}`, 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:x', event, 'END:VEVENT', 'END:VCALENDAR'].join('\n')

test('the state of calendars now and at a time', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const make = async (Name: string, Content: string) =>
    ssm.createDocument({ Name, Content, DocumentType: 'ChangeCalendar' as DocumentType, DocumentFormat: 'TEXT' })
  await make('holidays', calendar('DEFAULT_OPEN', 'DTSTART:20301224T000000Z\nDTEND:20301227T000000Z'))
  await make('nights', calendar('DEFAULT_CLOSED', 'DTSTART:20200101T220000Z\nDTEND:20200102T020000Z\nRRULE:FREQ=DAILY'))
  const state = async (AtTime: string | undefined, ...CalendarNames: string[]) => {
    const { State, NextTransitionTime } = await ssm.getCalendarState({ CalendarNames, AtTime })
    return [State, NextTransitionTime]
  }
  assert.deepEqual(await state('2030-12-24T12:00:00Z', 'holidays'), ['CLOSED', '2030-12-27T00:00:00Z'])
  assert.deepEqual(await state('2030-12-23T23:00:00Z', 'holidays', 'nights'), ['OPEN', '2030-12-24T00:00:00Z'])
  assert.deepEqual(await state('2030-12-31T00:00:00Z', 'holidays'), ['OPEN', undefined])
  assert.equal(Date.parse((await ssm.getCalendarState({ CalendarNames: ['nights'] })).AtTime!),
    cloud.clock.now() - cloud.clock.now() % 1000)
  await refused(state(undefined, 'none'), 'InvalidDocument')
  await commandDocument(ssm, 'command', ['uptime'])
  await refused(state(undefined, 'command'), 'InvalidDocumentType')
  await refused(state('soon', 'holidays'), 'ValidationException')
})
