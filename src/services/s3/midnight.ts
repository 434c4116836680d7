// Days as S3 counts them: to the next midnight of universal time after so many days. Pure.
// Source: "Lifecycle rules based on an object's age", Amazon S3 User Guide: created on 15 January at 10:30, three days → 19 January, 00:00.

const dayMs = 86_400_000

/** @param at epoch ms */
export function midnightAfter(at: number, days: number): number {
  return Math.ceil((at + days * dayMs) / dayMs) * dayMs
}
