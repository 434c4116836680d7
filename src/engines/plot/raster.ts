// A sheet of pixels to draw on: lines with soft edges, filled boxes and areas, sectors of a circle, and texts. What lies outside is cut
// off.

import { glyphAdvance, glyphHeight, isSet, widthOf } from './font.ts'

/** Red, green and blue, 0 to 255. */
export type Color = readonly [number, number, number]

export interface Spot { readonly x: number, readonly y: number }

/** `#rgb` or `#rrggbb`; undefined for what is none. */
export function colorOf(text: string): Color | undefined {
  const [, short] = /^#([\da-f]{3})$/i.exec(text) ?? []
  const digits = short === undefined ? /^#([\da-f]{6})$/i.exec(text)?.[1] : [...short].map(digit => digit + digit).join('')
  if (digits === undefined) return undefined
  return [0, 2, 4].map(at => Number.parseInt(digits.slice(at, at + 2), 16)) as unknown as Color
}

export class Raster {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array

  constructor(width: number, height: number, background: Color) {
    this.width = width
    this.height = height
    this.rgb = new Uint8Array(width * height * 3)
    this.box(0, 0, width, height, background)
  }

  /** Mixes a colour into a pixel. */
  dot(x: number, y: number, color: Color, share = 1): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height || share <= 0) return
    const at = (y * this.width + x) * 3
    for (let i = 0; i < 3; i += 1) this.rgb[at + i] = Math.round(this.rgb[at + i]! * (1 - share) + color[i]! * share)
  }

  box(left: number, top: number, width: number, height: number, color: Color, share = 1): void {
    for (let y = Math.round(top); y < Math.round(top + height); y += 1) {
      for (let x = Math.round(left); x < Math.round(left + width); x += 1) this.dot(x, y, color, share)
    }
  }

  /** Through all spots, without a mark where two pieces meet; `dash` leaves out every other so many pixels. */
  line(spots: readonly Spot[], color: Color, thickness = 1, dash = 0): void {
    const shares = new Map<number, number>()
    const reach = thickness / 2 + 1
    for (let i = 1; i < spots.length; i += 1) {
      const [from, to] = [spots[i - 1]!, spots[i]!]
      const [runX, runY] = [to.x - from.x, to.y - from.y]
      const length = Math.hypot(runX, runY)
      // A steep piece is walked down, a flat one along: only the pixels about it are looked at.
      const steep = Math.abs(runY) > Math.abs(runX)
      const [first, last] = steep ? [from.y, to.y].sort((a, b) => a - b) : [from.x, to.x].sort((a, b) => a - b)
      for (let along = Math.floor(first! - reach); along <= Math.ceil(last! + reach); along += 1) {
        const part = length === 0 ? 0 : Math.max(0, Math.min(1, (along - (steep ? from.y : from.x)) / (steep ? runY : runX)))
        const across = steep ? from.x + part * runX : from.y + part * runY
        for (let side = Math.floor(across - reach * 1.5); side <= Math.ceil(across + reach * 1.5); side += 1) {
          const [x, y] = steep ? [side, along] : [along, side]
          if (x < 0 || y < 0 || x >= this.width || y >= this.height) continue
          const share = coverage(x, y, from, runX, runY, length, thickness, dash)
          const at = y * this.width + x
          if (share > (shares.get(at) ?? 0)) shares.set(at, share)
        }
      }
    }
    for (const [at, share] of shares) this.dot(at % this.width, Math.floor(at / this.width), color, share)
  }

  /** Between two lines over the same places, the upper one first. */
  area(upper: readonly Spot[], lower: readonly Spot[], color: Color, share: number): void {
    for (let i = 1; i < upper.length; i += 1) {
      const [from, to] = [upper[i - 1]!.x, upper[i]!.x]
      for (let x = Math.ceil(from); x < Math.ceil(to); x += 1) {
        const part = (x - from) / (to - from)
        const between = (spots: readonly Spot[]) => spots[i - 1]!.y + (spots[i]!.y - spots[i - 1]!.y) * part
        this.box(x, between(upper), 1, between(lower) - between(upper), color, share)
      }
    }
  }

  /** A piece of a circle, in turns from the top, clockwise. */
  sector(center: Spot, radius: number, from: number, to: number, color: Color): void {
    for (let y = Math.floor(center.y - radius); y <= center.y + radius; y += 1) {
      for (let x = Math.floor(center.x - radius); x <= center.x + radius; x += 1) {
        const [right, down] = [x - center.x, y - center.y]
        const turn = (Math.atan2(right, -down) / (2 * Math.PI) + 1) % 1
        if (turn >= from && turn < to) this.dot(x, y, color, Math.max(0, Math.min(1, radius - Math.hypot(right, down) + 0.5)))
      }
    }
  }

  /** @param at where its top left dot is */
  text(text: string, at: Spot, color: Color, scale = 1): void {
    for (const [i, character] of [...text].entries()) {
      for (let y = 0; y < glyphHeight; y += 1) {
        for (let x = 0; x < glyphAdvance - 1; x += 1) {
          if (isSet(character, x, y)) this.box(at.x + (i * glyphAdvance + x) * scale, at.y + y * scale, scale, scale, color)
        }
      }
    }
  }

  /** A text that ends at a place, or has its middle there. */
  textBy(text: string, at: Spot, align: 'end' | 'middle', color: Color, scale = 1): void {
    const width = widthOf(text, scale)
    this.text(text, { x: Math.round(at.x - (align === 'end' ? width : width / 2)), y: at.y }, color, scale)
  }
}

/** How much of a pixel a piece of a line covers, about. */
function coverage(
  x: number, y: number, from: Spot, runX: number, runY: number, length: number, thickness: number, dash: number,
): number {
  const part = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - from.x) * runX + (y - from.y) * runY) / length ** 2))
  if (dash > 0 && Math.floor(part * length / dash) % 2 === 1) return 0
  const distance = Math.hypot(x - from.x - part * runX, y - from.y - part * runY)
  return Math.max(0, Math.min(1, thickness / 2 + 0.5 - distance))
}
