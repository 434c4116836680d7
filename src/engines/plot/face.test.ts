// Whole graphs: their size, their colours where they should be, and that nothing breaks where there is nothing to draw.

import assert from 'node:assert/strict'
import { inflateSync } from 'node:zlib'
import { test } from 'node:test'
import { drawGraph, seriesColors } from './face.ts'
import type { Graph } from './face.ts'

const [blue, orange] = seriesColors as [typeof seriesColors[number], typeof seriesColors[number]]
const graph: Graph = {
  width: 300, height: 200, view: 'timeSeries', stacked: false, dark: false, fromAt: 0, beforeAt: 3_600_000, offsetMs: 0, legend: 'bottom',
  axes: { left: {}, right: {} }, horizontal: [], vertical: [], series: [
    { label: 'one', color: blue, axis: 'left', points: [{ at: 0, value: 0 }, { at: 3_600_000, value: 10 }] },
    { label: 'two', color: orange, axis: 'left', points: [{ at: 0, value: 8 }, { at: 3_600_000, value: 8 }] },
  ],
}

/** Pixels of a PNG file, three numbers each. */
function pixels(png: Buffer): (x: number, y: number) => number[] {
  const width = png.readUInt32BE(16)
  const dataAt = png.indexOf('IDAT') + 4
  const rows = inflateSync(png.subarray(dataAt, dataAt + png.readUInt32BE(dataAt - 8)))
  return (x, y) => [...rows.subarray(y * (width * 3 + 1) + 1 + x * 3).subarray(0, 3)]
}

function share(of: Graph, color: readonly number[]): number {
  const at = pixels(drawGraph(of))
  let found = 0
  for (let y = 0; y < of.height; y += 1) for (let x = 0; x < of.width; x += 1) if (String(at(x, y)) === String(color)) found += 1
  return found / of.width / of.height
}

test('lines, areas, bars and pies have the colours of their series', () => {
  const pie = { ...graph, view: 'pie' as const, legend: 'hidden' as const }
  assert.ok(share(graph, orange) > 0.004)
  assert.ok(share({ ...graph, view: 'bar' }, blue) > 2 * share(graph, blue))
  assert.ok(Math.abs(share(pie, blue) / share(pie, orange) - 10 / 8) < 0.05)
})

test('the same graph gives the same bytes', () => { assert.deepEqual(drawGraph(graph), drawGraph(graph)) })

test('every view draws with and without data, small and dark, with marks and both axes', () => {
  for (const view of ['timeSeries', 'bar', 'pie', 'singleValue'] as const) {
    for (const series of [[], [{ ...graph.series[0]!, points: [] }], [{ ...graph.series[0]!, axis: 'right' as const }, graph.series[1]!]]) {
      for (const stacked of [false, true]) {
        const made = drawGraph({ ...graph, view, series, stacked, dark: true, width: 60, height: 40,
          title: 'a title that is much too long', legend: 'right',
          axes: { left: { label: 'left', min: 0 }, right: { label: 'right', max: 5 } },
          horizontal: [{ value: 5, label: 'high', color: blue, fill: 'above' }],
            vertical: [{ value: 60_000, label: 'then', color: blue }] })
        assert.equal(made.readUInt32BE(16), 60)
      }
    }
  }
})
