// DATE_ADD, DATE_DIFF and EXTRACT. Pure. Source: "Date functions", SQL reference for Amazon S3 Select.

import { SelectRefusal } from './refusal.ts'
import type { DatePart } from './syntax.ts'
import { epochMs, Timestamp } from './timestamp.ts'
import type { Precision } from './timestamp.ts'

const unitMs: Readonly<Partial<Record<DatePart, number>>> = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 }
const fineness: readonly Precision[] = ['year', 'month', 'day', 'minute', 'second']

/** Months have the day that there is: 31 January and a month is the last of February. A sum is written as finely as what was added. */
export function dateAdd(part: DatePart, count: bigint, timestamp: Timestamp): Timestamp {
  const amount = Number(count)
  const { nanos, offsetMinutes, fractionDigits } = timestamp
  const finer: Precision = part === 'hour' ? 'minute' : part as Precision
  const precision = fineness[Math.max(fineness.indexOf(timestamp.precision), fineness.indexOf(finer))]!
  const made = (atMs: number): Timestamp => {
    if (!Number.isFinite(atMs) || Math.abs(atMs) > 8.64e15) throw new SelectRefusal('IntegerOverflow')
    return new Timestamp(atMs, { nanos, offsetMinutes, fractionDigits, precision })
  }
  const ms = unitMs[part]
  if (ms !== undefined) return made(timestamp.atMs + amount * ms)
  if (part !== 'year' && part !== 'month') throw new SelectRefusal('ParseExpectedDatePart', part)
  const { fields } = timestamp
  const monthsOn = fields.year * 12 + fields.month - 1 + amount * (part === 'year' ? 12 : 1)
  const [year, month] = [Math.floor(monthsOn / 12), ((monthsOn % 12) + 12) % 12 + 1]
  const day = Math.min(fields.day, new Date(Date.UTC(year, month, 0)).getUTCDate())
  const atMs = epochMs({ ...fields, year, month, day })
  if (atMs === undefined) throw new SelectRefusal('IntegerOverflow')
  return made(atMs - offsetMinutes * 60_000)
}

/** Whole parts from the first to the second; negative where the second comes first. */
export function dateDiff(part: DatePart, from: Timestamp, to: Timestamp): bigint {
  const ms = unitMs[part]
  const spanMs = to.atMs - from.atMs + (to.nanos - from.nanos) / 1_000_000
  if (ms !== undefined) return BigInt(Math.trunc(spanMs / ms))
  if (part !== 'year' && part !== 'month') throw new SelectRefusal('ParseExpectedDatePart', part)
  const [a, b] = [from.fields, to.fields]
  let months = (b.year - a.year) * 12 + b.month - a.month
  // A month that is not over does not count.
  if (months > 0 && dateAdd('month', BigInt(months), from).compare(to) > 0) months -= 1
  else if (months < 0 && dateAdd('month', BigInt(months), from).compare(to) < 0) months += 1
  return BigInt(part === 'month' ? months : Math.trunc(months / 12))
}

export function extract(part: DatePart, timestamp: Timestamp): bigint {
  const { fields, offsetMinutes } = timestamp
  switch (part) {
    case 'timezone_hour': return BigInt(Math.trunc(offsetMinutes / 60))
    case 'timezone_minute': return BigInt(offsetMinutes % 60)
    default: return BigInt(fields[part])
  }
}
