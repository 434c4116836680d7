// What becomes of a spot request is told on: to the fleet that made it, and to the data feed, which writes an hour in which anything ran.

import { hourMs, hourStart } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'
import { noted } from './fleet-history.ts'

interface Told {
  readonly State?: string | undefined
  readonly InstanceId?: string | undefined
  readonly terms: { readonly fleet?: string | undefined }
}

const words: Readonly<Record<string, string>> = {
  'fulfilled': 'launched', 'marked-for-termination': 'termination_notified', 'marked-for-stop': 'termination_notified',
}

/** @param code of the status that the request has now */
export function tell({ State: state, InstanceId: instance, terms: { fleet } }: Told, code: string, call: Call): void {
  if (code === 'fulfilled') armFeed(call)
  if (fleet === undefined) return
  const isOver = state === 'closed' || state === 'cancelled'
  const word = words[code] ?? (isOver && instance !== undefined ? 'terminated' : undefined)
  if (word !== undefined) noted(fleet, 'instanceChange', word, call, instance)
  if (isOver) call.setTimer('fleet', fleet, call.now(), {})
}

/** At the end of the hour a file is due, if there is a feed. */
export function armFeed(call: Call): void {
  if (call.accountTable('spot.feed').has('feed')) call.setTimer('datafeed', 'feed', hourStart(call.now()) + hourMs, {})
}
