// What metric streams have still to send: which minutes of which metrics got data. Nothing is noted while no stream runs.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface Touched {
  readonly metric: string
  readonly at: number
  readonly namespace: string
  readonly name: string
  readonly dimensions: readonly { readonly Name: string, readonly Value: string }[]
}

export const Touched = records<Touched>({ name: 'Touched', key: ['metric', 'at'] })
/** Names of the streams that run. */
export const Running = records<{ readonly name: string }>({ name: 'RunningStream', key: 'name' })

const minuteMs = 60_000

/** What came is sent at the end of the running minute, for all streams at once. */
export function noteStreamed(metric: string, named: Omit<Touched, 'metric' | 'at'>, at: number, call: Call): void {
  if (call.of(Running).first() === undefined) return
  const { namespace, name, dimensions } = named
  call.of(Touched).put({ metric, at: Math.floor(at / minuteMs) * minuteMs, namespace, name, dimensions })
  call.setTimer('stream', '', (Math.floor(call.now() / minuteMs) + 1) * minuteMs)
}
