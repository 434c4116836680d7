// States that pass by themselves: CREATING becomes ACTIVE when the clock has moved on. The declaration says from what to what and how long;
// a stored timer does it, so that it happens in order with everything else. Pure but for the timer it is given to set.

import { lifecycleMs } from '../settings.ts'
import type { Settings } from '../settings.ts'
import type { Collection } from './collection.ts'
import type { KeyPart, ResourceType } from './resource.ts'

/**
 * Sees to the state that a record enters as it is written: sets the timer for the next one, or gives the record in the state that lasts.
 * A record written again in the same state has its timer already.
 * @param setTimer takes the delay in ms and the state to be left
 * @returns the record to store instead, or undefined
 */
export function settle<T extends object>(
  settings: Settings, type: ResourceType<T>, before: T | undefined, record: T, setTimer: (delayMs: number, state: string) => void,
): T | undefined {
  const { lifecycle } = type
  if (lifecycle === undefined || (before !== undefined && before[lifecycle.field] === record[lifecycle.field])) return undefined
  let reached = record
  for (;;) {
    const state = String(reached[lifecycle.field])
    const next = lifecycle.settles[state]
    if (next === undefined) break
    const delayMs = lifecycleMs(settings, next.afterMs)
    if (delayMs > 0 || next.to === null) {
      setTimer(delayMs, state)
      break
    }
    reached = { ...reached, [lifecycle.field]: next.to }
  }
  return reached === record ? undefined : reached
}

/** The timer's end: moves the record on, if it is still in the state that the timer was set for. */
export function settled<T extends object>(type: ResourceType<T>, records: Collection<T>, key: readonly KeyPart[], state: string): void {
  const record = records.get(...key)
  const { lifecycle } = type
  if (record === undefined || lifecycle === undefined || record[lifecycle.field] !== state) return
  const next = lifecycle.settles[state]
  if (next === undefined) return
  if (next.to === null) records.delete(...key)
  else records.put({ ...record, [lifecycle.field]: next.to })
}
