// Series over time within a frame: axes with their ticks, lines or stacked areas, and marks across.

import { widthOf } from './font.ts'
import type { Axis, Frame, Graph, GraphSeries, Palette } from './face.ts'
import type { Raster, Spot } from './raster.ts'
import { numberTicks, timeText, timeTicks } from './scale.ts'
import { cut, shortNumber } from './text.ts'

interface Scale { readonly ticks: readonly number[], readonly texts: readonly string[], y(value: number): number }

export function drawTimes(raster: Raster, graph: Graph, frame: Frame, palette: Palette): void {
  const layers = graph.stacked ? stackedLayers(graph.series) : graph.series.map(series => ({ series, lower: undefined }))
  const bottom = frame.top + frame.height - 16
  const top = frame.top + (graph.axes.left.label === undefined && graph.axes.right.label === undefined ? 4 : 16)
  const scaleOf = (side: 'left' | 'right') => {
    const values = layers.filter(({ series }) => series.axis === side).flatMap(({ series }) => series.points.map(({ value }) => value))
    const marks = side === 'left' ? graph.horizontal.map(({ value }) => value) : []
    return side === 'right' && values.length === 0 ? undefined
      : scaleFor([...values, ...marks], graph.axes[side], graph.stacked, top, bottom)
  }
  const [left, right] = [scaleOf('left')!, scaleOf('right')]
  const room = (scale: Scale | undefined) => scale === undefined ? 0 : Math.max(...scale.texts.map(text => widthOf(text))) + 6
  const plot = { left: frame.left + room(left), top, width: frame.width - room(left) - room(right), height: bottom - top }
  const x = (at: number) => plot.left + (at - graph.fromAt) / (graph.beforeAt - graph.fromAt) * (plot.width - 1)
  drawGrid(raster, graph, plot, { left, right }, x, palette)
  for (const { value, color, fill, label } of graph.horizontal) {
    const y = left.y(value)
    if (fill === 'above') raster.box(plot.left, plot.top, plot.width, y - plot.top, color, 0.12)
    if (fill === 'below') raster.box(plot.left, y, plot.width, bottom - y, color, 0.12)
    raster.line([{ x: plot.left, y }, { x: plot.left + plot.width, y }], color, 1.2, 6)
    if (label !== undefined) raster.text(cut(label, plot.width), { x: plot.left + 4, y: Math.round(y) - 10 }, color)
  }
  for (const { series, lower } of layers) {
    const scale = series.axis === 'right' ? right ?? left : left
    const spots = (points: GraphSeries['points']): Spot[] => points.map(({ at, value }) => ({ x: x(at), y: scale.y(value) }))
    if (lower !== undefined) raster.area(spots(series.points), spots(lower), series.color, 0.55)
    const [only] = series.points
    if (series.points.length === 1) raster.box(x(only!.at) - 1, scale.y(only!.value) - 1, 3, 3, series.color)
    else raster.line(spots(series.points), series.color, 1.7)
  }
  for (const { value, color, label } of graph.vertical) {
    if (value < graph.fromAt || value > graph.beforeAt) continue
    raster.line([{ x: x(value), y: plot.top }, { x: x(value), y: bottom }], color, 1.2, 4)
    if (label !== undefined) raster.text(cut(label, plot.left + plot.width - x(value) - 4),
      { x: Math.round(x(value)) + 4, y: plot.top + 2 }, color)
  }
}

function drawGrid(
  raster: Raster, graph: Graph, plot: Frame, { left, right }: { readonly left: Scale, readonly right: Scale | undefined },
  x: (at: number) => number, { ink, faint }: Palette,
): void {
  const [end, bottom] = [plot.left + plot.width, plot.top + plot.height]
  for (const [i, value] of left.ticks.entries()) {
    const y = Math.round(left.y(value))
    raster.box(plot.left, y, plot.width, 1, faint)
    raster.textBy(left.texts[i]!, { x: plot.left - 3, y: y - 3 }, 'end', ink)
  }
  for (const [i, value] of right?.ticks.entries() ?? []) raster.text(right!.texts[i]!, { x: end + 4, y: Math.round(right!.y(value)) - 3 },
    ink)
  const range = graph.beforeAt - graph.fromAt
  for (const at of timeTicks(graph.fromAt, graph.beforeAt, Math.max(1, Math.floor(plot.width / 60)), graph.offsetMs)) {
    raster.box(Math.round(x(at)), bottom, 1, 4, ink)
    raster.textBy(timeText(at, range, graph.offsetMs), { x: x(at), y: bottom + 7 }, 'middle', ink)
  }
  raster.box(plot.left, bottom, plot.width, 1, ink)
  const { left: { label: leftLabel }, right: { label: rightLabel } } = graph.axes
  if (leftLabel !== undefined) raster.text(leftLabel, { x: plot.left, y: plot.top - 14 }, ink)
  if (rightLabel !== undefined) raster.textBy(rightLabel, { x: end, y: plot.top - 14 }, 'end', ink)
}

function scaleFor(values: readonly number[], { min, max }: Axis, fromZero: boolean, top: number, bottom: number): Scale {
  const low = min ?? Math.min(...values, ...(fromZero || values.length === 0 ? [0] : []))
  const high = max ?? Math.max(...values, ...(values.length === 0 ? [1] : []))
  const ticks = numberTicks(low, high, Math.max(2, Math.floor((bottom - top) / 40)))
  const [first, last] = [min ?? ticks[0]!, max ?? ticks.at(-1)!]
  const within = ticks.filter(tick => tick >= first && tick <= last)
  const range = last - first || 1
  return {
    ticks: within, texts: within.map(shortNumber),
      y: value => bottom - (Math.max(first, Math.min(last, value)) - first) / range * (bottom - top),
  }
}

/** Each series upon those before it, over the times of all: what one lacks counts as nothing. */
function stackedLayers(all: readonly GraphSeries[]) {
  const times = [...new Set(all.flatMap(({ points }) => points.map(({ at }) => at)))].sort((one, other) => one - other)
  let below = times.map(at => ({ at, value: 0 }))
  return all.map(series => {
    const values = new Map(series.points.map(({ at, value }) => [at, value]))
    const lower = below
    below = lower.map(({ at, value }) => ({ at, value: value + (values.get(at) ?? 0) }))
    return { series: { ...series, points: below }, lower }
  }).reverse()
}
