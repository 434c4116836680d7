// A pipe looks at its source: when something has come, when a window is over, or when another attempt is due. One look goes on until the
// source has nothing more; what arrives meanwhile is found by it. A look that a crash cut off is made again.
// Source: "Amazon EventBridge Pipes sources", EventBridge User Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { enrichmentBatches } from './enrichment.ts'
import { execute, wantedItems } from './execution.ts'
import { Pipe } from './pipe.ts'
import { describeQueue, queueBatchSize, receive, remove } from './queue-source.ts'
import { actingRole } from './role.ts'
import { readStream } from './stream-poll.ts'
import { batchLimit } from './target.ts'
import { sourceKind } from './validation.ts'

const resumeAfterMs = 300_000
/** Pollers wait so long for a message before they ask again: long polling. */
const longPollMs = 20_000
const troubleMs = 60_000

/** Timers `poll`, `recheck` and `resume`. */
export function poll(_payload: unknown, call: Call, { id: name }: { readonly id: string }): void {
  if (call.of(Pipe).get(name)?.state !== 'RUNNING') return
  call.setTimer('resume', name, call.now() + resumeAfterMs)
  call.afterCommit(() => look(name, call))
}

/** One look at a time; a second one makes the first look again. */
async function look(name: string, call: Call): Promise<void> {
  const looking = call.cache('looking', () => new Map<string, { again: boolean }>())
  const place = [call.account, call.region, name].join('/')
  const under = looking.get(place)
  if (under !== undefined) {
    under.again = true
    return
  }
  const state = { again: true }
  looking.set(place, state)
  let nextAt: number | undefined
  try {
    while (state.again) {
      state.again = false
      nextAt = await lookOnce(name, call)
    }
  } finally {
    looking.delete(place)
  }
  call.transact(() => {
    call.cancelTimer('resume', name)
    if (nextAt !== undefined && call.of(Pipe).get(name)?.state === 'RUNNING') call.setTimer('recheck', name, nextAt)
  })
}

/** @returns when to look again though nothing comes; undefined where that is not needed */
async function lookOnce(name: string, call: Call): Promise<number | undefined> {
  const pipe = call.of(Pipe).get(name)
  if (pipe?.state !== 'RUNNING') return undefined
  const { Target: target, Enrichment: enrichment } = pipe.given
  const most = Math.min(batchLimit(target), enrichment === undefined || enrichmentBatches(enrichment) ? Infinity : 1)
  try {
    const principal = await actingRole(pipe, call)
    return sourceKind(pipe.given.Source) === 'sqs' ? await drainQueue(pipe, most, principal, call)
      : await readStream(pipe, most, principal, call)
  } catch (error) {
    // The source or the role is not to be had: the pipe goes on asking, more slowly.
    if (!(error instanceof Fault)) throw error
    return call.now() + troubleMs
  }
}

interface Window { readonly since: number }

async function drainQueue(pipe: Pipe, most: number, principal: Principal, call: Call): Promise<number | undefined> {
  const size = queueBatchSize(pipe, most)
  const opensAt = await windowEnd(pipe, size, principal, call)
  if (opensAt !== undefined) return opensAt
  let hasFailed = false
  for (;;) {
    const messages = await receive(pipe, size, principal, call)
    if (messages.length === 0) break
    const wanted = wantedItems(pipe, messages, call)
    const { failedIds } = wanted.length === 0 ? { failedIds: new Set<string>() } : await execute(pipe, wanted, principal, call)
    hasFailed ||= failedIds.size > 0
    await remove(pipe, messages.filter(({ id }) => !failedIds.has(id)), principal, call)
    if (call.of(Pipe).get(pipe.name)?.state !== 'RUNNING') return undefined
  }
  const { hidden, visibilityMs } = await describeQueue(pipe, principal, call)
  if (hidden === 0) return undefined
  return call.now() + (hasFailed ? Math.max(visibilityMs, 1000) : longPollMs)
}

/** While a batch is not full, messages are waited for until its window is over. @returns when that is; undefined: go on */
async function windowEnd(pipe: Pipe, size: number, principal: Principal, call: Call): Promise<number | undefined> {
  const windowMs = (pipe.given.SourceParameters?.SqsQueueParameters?.MaximumBatchingWindowInSeconds ?? 0) * 1000
  if (windowMs === 0) return undefined
  const windows = call.table<Window>('window')
  const { ready } = await describeQueue(pipe, principal, call)
  const since = windows.get(pipe.name)?.since ?? call.now()
  const isOver = ready >= size || call.now() >= since + windowMs
  call.transact(() => {
    if (isOver || ready === 0) windows.delete(pipe.name)
    else windows.put(pipe.name, { since })
  })
  return isOver || ready === 0 ? undefined : since + windowMs
}
