// Lines of iCalendar: folded ones put together, each with its name, parameters and value, and the moments that values stand for.
// Source: RFC 5545, 3.1 "Content Lines", 3.3.4 "Date", 3.3.5 "Date-Time".

import { Zone } from './zone.ts'

export interface Line {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly value: string
}

export interface Moment {
  /** Epoch ms. */
  readonly at: number
  /** A day without a time. */
  readonly isDay: boolean
  readonly zone: Zone
}

export function linesOf(text: string): Line[] {
  return text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/).flatMap(line => {
    const [, head, value] = /^([\w-]+(?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/.exec(line) ?? []
    if (head === undefined) return []
    const [name = '', ...parameters] = head.split(';')
    return { name: name.toUpperCase(), value: value!.trim(), parameters: Object.fromEntries(parameters.map(each => {
      const [key = '', held = ''] = each.split('=')
      return [key.toUpperCase(), held.replace(/^"|"$/g, '')]
    })) }
  })
}

/** In the line's own zone, UTC where it has none. Undefined for what is no moment, or of an unknown zone. */
export function momentIn({ value, parameters }: Line): Moment | undefined {
  const [, year, month, day, hour, minute, second, isUtc] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(value) ?? []
  if (year === undefined) return undefined
  const zone = zoneNamed(isUtc !== undefined ? 'UTC' : parameters.TZID ?? 'UTC')
  const wall = { year: Number(year), month: Number(month), day: Number(day), hour: Number(hour ?? 0), minute: Number(minute ?? 0) }
  const at = zone?.moment(wall)
  return at === undefined ? undefined : { at: at + Number(second ?? 0) * 1000, isDay: hour === undefined, zone: zone! }
}

function zoneNamed(name: string): Zone | undefined {
  try {
    return new Zone(name)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
