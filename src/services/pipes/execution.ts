// One execution of a pipe: the items that its filters want pass through the enrichment to the target. It says which items did not get
// there; what becomes of those is the source's business.
// Source: "EventBridge Pipes execution steps" and "Event filtering in Amazon EventBridge Pipes", EventBridge User Guide.

import { readPattern } from '../../engines/pattern/face.ts'
import type { Pattern } from '../../engines/pattern/face.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { enriched } from './enrichment.ts'
import type { Item } from './item.ts'
import { openView } from './item.ts'
import { ExecutionLog } from './log.ts'
import { Pipe } from './pipe.ts'
import { batchLimit, sendToTarget } from './target.ts'

export interface Outcome {
  /** Of the items that are to be tried again. */
  readonly failedIds: ReadonlySet<string>
  /** Why none got there. */
  readonly fault?: Fault
}

/** Items that one of the filters wants; all of them where there are no filters. */
export function wantedItems<T extends Item>({ name, given }: Pipe, items: readonly T[], call: Call): readonly T[] {
  const { Filters: filters = [] } = given.SourceParameters?.FilterCriteria ?? {}
  if (filters.length === 0) return items
  const shelf = call.cache('filters', () => new Map<string, readonly Pattern[]>())
  const text = JSON.stringify([call.account, call.region, name, filters])
  let patterns = shelf.get(text)
  if (patterns === undefined) {
    shelf.set(text, patterns = filters.map(({ Pattern: pattern = '{}' }) => readPattern(JSON.parse(pattern), 'event-pattern')))
  }
  return items.filter(({ event }) => {
    const view = openView(event)
    return patterns.some(pattern => pattern.matches(view))
  })
}

/** Never rejects for what the callees refuse. */
export async function execute(pipe: Pipe, items: readonly Item[], principal: Principal, call: Call): Promise<Outcome> {
  const log = new ExecutionLog(pipe, call)
  log.add('EXECUTION_STARTED', { payload: JSON.stringify(items.map(({ event }) => event)) })
  const outcome = await pass(pipe, items, principal, log, call)
  const { fault, failedIds } = outcome
  log.add(fault !== undefined ? 'EXECUTION_FAILED' : failedIds.size > 0 ? 'EXECUTION_PARTIALLY_FAILED' : 'EXECUTION_SUCCEEDED',
    fault && { fault })
  count(pipe, items.length, outcome, call)
  await log.deliver(principal)
  return outcome
}

async function pass(pipe: Pipe, items: readonly Item[], principal: Principal, log: ExecutionLog, call: Call): Promise<Outcome> {
  const all = (fault: Fault): Outcome => ({ fault, failedIds: new Set(items.map(({ id }) => id)) })
  let forTarget = items
  if (pipe.given.Enrichment !== undefined) {
    log.add('ENRICHMENT_STAGE_ENTERED')
    const answer = await settled(enriched(pipe, items, principal, call))
    if (answer instanceof Fault) {
      log.add('ENRICHMENT_STAGE_FAILED', { fault: answer })
      return all(answer)
    }
    log.add('ENRICHMENT_STAGE_SUCCEEDED')
    forTarget = answer.map((event, i) => ({ id: String(i), event }))
  }
  if (forTarget.length === 0) {
    log.add('TARGET_STAGE_SKIPPED')
    return { failedIds: new Set() }
  }
  log.add('TARGET_STAGE_ENTERED')
  // "If the array is larger than the batch size supported by the target, the target won't be invoked": batching and concurrency.
  const tooMany = pipe.given.Enrichment !== undefined && forTarget.length > batchLimit(pipe.given.Target)
    && batchLimit(pipe.given.Target) > 1
  const failed = tooMany ? new Fault('BatchTooLarge', `The enrichment returned ${forTarget.length} events, more than the target takes.`)
    : await settled(sendToTarget(pipe, forTarget, principal, call))
  if (failed instanceof Fault) {
    log.add('TARGET_STAGE_FAILED', { fault: failed })
    return all(failed)
  }
  log.add(failed.size > 0 ? 'TARGET_STAGE_PARTIALLY_FAILED' : 'TARGET_STAGE_SUCCEEDED')
  // What an enrichment returned cannot be traced to what it was asked, so all of it is tried again.
  return { failedIds: failed.size > 0 && forTarget !== items ? new Set(items.map(({ id }) => id)) : failed }
}

async function settled<T>(work: Promise<T>): Promise<T | Fault> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}

/** "CloudWatch metrics" of "Logging and monitoring Amazon EventBridge Pipes", EventBridge User Guide. */
function count({ name }: Pipe, items: number, { fault, failedIds }: Outcome, call: Call): void {
  const emit = (metric: string, value: number) => call.transact(() =>
    call.metrics.emit({ namespace: 'AWS/EventBridge/Pipes', name: metric, dimensions: { PipeName: name } }, value))
  emit('Invocations', 1)
  emit('EventCount', items)
  emit('ExecutionFailed', fault === undefined ? 0 : 1)
  emit('ExecutionPartiallyFailed', fault === undefined && failedIds.size > 0 ? 1 : 0)
}
