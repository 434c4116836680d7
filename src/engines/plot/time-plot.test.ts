// Lines are where their values are, and stacked areas upon each other.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seriesColors } from './face.ts'
import type { Graph } from './face.ts'
import { Raster } from './raster.ts'
import { drawTimes } from './time-plot.ts'

const palette = { paper: [255, 255, 255], ink: [0, 0, 0], faint: [250, 250, 250] } as const
const color = seriesColors[0]!
const flat = (value: number) => ({ label: 'x', color, axis: 'left' as const, points: [{ at: 0, value }, { at: 100, value }] })

/** The rows, from the top, in which a column near the end has the colour of the series. */
function coloredRows(series: Graph['series'], stacked: boolean): number[] {
  const raster = new Raster(200, 120, palette.paper)
  drawTimes(raster, { width: 200, height: 120, view: 'timeSeries', stacked, dark: false, fromAt: 0, beforeAt: 100, offsetMs: 0,
    legend: 'hidden', series,
    axes: { left: { min: 0, max: 10 }, right: {} }, horizontal: [], vertical: [] }, { left: 0, top: 0, width: 200, height: 120 }, palette)
  const rows = []
  for (let y = 0; y < 120; y += 1) {
    const [red, , blue] = raster.rgb.subarray((y * 200 + 150) * 3)
    if (blue! - red! > 60) rows.push(y)
  }
  return rows
}

test('a line is at its value', () => {
  const [five, ten] = [coloredRows([flat(5)], false), coloredRows([flat(10)], false)]
  assert.ok(five.length <= 3 && ten.length <= 3)
  assert.ok(Math.abs(ten[0]! - 4) <= 2 && Math.abs(five[0]! - 54) <= 2, `${ten[0]} ${five[0]}`)
})

test('areas are stacked', () => {
  const rows = coloredRows([flat(2), flat(3)], true)
  assert.ok(Math.abs(rows[0]! - 54) <= 2 && rows.length > 40, String(rows))
})
