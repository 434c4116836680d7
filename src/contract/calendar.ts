// Billing months and hours, in UTC: a month is named `2027-03` and runs from its first midnight to that of the next.
// Source: "Understanding the billing period", AWS Billing User Guide.

import { hourMs } from '../kernel/meter.ts'

export { hourMs }
export const dayMs = 24 * hourMs

/** The month that a time lies in, as `2027-03`. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7)
}

/** Its first moment, epoch ms. */
export function monthStart(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`)
}

/** So many months later, or earlier. */
export function monthsAfter(month: string, count = 1): string {
  const date = new Date(monthStart(month))
  date.setUTCMonth(date.getUTCMonth() + count)
  return monthOf(date.getTime())
}

/** The first moment after it. */
export function monthEnd(month: string): number {
  return monthStart(monthsAfter(month))
}

/** Months of thirty days that lie between two times, and the part of another. */
export function monthsBetween(fromAt: number, beforeAt: number): number {
  return (beforeAt - fromAt) / (30 * dayMs)
}

/** Whether it is the first moment of a month. */
export function isMonthStart(at: number): boolean {
  return !Number.isNaN(at) && monthStart(monthOf(at)) === at
}

export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

/** `2027-03-01`. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** The hour that a time lies in. */
export function hourStart(at: number): number {
  return at - at % hourMs
}

/** `2027-03-01T00:00:00Z`, as AWS's reports write times. */
export function instant(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

/** Years and days of commitments: a year is 365 days, as its term in seconds says (31,536,000). */
export const yearMs = 365 * dayMs
