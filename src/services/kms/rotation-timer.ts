// When a key gets its next material: the one timer of a key that is rotated by the clock.

import type { Call } from '../../kernel/service.ts'
import { Key } from './key.ts'

export const dayMs = 86_400_000

/** Sets the next rotation so many days from now, and keeps the key so. @returns the key as kept */
export function scheduleRotation(key: Key, periodDays: number, call: Call): Key {
  const nextAt = call.now() + periodDays * dayMs
  call.setTimer('rotate', key.id, nextAt)
  return call.of(Key).put({ ...key, rotation: { periodDays, nextAt } })
}
