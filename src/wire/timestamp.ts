// Timestamps of AWS's three forms ⇄ epoch milliseconds: epoch-seconds (a number), date-time (RFC 3339), http-date (IMF-fixdate, RFC 9110).
// Strict on the way in, as Smithy's servers are (https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait).
// It knows no message: a caller turns `undefined` into its own MalformedRequest.

import type { TimestampFormat } from '../model/shape.ts'

// RFC 3339 with 'T' and 'Z' in upper case.
const dateTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(?:Z|([+-])(\d{2}):(\d{2}))$/
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2})(\.\d{1,9})? GMT$/
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

// The furthest moment that ECMAScript's Date can name, both ways.
const furthestMs = 8.64e15

/**
 * Text → epoch milliseconds; `undefined` when the text is not of that format. A date-time with an offset from UTC is read
 * where `offsets` allows it: servers of the JSON, REST and CBOR protocols refuse it, clients and the query protocols read it.
 */
export function parseTimestamp(text: string, format: TimestampFormat, offsets = true): number | undefined {
  switch (format) {
    case 'date-time': return parseDateTime(text, offsets)
    case 'http-date': return parseHttpDate(text)
    case 'epoch-seconds': return decimal.test(text) ? timestampOfSeconds(Number(text)) : undefined
  }
}

/** Seconds → epoch milliseconds (whole); `undefined` for what is no moment. */
export function timestampOfSeconds(seconds: number): number | undefined {
  const at = Math.round(seconds * 1000)
  return Number.isFinite(at) && Math.abs(at) <= furthestMs ? at + 0 : undefined
}

/**
 * Epoch milliseconds → text. Milliseconds are written where there are any (an http-date has none: RFC 9110 section 5.6.7).
 */
export function formatTimestamp(at: number, format: TimestampFormat): string {
  switch (format) {
    case 'date-time': {
      const text = new Date(at).toISOString()
      return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text
    }
    case 'http-date': {
      const date = new Date(at)
      const day = dayNames[date.getUTCDay()]
      const month = monthNames[date.getUTCMonth()]
      const year = String(date.getUTCFullYear()).padStart(4, '0')
      const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
      return `${day}, ${two(date.getUTCDate())} ${month} ${year} ${time} GMT`
    }
    case 'epoch-seconds': return String(at / 1000)
  }
}

function parseDateTime(text: string, offsets: boolean): number | undefined {
  const match = dateTime.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction, sign, offsetHours, offsetMinutes] = match
  const at = moment(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second), fraction)
  if (at === undefined || sign === undefined) return at
  if (!offsets || Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
  return sign === '+' ? at - offset : at + offset
}

function parseHttpDate(text: string): number | undefined {
  const match = httpDate.exec(text)
  if (match === null) return undefined
  const [, day, monthName, year, hour, minute, second, fraction] = match
  const month = monthNames.indexOf(monthName ?? '')
  if (month < 0) return undefined
  return moment(Number(year), month, Number(day), Number(hour), Number(minute), Number(second), fraction)
}

// Date.UTC carries overflow into the next unit (February 30th), so the parts are compared with what came out.
function moment(
  year: number, month: number, day: number, hour: number, minute: number, second: number, fraction: string | undefined,
): number | undefined {
  if (month > 11 || hour > 23 || minute > 59 || second > 60) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined
  const wholeMs = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000
  return fraction === undefined ? wholeMs : wholeMs + Math.floor(Number(`0${fraction}`) * 1000 + 1e-6)
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
