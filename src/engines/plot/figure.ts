// Single figures of series: bars, pieces of a pie, numbers. The figure is the newest value.

import { widthOf } from './font.ts'
import type { Frame, Graph, GraphSeries, Palette } from './face.ts'
import type { Raster } from './raster.ts'
import { cut, shortNumber } from './text.ts'

function figureOf({ points }: GraphSeries): number | undefined {
  return points.at(-1)?.value
}

export function drawFigures(raster: Raster, graph: Graph, frame: Frame, palette: Palette): void {
  if (graph.view === 'bar') drawBars(raster, graph.series, frame, palette)
  else if (graph.view === 'pie') drawPie(raster, graph.series, frame, palette)
  else drawNumbers(raster, graph.series, frame, palette)
}

function drawBars(raster: Raster, series: readonly GraphSeries[], frame: Frame, { ink, faint }: Palette): void {
  const most = Math.max(...series.map(each => figureOf(each) ?? 0), 0) || 1
  const step = frame.height / Math.max(1, series.length)
  const labelWidth = Math.min(frame.width / 3, Math.max(...series.map(({ label }) => widthOf(label)), 0) + 6)
  const room = frame.width - labelWidth - 50
  raster.box(frame.left + labelWidth - 1, frame.top, 1, frame.height, faint)
  for (const [i, each] of series.entries()) {
    const middle = Math.round(frame.top + (i + 0.5) * step)
    const value = figureOf(each)
    raster.textBy(cut(each.label, labelWidth - 6), { x: frame.left + labelWidth - 5, y: middle - 3 }, 'end', ink)
    const width = Math.max(0, (value ?? 0) / most * room)
    raster.box(frame.left + labelWidth, middle - step * 0.35, width, step * 0.7, each.color)
    raster.text(value === undefined ? '--' : shortNumber(value), { x: Math.round(frame.left + labelWidth + width) + 4, y: middle - 3 }, ink)
  }
}

function drawPie(raster: Raster, series: readonly GraphSeries[], frame: Frame, { faint }: Palette): void {
  const radius = Math.min(frame.width, frame.height) / 2 - 4
  const center = { x: frame.left + frame.width / 2, y: frame.top + frame.height / 2 }
  const total = series.reduce((sum, each) => sum + Math.max(0, figureOf(each) ?? 0), 0)
  if (total === 0) raster.sector(center, radius, 0, 1, faint)
  let from = 0
  for (const each of series) {
    const to = from + Math.max(0, figureOf(each) ?? 0) / (total || 1)
    raster.sector(center, radius, from, to, each.color)
    from = to
  }
}

function drawNumbers(raster: Raster, series: readonly GraphSeries[], frame: Frame, { ink }: Palette): void {
  const columns = Math.max(1, Math.ceil(Math.sqrt(series.length * frame.width / Math.max(1, frame.height) / 2)))
  const rows = Math.max(1, Math.ceil(series.length / columns))
  const [width, height] = [frame.width / columns, frame.height / rows]
  for (const [i, each] of series.entries()) {
    const value = figureOf(each)
    const text = value === undefined ? '--' : shortNumber(value)
    const scale = Math.max(1, Math.min(6, Math.floor(width * 0.8 / widthOf(text)), Math.floor(height / 20)))
    const middle = { x: frame.left + (i % columns + 0.5) * width, y: Math.round(frame.top + (Math.floor(i / columns) + 0.5) * height) }
    raster.textBy(text, { x: middle.x, y: middle.y - 4 * scale - 6 }, 'middle', ink, scale)
    raster.textBy(cut(each.label, width - 8), { x: middle.x, y: middle.y + 4 * scale }, 'middle', each.color)
  }
}
