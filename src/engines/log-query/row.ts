// What a query works on: events, and rows that are events with fields of the query's own, or groups of them. Fields of a message in JSON,
// and those of the reports of functions, are found without being asked for.
// Source: "Supported logs and discovered fields", CloudWatch Logs User Guide.

import { structureIn } from './json-function.ts'
import type { Path } from './syntax.ts'
import { itemAt, Time } from './value.ts'
import type { Value } from './value.ts'

export interface QueryEvent {
  readonly at: number
  readonly ingestedAt: number
  readonly message: string
  readonly stream: string
  /** `123456789012:group` */
  readonly log: string
  /** Names it to whoever asks for it again. */
  readonly pointer: string
}

export interface Row {
  /** Absent once rows stand for groups. */
  readonly event?: QueryEvent
  readonly made: ReadonlyMap<string, Value>
}

/** What was discovered in an event, once. */
export type Discovered = WeakMap<QueryEvent, Value>

export function fieldOf({ event, made }: Row, path: Path, discovered: Discovered): Value {
  const whole = path.join('.')
  if (made.has(whole)) return made.get(whole)!
  const [first, ...rest] = path
  if (made.has(String(first))) return itemAt(made.get(String(first))!, rest)
  if (event === undefined) return null
  if (rest.length === 0 && typeof first === 'string' && first.startsWith('@')) {
    const own = ownField(event, first)
    if (own !== undefined) return own
  }
  let found = discovered.get(event)
  if (found === undefined) discovered.set(event, found = discoveredFields(event.message))
  // A name with points of its own stands before a way through objects.
  const direct = itemAt(found, [whole])
  return direct === null ? itemAt(found, path) : direct
}

function ownField(event: QueryEvent, name: string): Value | undefined {
  switch (name) {
    case '@timestamp': return new Time(event.at)
    case '@ingestionTime': return new Time(event.ingestedAt)
    case '@message': return event.message
    case '@logStream': return event.stream
    case '@log': return event.log
    case '@ptr': return event.pointer
    default: return undefined
  }
}

const reports: Readonly<Record<string, RegExp>> = {
  '@requestId': /RequestId: ([\w-]+)/, '@duration': /\tDuration: ([\d.]+) ms/, '@billedDuration': /Billed Duration: (\d+) ms/,
  '@memorySize': /Memory Size: (\d+) MB/, '@maxMemoryUsed': /Max Memory Used: (\d+) MB/, '@initDuration': /Init Duration: ([\d.]+) ms/,
  '@xrayTraceId': /XRAY TraceId: (\S+)/,
}
const megabytes = new Set(['@memorySize', '@maxMemoryUsed'])

/** Of a message in JSON its properties; of a function's START, END and REPORT lines what they say. */
export function discoveredFields(message: string): Value {
  const structure = structureIn(message)
  if (structure !== null) return structure
  const type = /^(START|END|REPORT) RequestId: /.exec(message)?.[1]
  if (type === undefined) return null
  const found: Record<string, Value> = { '@type': type }
  for (const [name, pattern] of Object.entries(reports)) {
    const text = pattern.exec(message)?.[1]
    if (text === undefined) continue
    found[name] = name === '@requestId' || name === '@xrayTraceId' ? text : Number(text) * (megabytes.has(name) ? 1_000_000 : 1)
  }
  return found
}

const mostFields = 200

/** All fields that are found in a message, by their whole names: at most 200. */
export function flatFields(message: string): Map<string, Value> {
  const found = new Map<string, Value>()
  const visit = (value: Value, name: string): void => {
    if (found.size >= mostFields) return
    if (typeof value === 'object' && value !== null && !(value instanceof Time)) {
      for (const [part, item] of Object.entries(value) as [string, Value][]) visit(item, name === '' ? part : `${name}.${part}`)
    } else if (name !== '' && value !== null) found.set(name, value)
  }
  visit(discoveredFields(message), '')
  return found
}
