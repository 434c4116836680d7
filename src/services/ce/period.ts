// Times of Cost Explorer: a period from a start to before an end, cut into days, months or hours. Source: DateInterval and Granularity, AWS
// Cost Explorer API Reference.

import type { DateInterval } from '../../../generated/aws/ce.ts'
import { dayMs, dayOf, hourMs, instant, monthEnd, monthOf } from '../../contract/index.ts'
import { invalid, unavailable } from './fault.ts'

export type Granularity = 'DAILY' | 'MONTHLY' | 'HOURLY'

/** One step of a period, and how its bounds are written. */
export interface Step { readonly fromAt: number, readonly beforeAt: number,
  readonly shown: { readonly Start: string, readonly End: string } }

const date = /^\d{4}-\d{2}-\d{2}$/
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

/** Hourly figures are kept so long. */
const hourlyDays = 14

/** @throws ValidationException */
export function bounds(period: DateInterval | undefined, granularity: Granularity): { readonly fromAt: number, readonly beforeAt: number } {
  if (period === undefined) throw invalid('TimePeriod is missing')
  const { Start, End } = period
  const form = granularity === 'HOURLY' ? moment : date
  if (!form.test(Start) || !form.test(End)) {
    throw invalid(granularity === 'HOURLY' ? 'Start and end must be written as yyyy-MM-ddTHH:mm:ssZ for HOURLY granularity'
      : 'Start and end must be written as yyyy-MM-dd')
  }
  const [fromAt, beforeAt] = [timeOf(Start), timeOf(End)]
  if (fromAt >= beforeAt) throw invalid('Start date (and hour) should be before end date (and hour)')
  return { fromAt, beforeAt }
}

/** The steps of a past period. @throws ValidationException, DataUnavailableException */
export function steps(period: DateInterval | undefined, granularity: Granularity, now: number): Step[] {
  const { fromAt, beforeAt } = bounds(period, granularity)
  if (fromAt > now) throw invalid('Start date should be before the current date')
  if (granularity === 'HOURLY' && now - fromAt > hourlyDays * dayMs) {
    throw unavailable(`Hourly figures are there for ${hourlyDays} days`)
  }
  const found: Step[] = []
  for (let at = fromAt; at < beforeAt;) {
    const end = Math.min(beforeAt, endOf(at, granularity))
    const write = granularity === 'HOURLY' ? instant : dayOf
    found.push({ fromAt: at, beforeAt: end, shown: { Start: write(at), End: write(end) } })
    at = end
  }
  return found
}

function endOf(at: number, granularity: Granularity): number {
  return granularity === 'MONTHLY' ? monthEnd(monthOf(at)) : at + (granularity === 'DAILY' ? dayMs : hourMs)
}

function timeOf(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text.slice(0, 10))) throw invalid(`${text} is no date`)
  return at
}
