// Bars are as long as their newest value says.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seriesColors } from './face.ts'
import type { Graph } from './face.ts'
import { drawFigures } from './figure.ts'
import { Raster } from './raster.ts'

const palette = { paper: [255, 255, 255], ink: [0, 0, 0], faint: [250, 250, 250] } as const

test('bars', () => {
  const raster = new Raster(300, 100, palette.paper)
  const series = [5, 10].map((value,
    i) => ({ label: 'x', color: seriesColors[i]!, axis: 'left' as const, points: [{ at: 0, value: 99 }, { at: 1, value }] }))
  drawFigures(raster, { view: 'bar', series } as unknown as Graph, { left: 0, top: 0, width: 300, height: 100 }, palette)
  const lengths = series.map(({ color }, i) =>
    Array.from({ length: 300 }, (_, x) => raster.rgb[((25 + 50 * i) * 300 + x) * 3 + 2] === color[2]).filter(Boolean).length)
  assert.ok(Math.abs(lengths[1]! / lengths[0]! - 2) < 0.1, String(lengths))
})
