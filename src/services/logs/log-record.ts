// Single events by the pointers that queries give, and the fields that the events of a group have.
// Source: GetLogRecord and GetLogGroupFields, CloudWatch Logs API Reference.

import type { Logs } from '../../../generated/aws/logs.ts'
import { flatFields, shown } from '../../engines/log-query/face.ts'
import { readingEvents } from './encryption.ts'
import { eventAt, groupEvents } from './event-table.ts'
import { invalid } from './fault.ts'
import { groupOf, LogGroup } from './group.ts'

const minuteMs = 60_000

/** A pointer says where an event is: its group, its time and its number. */
export function pointerTo({ name }: LogGroup, at: number, sequence: number): string {
  return Buffer.from(JSON.stringify([name, at, sequence])).toString('base64')
}

function placeIn(pointer: string): readonly [name: string, at: number, sequence: number] | undefined {
  try {
    const place = JSON.parse(Buffer.from(pointer, 'base64').toString()) as unknown
    const isPlace = Array.isArray(place) && typeof place[0] === 'string' && Number.isFinite(place[1]) && Number.isFinite(place[2])
    return isPlace ? place as unknown as readonly [string, number, number] : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

export const GetLogRecord: Logs['GetLogRecord'] = ({ logRecordPointer: pointer, unmask = false }, call) => {
  const place = placeIn(pointer)
  if (place === undefined) throw invalid('The specified log record pointer is invalid.', call)
  const [name, at, sequence] = place
  const group = call.of(LogGroup).get(name)
  const event = group && eventAt(group, at, sequence, call)
  if (group === undefined || event === undefined) throw call.fault('ResourceNotFoundException', 'The specified log record does not exist.')
  return readingEvents(group, call, read => {
    const message = read(event, unmask)
    const fields = [...flatFields(message)].map(([field, value]) => [field, value === null ? '' : shown(value)])
    return {
      logRecord: {
        ...Object.fromEntries(fields) as Record<string, string>, '@message': message, '@timestamp': String(at),
        '@ingestionTime': String(event.ingestedAt), '@logStream': event.stream, '@log': `${call.account}:${name}`, '@ptr': pointer,
      },
    }
  })
}

const ownFields = ['@ingestionTime', '@log', '@logStream', '@message', '@timestamp']
const mostSampled = 1000

/**
 * "If you don't specify a time, the most recent 15 minutes up to the current time are searched"; else the 8 minutes before it and after it.
 * The time is in epoch seconds.
 */
export const GetLogGroupFields: Logs['GetLogGroupFields'] = (input, call) => {
  const group = groupOf(input, call)
  const range = input.time === undefined ? { fromAt: call.now() - 15 * minuteMs, throughAt: call.now() }
    : { fromAt: input.time * 1000 - 8 * minuteMs, throughAt: input.time * 1000 + 8 * minuteMs }
  return readingEvents(group, call, read => {
    const counts = new Map<string, number>()
    let sampled = 0
    for (const event of groupEvents(group, { ...range, reverse: true }, call)) {
      if (sampled === mostSampled) break
      sampled += 1
      for (const name of [...ownFields, ...flatFields(read(event)).keys()]) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    const fields = [...counts].map(([name, count]) => ({ name, percent: Math.round(100 * count / sampled) }))
    return { logGroupFields: fields.sort((a, b) => b.percent - a.percent || (a.name < b.name ? -1 : 1)) }
  })
}
