// Walks a range over all layers of a table at once. The table may be changed, checkpointed or restored between two steps: each goes on
// after the last key given. Invariant: keys come in order, each once, with the entry of the newest layer, and never a deleted one.

import type { Key, Plain, Range } from './face.ts'
import { notedRun, pastAllKeys } from './gaps.ts'
import type { Layers } from './layers.ts'
import type { Cursor } from './memtable.ts'
import { boundsOf, isPast, type Bounds } from './range.ts'

/** Gives what `give` takes from each live entry of the range; `layersNow` tells other layers after a restore. */
export function* scanLayers<T>(layersNow: () => Layers, range: Range | undefined, give: (cursor: Cursor) => T): Generator<T, void> {
  if (layersNow().isBare) return
  const bounds = boundsOf(range)
  let position = bounds.reverse ? bounds.high : bounds.low
  let open = bounds.reverse ? bounds.highOpen : bounds.lowOpen
  for (;;) {
    const layers = layersNow()
    const { layout } = layers
    const cursors = layers.cursors(bounds.reverse)
    for (const cursor of cursors) cursor.seek(position, open)
    for (;;) {
      const cursor = nextAlive(layers, cursors, bounds)
      if (cursor === undefined) return
      position = cursor.key!
      open = true
      yield give(cursor)
      if (layersNow() !== layers || layers.layout !== layout) break
      for (const each of cursors) each.goPast(position)
    }
  }
}

export function keyOnly(cursor: Cursor): Key {
  return cursor.key!
}

export function keyAndValue(cursor: Cursor): [Key, Plain] {
  return [cursor.key!, cursor.entry]
}

/** The cursor that stands at the next live key of the range; all others stand at or past it. */
function nextAlive({ gaps }: Layers, cursors: readonly Cursor[], bounds: Bounds): Cursor | undefined {
  let run = 0
  let runStart: Key = ''
  for (;;) {
    const cursor = leastOf(cursors, bounds.reverse)
    const { key } = cursor
    const isEnd = key === undefined || isPast(bounds, key)
    if (isEnd || !cursor.isDeleted) {
      if (run >= notedRun && !bounds.reverse) gaps.add(runStart, isEnd ? endOf(bounds) : key)
      return isEnd ? undefined : cursor
    }
    if (run++ === 0) runStart = key
    const gapEnd = bounds.reverse ? undefined : gaps.endAt(key)
    if (gapEnd === undefined) for (const each of cursors) each.goPast(key)
    else {
      run = notedRun
      for (const each of cursors) each.seek(gapEnd, false)
    }
  }
}

/** Of cursors at the same key the newest layer's, which comes first. */
function leastOf(cursors: readonly Cursor[], reverse: boolean): Cursor {
  let least = cursors[0]!
  for (let i = 1; i < cursors.length; i++) {
    const { key } = cursors[i]!
    if (key !== undefined && (least.key === undefined || (reverse ? key > least.key : key < least.key))) least = cursors[i]!
  }
  return least
}

function endOf({ high, highOpen }: Bounds): Key {
  if (high === undefined) return pastAllKeys
  return highOpen ? high : `${high}\0`
}
