// Short texts: numbers of few digits, labels that have room.

import { widthOf } from './font.ts'

/** `12.5k` */
export function shortNumber(value: number): string {
  const [size, letter] = ([[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']] as const).find(([least]) => Math.abs(value) >= least) ?? [1, '']
  return String(Number((value / size).toPrecision(4))) + letter
}

/** The beginning of a text that has room. */
export function cut(text: string, width: number): string {
  return widthOf(text) <= width ? text : `${text.slice(0, Math.max(0, Math.floor(width / widthOf('x')) - 2))}..`
}
