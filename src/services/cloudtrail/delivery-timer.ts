// When a trail delivers: five minutes after something has happened in its region, and every hour. It hears of calls by the kernel
// (`call.arrivals`), so a trail of a quiet account costs an hourly look.

import type { Call } from '../../kernel/service.ts'
import { putProgress } from './trail-record.ts'

/** "CloudTrail typically delivers logs within an average of about 5 minutes of an API call." */
export const deliverAfterMs = 5 * 60_000
const hourMs = 3_600_000

/** Inside a transaction: calls from now on are delivered. */
export function beginDelivery(trail: string, call: Call): void {
  let sequence = 0
  for (const entry of call.journal.newest()) {
    ({ sequence } = entry)
    break
  }
  putProgress(trail, { sequence }, call)
  call.arrivals.heedCalls('activity', trail)
  planHour(trail, call)
}

export function endDelivery(trail: string, call: Call): void {
  call.arrivals.unheedCalls('activity', trail)
  for (const kind of ['activity', 'deliver', 'hour']) call.cancelTimer(kind, trail)
  call.table<number>('planned').delete(trail)
}

export function planHour(trail: string, call: Call): void {
  call.setTimer('hour', trail, Math.floor(call.now() / hourMs + 1) * hourMs)
}

/** Timer: a call was made. The first one after a delivery begins the five minutes. */
export function noteActivity(_payload: unknown, call: Call, { id: trail }: { readonly id: string }): void {
  const planned = call.table<number>('planned')
  const at = planned.get(trail) ?? 0
  if (at > call.now()) return
  planned.put(trail, call.now() + deliverAfterMs)
  call.setTimer('deliver', trail, call.now() + deliverAfterMs)
}
