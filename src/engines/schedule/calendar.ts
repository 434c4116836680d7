// Change calendars in the form of iCalendar: events, some of which come again, and whether the calendar is open in between. Events may lie
// over one another. Source: RFC 5545, "Internet Calendaring and Scheduling"; X-CALENDAR-TYPE is AWS's own.

import { linesOf, momentIn } from './calendar-line.ts'
import type { Line } from './calendar-line.ts'
import { readRecurrence } from './recurrence.ts'
import type { Recurrence } from './recurrence.ts'

export interface Happening {
  readonly startsAt: number
  readonly lengthMs: number
  readonly recurrence?: Recurrence
}

export interface Calendar {
  /** Whether it is open while no event lasts; else it is open during events. */
  readonly isOpenBetween: boolean
  readonly happenings: readonly Happening[]
}

export interface State { readonly isOpen: boolean, readonly changesAt?: number }

const dayMs = 86_400_000

/** Undefined for what is no change calendar, or holds an event that is not understood. */
export function readCalendar(text: string): Calendar | undefined {
  const lines = linesOf(text)
  const first = (name: string) => lines.find(line => line.name === name)?.value
  const type = first('X-CALENDAR-TYPE')
  if (first('BEGIN') !== 'VCALENDAR' || (type !== 'DEFAULT_OPEN' && type !== 'DEFAULT_CLOSED')) return undefined
  const happenings: Happening[] = []
  for (const event of eventsIn(lines)) {
    const happening = happeningOf(event)
    if (happening === undefined) return undefined
    happenings.push(happening)
  }
  return { isOpenBetween: type === 'DEFAULT_OPEN', happenings }
}

function eventsIn(lines: readonly Line[]): Line[][] {
  const events: Line[][] = []
  let open: Line[] | undefined
  for (const line of lines) {
    if (line.name === 'BEGIN' && line.value === 'VEVENT') open = []
    else if (line.name === 'END' && line.value === 'VEVENT') {
      if (open !== undefined) events.push(open)
      open = undefined
    } else open?.push(line)
  }
  return events
}

function happeningOf(event: readonly Line[]): Happening | undefined {
  const line = (name: string) => event.find(each => each.name === name)
  const [start, end, rule] = [line('DTSTART'), line('DTEND'), line('RRULE')]
  const begins = start && momentIn(start)
  if (begins === undefined) return undefined
  const ends = end === undefined ? { at: begins.at + (begins.isDay ? dayMs : 0) } : momentIn(end)
  if (ends === undefined || ends.at < begins.at) return undefined
  const recurrence = rule && readRecurrence(rule.value, begins.at, begins.zone)
  if (rule !== undefined && recurrence === undefined) return undefined
  return { startsAt: begins.at, lengthMs: ends.at - begins.at, ...(recurrence !== undefined && { recurrence }) }
}

/** Spans of an event that end after a moment, from the first of them on; the longest of them decides how far back it is looked. */
function* spansOf({ startsAt, lengthMs, recurrence }: Happening, after: number): Generator<readonly [number, number]> {
  if (recurrence === undefined) {
    if (startsAt + lengthMs > after) yield [startsAt, startsAt + lengthMs]
    return
  }
  for (const at of recurrence.starts(after - lengthMs)) if (at + lengthMs > after) yield [at, at + lengthMs]
}

/** Whether all calendars are open at a moment, and when that changes. */
export function stateAt(calendars: readonly Calendar[], at: number): State {
  const states = calendars.map(calendar => ownState(calendar, at))
  const isOpen = states.every(state => state.isOpen)
  let changesAt = soonest(states)
  // A change of one calendar need not be one of them all.
  for (let rounds = 0; changesAt !== undefined && rounds < mostRounds; rounds += 1) {
    const then = calendars.map(calendar => ownState(calendar, changesAt!))
    if (then.every(state => state.isOpen) !== isOpen) return { isOpen, changesAt }
    changesAt = soonest(then)
  }
  return { isOpen }
}

const mostRounds = 1000

function soonest(states: readonly State[]): number | undefined {
  const times = states.flatMap(({ changesAt }) => changesAt ?? [])
  return times.length === 0 ? undefined : Math.min(...times)
}

function ownState({ isOpenBetween, happenings }: Calendar, at: number): State {
  let endsAt: number | undefined
  let grew = true
  // Events that touch or lie over one another are one span.
  for (let reached = at; grew; reached = endsAt ?? at) {
    grew = false
    for (const happening of happenings) {
      for (const [from, to] of spansOf(happening, reached)) {
        if (from > reached) break
        endsAt = Math.max(endsAt ?? 0, to)
        grew = true
      }
    }
    if (endsAt !== undefined && endsAt <= reached) break
  }
  if (endsAt !== undefined) return { isOpen: !isOpenBetween, changesAt: endsAt }
  const next = happenings.flatMap(happening => firstAfter(happening, at) ?? [])
  return { isOpen: isOpenBetween, ...(next.length > 0 && { changesAt: Math.min(...next) }) }
}

function firstAfter(happening: Happening, at: number): number | undefined {
  for (const [from] of spansOf(happening, at)) if (from > at) return from
  return undefined
}
