// How many bytes an item counts for, in one walk, and the limits that are measured by it. Not the bytes it takes on our disk.
// Source: Developer Guide, "DynamoDB item sizes and formats"; "Quotas", items.

import { Invalid } from './invalid.ts'
import { numberSizeBytes } from './number.ts'
import type { AttributeValue, Item } from './value.ts'

/** 400 KB, names and values together. */
export const itemSizeMaxBytes = 400 * 1024

/** A list or map costs this, full or empty, and one more for each element. */
const containerBytes = 3

/** The size that capacity units and the 400 KB limit are counted by. */
export function itemSizeBytes(item: Item): number {
  let size = 0
  for (const name in item) size += utf8LengthBytes(name) + valueSizeBytes(item[name]!)
  return size
}

export function valueSizeBytes(value: AttributeValue): number {
  if (value.S !== undefined) return utf8LengthBytes(value.S)
  if (value.N !== undefined) return numberSizeBytes(value.N)
  if (value.B !== undefined) return value.B.length
  if (value.M !== undefined) {
    let size = containerBytes
    for (const name in value.M) size += 1 + utf8LengthBytes(name) + valueSizeBytes(value.M[name]!)
    return size
  }
  if (value.L !== undefined) {
    let size = containerBytes
    for (const element of value.L) size += 1 + valueSizeBytes(element)
    return size
  }
  if (value.SS !== undefined) return value.SS.reduce((size, member) => size + utf8LengthBytes(member), 0)
  if (value.NS !== undefined) return value.NS.reduce((size, member) => size + numberSizeBytes(member), 0)
  if (value.BS !== undefined) return value.BS.reduce((size, member) => size + member.length, 0)
  return 1
}

/** Refuses an item above 400 KB; `written` says whether it was put whole or came from an update, which has its own text. */
export function checkItemSize(sizeBytes: number, written: 'put' | 'update'): void {
  if (sizeBytes <= itemSizeMaxBytes) return
  throw new Invalid(written === 'put'
    ? 'Item size has exceeded the maximum allowed size' : 'Item size to update has exceeded the maximum allowed size')
}

/** Short ASCII, which most names and values are, is counted here; Buffer's call costs more than that. */
export function utf8LengthBytes(text: string): number {
  if (text.length > 64) return Buffer.byteLength(text)
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return Buffer.byteLength(text)
  return text.length
}
