// Pixels: what is drawn where, and what is cut off.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { colorOf, Raster } from './raster.ts'

const black = [0, 0, 0] as const
const white = [255, 255, 255] as const

function picture(width: number, height: number, draw: (raster: Raster) => void): string[] {
  const raster = new Raster(width, height, white)
  draw(raster)
  return Array.from({ length: height },
    (_, y) => Array.from({ length: width }, (_, x) => raster.rgb[(y * width + x) * 3]! < 128 ? '#' : '.').join(''))
}

test('lines', () => {
  assert.deepEqual(picture(4, 3, raster => { raster.line([{ x: 0, y: 1 }, { x: 3, y: 1 }], black) }), ['....', '####', '....'])
  assert.deepEqual(picture(3, 3, raster => { raster.line([{ x: 0, y: 0 }, { x: 2, y: 2 }, { x: 9, y: 9 }], black) }), ['#..', '.#.', '..#'])
  assert.deepEqual(picture(8, 1, raster => { raster.line([{ x: 0, y: 0 }, { x: 7, y: 0 }], black, 1, 2) }), ['##..##..'])
})

test('boxes, areas and texts', () => {
  assert.deepEqual(picture(3, 2, raster => { raster.box(-1, -1, 2, 2, black) }), ['#..', '...'])
  assert.deepEqual(picture(4, 3, raster => { raster.area([{ x: 0, y: 0 }, { x: 4, y: 0 }], [{ x: 0, y: 2 }, { x: 4, y: 2 }], black, 1) }),
    ['####', '####', '....'])
  assert.deepEqual(picture(5, 7, raster => { raster.text('T', { x: 0, y: 0 }, black) }), ['#####', ...Array<string>(6).fill('..#..')])
})

test('colours', () => { assert.deepEqual([colorOf('#0f0'), colorOf('#102030'), colorOf('green')], [[0, 255, 0], [16, 32, 48], undefined]) })
