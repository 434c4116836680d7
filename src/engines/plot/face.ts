// Graphs of time series as PNG files: lines, stacked areas, bars, pies and single numbers, with axes, annotations and a legend. The same
// graph
// gives the same bytes.

import { widthOf } from './font.ts'
import { pngOf } from './png.ts'
import { colorOf, Raster } from './raster.ts'
import type { Color } from './raster.ts'
import { drawFigures } from './figure.ts'
import { cut } from './text.ts'
import { drawTimes } from './time-plot.ts'

export { colorOf } from './raster.ts'
export type { Color } from './raster.ts'

export interface GraphSeries {
  readonly label: string
  readonly color: Color
  readonly axis: 'left' | 'right'
  readonly points: readonly { readonly at: number, readonly value: number }[]
}

export interface Axis { readonly min?: number, readonly max?: number, readonly label?: string }

export interface Mark { readonly value: number, readonly label?: string, readonly color: Color, readonly fill?: 'above' | 'below' }

export interface Graph {
  readonly width: number
  readonly height: number
  readonly title?: string
  readonly view: 'timeSeries' | 'bar' | 'pie' | 'singleValue'
  readonly stacked: boolean
  readonly dark: boolean
  readonly series: readonly GraphSeries[]
  readonly fromAt: number
  readonly beforeAt: number
  readonly offsetMs: number
  readonly axes: { readonly left: Axis, readonly right: Axis }
  readonly horizontal: readonly Mark[]
  /** Their values are times, epoch ms. */
  readonly vertical: readonly Mark[]
  readonly legend: 'bottom' | 'right' | 'hidden'
}

export interface Frame { readonly left: number, readonly top: number, readonly width: number, readonly height: number }

export interface Palette { readonly paper: Color, readonly ink: Color, readonly faint: Color }

const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: { paper: [255, 255, 255], ink: [68, 68, 68], faint: [226, 226, 226] },
  dark: { paper: [32, 36, 42], ink: [205, 210, 216], faint: [62, 68, 76] },
}

const margin = 12
const legendRow = 14

export function drawGraph(graph: Graph): Buffer {
  const palette = palettes[graph.dark ? 'dark' : 'light']
  const raster = new Raster(graph.width, graph.height, palette.paper)
  const titleHeight = graph.title === undefined ? 0 : 24
  if (graph.title !== undefined) raster.text(cut(graph.title, (graph.width - 2 * margin) / 2), { x: margin, y: margin - 2 }, palette.ink, 2)
  const whole = {
    left: margin, top: margin + titleHeight, width: graph.width - 2 * margin, height: graph.height - 2 * margin - titleHeight,
  }
  const frame = graph.view === 'singleValue' ? whole : drawLegend(raster, graph, whole, palette)
  if (graph.view === 'timeSeries') drawTimes(raster, graph, frame, palette)
  else drawFigures(raster, graph, frame, palette)
  return pngOf(graph.width, graph.height, raster.rgb)
}

/** @returns what is left of the frame */
function drawLegend(raster: Raster, { legend, series }: Graph, frame: Frame, { ink }: Palette): Frame {
  if (legend === 'hidden' || series.length === 0) return frame
  const entry = (label: string, color: Color, x: number, y: number) => {
    raster.box(x, y, 7, 7, color)
    raster.text(label, { x: x + 11, y }, ink)
  }
  if (legend === 'right') {
    const width = Math.min(frame.width / 3, Math.max(...series.map(({ label }) => widthOf(label))) + 20)
    for (const [i, { label, color }] of series.entries()) {
      entry(cut(label, width - 16), color, Math.round(frame.left + frame.width - width + 6), frame.top + i * legendRow)
    }
    return { ...frame, width: frame.width - width }
  }
  const rows: { readonly label: string, readonly color: Color, readonly x: number }[][] = [[]]
  let x = frame.left
  for (const { label: whole, color } of series) {
    const label = cut(whole, frame.width - 16)
    const width = widthOf(label) + 24
    if (x + width > frame.left + frame.width && rows.at(-1)!.length > 0) {
      rows.push([])
      x = frame.left
    }
    rows.at(-1)!.push({ label, color, x })
    x += width
  }
  const shown = rows.slice(0, Math.max(1, Math.floor(frame.height / 3 / legendRow)))
  const height = shown.length * legendRow
  for (const [i, row] of shown.entries()) {
    for (const { label, color, x: left } of row) entry(label, color, left, frame.top + frame.height - height + i * legendRow + 6)
  }
  return { ...frame, height: frame.height - height - 6 }
}

/** Colours of series that name none. */
export const seriesColors: readonly Color[] = ['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2', '#7f7f7f',
  '#bcbd22',
  '#17becf'].map(text => colorOf(text)!)
