// How metered amounts become billing units: requests, GB, hours, months, GB-months. Counts are kept in 2⁻³⁰, standing quantities in
// quantity × ms; a unit is so many of them, and a month is as long as it is.

import { monthEnd, monthStart } from '../calendar.ts'

export type Measure = 'count' | 'gigabytes' | 'hours' | 'months' | 'gb-months'

/** Counts are metered as they come, and rated in so many parts of one. */
export const countParts = 2n ** 30n

const gigabyte = 2n ** 30n
const hour = 3_600_000n

/** Whether it is measured by time: a standing quantity, not a count. */
export function isStanding(measure: Measure): boolean {
  return measure !== 'count' && measure !== 'gigabytes'
}

/** So much of the metered amount is one billing unit in that month. */
export function amountOfUnit(measure: Measure, month: string): bigint {
  switch (measure) {
    case 'count': return countParts
    case 'gigabytes': return countParts * gigabyte
    case 'hours': return hour
    case 'months': return BigInt(monthEnd(month) - monthStart(month))
    case 'gb-months': return gigabyte * BigInt(monthEnd(month) - monthStart(month))
  }
}

export function isMeasure(text: string): text is Measure {
  return ['count', 'gigabytes', 'hours', 'months', 'gb-months'].includes(text)
}
