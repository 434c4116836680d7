// Ticks of axes: round numbers, and round times.

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const timeSteps = [1000, 5000, 15_000, 30_000, minuteMs, 5 * minuteMs, 10 * minuteMs, 15 * minuteMs, 30 * minuteMs, hourMs, 2 * hourMs,
  3 * hourMs,
  6 * hourMs, 12 * hourMs, dayMs, 2 * dayMs, 7 * dayMs, 14 * dayMs, 28 * dayMs, 91 * dayMs, 182 * dayMs, 364 * dayMs]

/** Numbers a step of 1, 2 or 5 times a power of ten apart, that hold the range between them. */
export function numberTicks(low: number, high: number, most: number): number[] {
  const range = high > low ? high - low : Math.max(Math.abs(high), 1)
  const rough = range / Math.max(1, most)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map(factor => factor * power).find(each => each >= rough * (1 - 1e-9))!
  const ticks = []
  const first = Math.floor(low / step + 1e-9)
  for (let i = first; ; i += 1) {
    ticks.push(Number((i * step).toPrecision(12)))
    if (i * step >= high - step * 1e-9 && ticks.length > 1) return ticks
  }
}

/** Times within a range, whole steps of the zone's own clock. */
export function timeTicks(fromAt: number, beforeAt: number, most: number, offsetMs: number): number[] {
  const step = timeSteps.find(each => (beforeAt - fromAt) / each <= most) ?? timeSteps.at(-1)!
  const ticks = []
  for (let at = Math.ceil((fromAt + offsetMs) / step) * step - offsetMs; at <= beforeAt; at += step) ticks.push(at)
  return ticks
}

/** `14:05`, or `01-31` where days are told apart, or `14:05:30`. */
export function timeText(at: number, rangeMs: number, offsetMs: number): string {
  const text = new Date(at + offsetMs).toISOString()
  if (rangeMs > 3 * dayMs) return text.slice(5, 10)
  return rangeMs <= 10 * minuteMs ? text.slice(11, 19) : text.slice(11, 16)
}
