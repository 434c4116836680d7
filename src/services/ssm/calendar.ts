// Change calendars: whether changes may be made now, by documents that hold calendars. Of several, all must be open.
// Source: GetCalendarState, Systems Manager API Reference; "AWS Systems Manager Change Calendar", User Guide.

import { readCalendar, stateAt } from '../../engines/schedule/face.ts'
import type { Calendar } from '../../engines/schedule/face.ts'
import type { Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'

export const GetCalendarState: Ssm['GetCalendarState'] = async ({ CalendarNames: names, AtTime: given }, call) => {
  const at = given === undefined ? call.now() : Date.parse(given)
  if (Number.isNaN(at)) throw call.fault('ValidationException', `The time ${given!} is not in the form of ISO 8601.`)
  const calendars: Calendar[] = []
  for (const name of names) calendars.push(await calendarOf(name, call))
  const state = stateAt(calendars, at)
  return {
    State: state.isOpen ? 'OPEN' : 'CLOSED', AtTime: secondsText(at),
    ...(state.changesAt !== undefined && { NextTransitionTime: secondsText(state.changesAt) }),
  }
}

function secondsText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

/** The document, read in the caller's name. @throws InvalidDocument, InvalidDocumentType, UnsupportedCalendarException */
async function calendarOf(name: string, call: Call): Promise<Calendar> {
  const { DocumentType: type, Content: text = '' } = await call.to('ssm', { principal: call.principal }).GetDocument({ Name: name })
  if (type !== 'ChangeCalendar') {
    throw call.fault('InvalidDocumentType', `The document ${name} is of type ${type ?? ''}, not ChangeCalendar.`)
  }
  const calendar = readCalendar(text)
  if (calendar !== undefined) return calendar
  throw call.fault('UnsupportedCalendarException', `The calendar entry contained in the SSM document ${name} isn't supported.`)
}
