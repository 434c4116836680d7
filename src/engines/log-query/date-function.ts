// Functions of times: to and from milliseconds, and texts in patterns. Rounding is the expressions' own, as it takes periods.
// Source: "Datetime functions", CloudWatch Logs User Guide: parseDate takes a pattern of Java's, formatDate one of strftime's.

import type { FunctionTable } from './function.ts'
import { numberOf, textOf, Time } from './value.ts'
import type { Value } from './value.ts'

interface Parts { readonly [name: string]: number }

/** Of a time in a zone; undefined for a zone that there is not. */
function partsIn(at: number, zone: string): Parts | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
      second: 'numeric',
    })
    return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** How far a zone's clocks are before UTC at a time. */
function offsetMs(at: number, zone: string): number | undefined {
  const parts = partsIn(at, zone)
  if (parts === undefined) return undefined
  const local = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!)
  return local - Math.floor(at / 1000) * 1000
}

const fields: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})', uuuu: '(?<year>\\d{4})', MM: '(?<month>\\d{2})', M: '(?<month>\\d{1,2})', dd: '(?<day>\\d{2})',
    d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})', H: '(?<hour>\\d{1,2})', mm: '(?<minute>\\d{2})', ss: '(?<second>\\d{2})', SSS: '(?<milli>\\d{3})',
  XXX: '(?<zone>Z|[+-]\\d{2}:\\d{2})', XX: '(?<zone>Z|[+-]\\d{4})', X: '(?<zone>Z|[+-]\\d{2})', Z: '(?<zone>[+-]\\d{4})',
}

/** Null for a text that does not fit, and for patterns with other letters. */
function parsed(text: string, pattern: string, zone: string): Value {
  const pieces = pattern.match(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? []
  const parts = pieces.map(piece => /^[A-Za-z]/.test(piece) ? fields[piece]
    : piece.replaceAll('\'', '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  if (parts.includes(undefined)) return null
  const found = new RegExp(`^${parts.join('')}$`).exec(text)?.groups
  if (found === undefined) return null
  const number = (name: string, otherwise: number) => found[name] === undefined ? otherwise : Number(found[name])
  const local = Date.UTC(number('year', 1970), number('month', 1) - 1, number('day', 1), number('hour', 0), number('minute', 0),
    number('second', 0), number('milli', 0))
  const own = found.zone
  const offset = own === undefined ? offsetMs(local, zone) : zoneOffsetMs(own)
  return offset === undefined ? null : local - offset
}

function zoneOffsetMs(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

const two = (value: number) => String(value).padStart(2, '0')
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

function formatted(at: number, pattern: string, zone: string): Value {
  const offset = offsetMs(at, zone)
  if (offset === undefined) return null
  const local = new Date(at + offset)
  const year = local.getUTCFullYear()
  const [month, day, hour] = [local.getUTCMonth(), local.getUTCDate(), local.getUTCHours()]
  const dayOfYear = Math.floor((Date.UTC(year, month, day) - Date.UTC(year, 0)) / 86_400_000) + 1
  const minutes = Math.round(offset / 60_000)
  const said: Readonly<Record<string, string>> = {
    Y: String(year), y: two(year % 100), m: two(month + 1), d: two(day), e: String(day).padStart(2), H: two(hour), I: two(hour % 12 || 12),
    M: two(local.getUTCMinutes()), S: two(local.getUTCSeconds()), L: String(local.getUTCMilliseconds()).padStart(3, '0'),
    p: hour < 12 ? 'AM' : 'PM', j: String(dayOfYear).padStart(3, '0'), A: days[local.getUTCDay()]!, a: days[local.getUTCDay()]!.slice(0, 3),
    B: months[month]!, b: months[month]!.slice(0, 3), s: String(Math.floor(at / 1000)), '%': '%',
      F: `${year}-${two(month + 1)}-${two(day)}`,
    T: `${two(hour)}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`,
    z: `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}${two(Math.abs(minutes) % 60)}`,
  }
  return pattern.replace(/%(.)/g, (whole, letter: string) => said[letter] ?? whole)
}

function format([value, pattern, zone = 'UTC']: readonly Value[]): Value {
  const [at, text, name] = [numberOf(value!), textOf(pattern!), textOf(zone)]
  return at === null || text === null || name === null ? null : formatted(at, text, name)
}

export const dateFunctions: FunctionTable = {
  frommillis: { counts: [1, 1], apply: ([value]) => { const at = numberOf(value!); return at === null ? null : new Time(at) } },
  tomillis: { counts: [1, 1], apply: ([value]) => numberOf(value!) },
  parsedate: {
    counts: [2, 3],
    apply([value, pattern, zone = 'UTC']) {
      const [text, form, name] = [textOf(value!), textOf(pattern!), textOf(zone)]
      return text === null || form === null || name === null ? null : parsed(text, form, name)
    },
  },
  formatdate: { counts: [2, 3], apply: format },
  strftime: { counts: [2, 3], apply: format },
  // Their periods are no values: `evaluation.ts` does what they do.
  bin: { counts: [1, 1], apply: () => null },
  datefloor: { counts: [2, 2], apply: () => null },
  dateceil: { counts: [2, 2], apply: () => null },
}
