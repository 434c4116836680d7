// What the tests of metric math share: series written as texts, `30 - 20`, one point a minute and `-` for none.

import { Sheet } from './face.ts'
import type { Entry, Series, Source, Span } from './face.ts'

export const minuteMs = 60_000

/** Of as many minutes as the texts have places. */
export function written(label: string, text: string): Series {
  const points = text.split(' ').flatMap((each, i) => each === '-' ? [] : [{ at: i * minuteMs, value: Number(each) }])
  return { label, periodMs: minuteMs, points, isMetric: true, properties: { MetricName: label } }
}

export function shownText(series: Series, places: number): string {
  return Array.from({ length: places }, (_, i) => series.points.find(({ at }) => at === i * minuteMs)?.value ?? '-').join(' ')
}

const nothing: Source = { found: () => [], queried: () => [] }

/** What an expression makes of metrics: the texts of its series. */
export function results(metrics: Readonly<Record<string, string>>, expression: string, source: Source = nothing): string[] {
  const places = Math.max(...Object.values(metrics).map(text => text.split(' ').length), 1)
  const entries: Entry[] = Object.entries(metrics).map(([id, text]) => ({ id, read: (_: Span) => written(id, text) }))
  const sheet = new Sheet([...entries, { id: 'e', expression }], source, { fromAt: 0, beforeAt: places * minuteMs, periodMs: minuteMs })
  return sheet.seriesOf('e').map(series => shownText(series, places))
}
