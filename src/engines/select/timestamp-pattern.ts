// The patterns of TO_STRING: `MMMM d, y h:m a` and the like. Source: "TO_STRING", SQL reference for Amazon S3 Select.

import { SelectRefusal } from './refusal.ts'
import { zoneText } from './timestamp.ts'
import type { Timestamp } from './timestamp.ts'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** @throws SelectRefusal */
export function formatted(timestamp: Timestamp, pattern: string): string {
  let text = ''
  for (const part of pattern.match(/'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+/g) ?? []) {
    if (part.startsWith('\'')) {
      if (part.length < 2 || !part.endsWith('\'')) throw new SelectRefusal('EvaluatorUnterminatedTimestampFormatPatternToken', part)
      text += part === '\'\'' ? '\'' : part.slice(1, -1).replaceAll('\'\'', '\'')
    } else text += /^[A-Za-z]/.test(part) ? field(timestamp, part) : part
  }
  return text
}

function field(timestamp: Timestamp, part: string): string {
  const { year, month, day, hour, minute, second, nanos } = timestamp.fields
  const padded = (value: number): string => {
    if (part.length > 2) throw new SelectRefusal('EvaluatorInvalidTimestampFormatPatternSymbol', part)
    return String(value).padStart(part.length, '0')
  }
  switch (part[0]) {
    case 'y': return part.length === 2 ? String(year % 100).padStart(2, '0') : String(year).padStart(part.length, '0')
    case 'M': return part.length < 3 ? padded(month)
      : part.length === 3 ? months[month - 1]!.slice(0, 3) : part.length === 4 ? months[month - 1]! : months[month - 1]![0]!
    case 'd': return padded(day)
    case 'a': return hour < 12 ? 'AM' : 'PM'
    case 'h': return padded(hour % 12 === 0 ? 12 : hour % 12)
    case 'H': return padded(hour)
    case 'm': return padded(minute)
    case 's': return padded(second)
    case 'S': return String(nanos).padStart(9, '0').padEnd(part.length, '0').slice(0, part.length)
    case 'n': return String(nanos)
    case 'X': return part.length > 3 ? bad(part) : part.length === 3 ? zoneText(timestamp.offsetMinutes)
      : shortZone(zoneText(timestamp.offsetMinutes, ''), part.length)
    case 'x': return part.length > 3 ? bad(part) : numeric(timestamp.offsetMinutes, part.length)
    default: return bad(part)
  }
}

function bad(part: string): never {
  throw new SelectRefusal('EvaluatorInvalidTimestampFormatPatternSymbol', part)
}

/** One letter writes hours alone where there are no minutes. */
function shortZone(zone: string, length: number): string {
  return length === 1 && zone.endsWith('00') ? zone.slice(0, 3) : zone
}

/** Without the Z for Greenwich. */
function numeric(offsetMinutes: number, length: number): string {
  const zone = offsetMinutes === 0 ? length === 3 ? '+00:00' : '+0000' : zoneText(offsetMinutes, length === 3 ? ':' : '')
  return shortZone(zone, length)
}
