// Searching a group: its events, or those of some of its streams, in the order of time, as far as they fit a pattern. A page ends with its
// events, its size, or after so many events looked at; AWS, too, gives pages with nothing on them.
// Source: FilterLogEvents, CloudWatch Logs API Reference: up to 1 MB or 10,000 events; both ends of the time are inclusive;
// `searchedLogStreams` is "no longer supported: it returns an empty list".

import { LogPatternProblem, readLogPattern } from '../../engines/log-pattern/face.ts'
import type { LogPattern } from '../../engines/log-pattern/face.ts'
import type { FilterLogEventsRequest, Logs } from '../../../generated/aws/logs.ts'
import type { Call } from '../../kernel/service.ts'
import { readingEvents } from './encryption.ts'
import { eventOverheadBytes, groupEvents, streamEvents } from './event-table.ts'
import type { EventRange, FoundEvent } from './event-table.ts'
import { tokenText } from './event-id.ts'
import { invalid, missing } from './fault.ts'
import { groupOf, requireStandard } from './group.ts'
import type { LogGroup } from './group.ts'
import { mostPageBytes } from './reading.ts'
import { LogStream } from './stream-record.ts'

interface Place { readonly at: number, readonly sequence: number }

const mostEvents = 10_000
const lookedAtOnce = 100_000
/** Streams that are read one beside the other; more are sorted out of the whole group. */
const fewStreams = 100

/** @throws InvalidParameterException for what is no pattern */
export function patternIn(text: string, call: Call): LogPattern {
  const known = call.cache('patterns', () => new Map<string, LogPattern>())
  const found = known.get(text)
  if (found !== undefined) return found
  try {
    const pattern = readLogPattern(text)
    if (known.size >= 1000) known.clear()
    known.set(text, pattern)
    return pattern
  } catch (error) {
    if (error instanceof LogPatternProblem) throw invalid(error.message, call)
    throw error
  }
}

export const FilterLogEvents: Logs['FilterLogEvents'] = (input, call) => {
  const group = groupOf(input, call)
  requireStandard(group, 'FilterLogEvents', call)
  const pattern = patternIn(input.filterPattern ?? '', call)
  const source = sourceOf(group, input, call)
  const { limit = mostEvents, unmask = false, startFromHead = true } = input
  const purpose = `filter ${queryOf(input, group)}`
  const last = input.nextToken === undefined ? undefined : call.open(purpose, input.nextToken) as Place | undefined
  if (input.nextToken !== undefined && last === undefined) throw invalid('The specified nextToken is invalid.', call)
  const range: EventRange = {
    fromAt: input.startTime, throughAt: input.endTime, reverse: !startFromHead,
    ...(last !== undefined && (startFromHead ? { after: last } : { before: last })),
  }
  return readingEvents(group, call, read => {
    const events = []
    let [bytes, looked] = [0, 0]
    let place: Place | undefined
    for (const event of source(range)) {
      if (events.length === limit || looked === lookedAtOnce || bytes > mostPageBytes) {
        return { events, searchedLogStreams: [], nextToken: call.seal(purpose, place) }
      }
      looked += 1
      place = { at: event.at, sequence: event.sequence }
      const message = read(event, unmask)
      if (!pattern.matches(message)) continue
      bytes += Buffer.byteLength(message) + eventOverheadBytes
      events.push({
        logStreamName: event.stream, timestamp: event.at, message, ingestionTime: event.ingestedAt,
        eventId: tokenText(event.at, event.sequence),
      })
    }
    return { events, searchedLogStreams: [] }
  })
}

/** A token is for the same question only. */
function queryOf({ nextToken: _, limit: _limit, ...rest }: FilterLogEventsRequest, { id }: LogGroup): string {
  return JSON.stringify([id, Object.entries(rest).sort()])
}

function sourceOf(group: LogGroup, { logStreamNames: names, logStreamNamePrefix: prefix }: FilterLogEventsRequest,
  call: Call): (range: EventRange) => Iterable<FoundEvent> {
  if (names !== undefined && prefix !== undefined) {
    throw invalid('logStreamNames and logStreamNamePrefix cannot be specified together.', call)
  }
  if (names === undefined && prefix === undefined) return range => groupEvents(group, range, call)
  const streams = call.of(LogStream)
  if (names?.some(name => streams.get(group.name, name) === undefined)) throw missing('log stream', call)
  const wanted = new Set(names ?? [...streams.scan({ within: [group.name], prefix: prefix! })].map(({ name }) => name))
  if (wanted.size > fewStreams) return range => sifted(groupEvents(group, range, call), wanted)
  return range => interleaved([...wanted].map(name => streamEvents(group, name, range, call)), range.reverse === true)
}

function* sifted(events: Iterable<FoundEvent>, streams: ReadonlySet<string>): Generator<FoundEvent> {
  for (const event of events) if (streams.has(event.stream)) yield event
}

/** Several ordered sequences as one. */
function* interleaved(sources: readonly Generator<FoundEvent>[], reverse: boolean): Generator<FoundEvent> {
  const heads = sources.map(source => source.next()).map((head,
    i) => ({ head, source: sources[i]! })).filter(({ head }) => head.done !== true)
  while (heads.length > 0) {
    let best = 0
    for (let i = 1; i < heads.length; i += 1) {
      if (precedes(heads[i]!.head.value as FoundEvent, heads[best]!.head.value as FoundEvent) !== reverse) best = i
    }
    const { head, source } = heads[best]!
    yield head.value as FoundEvent
    const next = source.next()
    if (next.done === true) heads.splice(best, 1)
    else heads[best] = { head: next, source }
  }
}

function precedes(a: Place, b: Place): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence)
}
