// A pipe reads its stream: shard by shard, batch by batch, in order. A batch that fails is tried again, cut in halves where the pipe says
// so, and given up when its attempts or its age are over; meanwhile its shard waits.
// Source: "Amazon EventBridge Pipes error handling", "batching and concurrency", EventBridge User Guide.

import type { Call, Principal } from '../../kernel/service.ts'
import { bury } from './dead-letter.ts'
import { execute, wantedItems } from './execution.ts'
import { Pipe, streamParameters } from './pipe.ts'
import { Shard } from './shard.ts'
import { openShards, readShard, streamBatchSize } from './stream-source.ts'
import type { OpenShard, StreamItem } from './stream-source.ts'

const longestPauseMs = 60_000

/** @returns when to look again though nothing comes */
export async function readStream(pipe: Pipe, most: number, principal: Principal, call: Call): Promise<number | undefined> {
  const listed = await openShards(pipe, principal, call)
  call.transact(() => note(pipe, listed, call))
  const times: number[] = []
  for (const { id } of listed) {
    const nextAt = await drainShard(pipe, id, streamBatchSize(pipe, most), principal, call)
    if (nextAt !== undefined) times.push(nextAt)
  }
  return times.length === 0 ? undefined : Math.min(...times)
}

/** New shards are noted, gone ones forgotten. Those there are when the pipe begins begin where it says, later ones with their oldest. */
function note(pipe: Pipe, listed: readonly OpenShard[], call: Call): void {
  const { name, beganAt = call.now() } = pipe
  const known = new Map([...call.of(Shard).scan({ within: [name] })].map(shard => [shard.id, shard]))
  const { StartingPosition: position, ...more } = streamParameters(pipe)!
  const givenAt = 'StartingPositionTimestamp' in more ? more.StartingPositionTimestamp : undefined
  const isFirst = known.size === 0
  const since = position === 'AT_TIMESTAMP' ? givenAt : position === 'LATEST' && isFirst ? beganAt : undefined
  for (const { id, parents, isOpen } of listed) {
    if (known.has(id)) continue
    const isThrough = isFirst && position === 'LATEST' && !isOpen
    call.of(Shard).insert({ pipe: name, id, parents, attempts: 0, isThrough, ...(since !== undefined && { since }) })
  }
  for (const id of known.keys()) if (!listed.some(shard => shard.id === id)) call.of(Shard).delete(name, id)
}

async function drainShard(pipe: Pipe, id: string, size: number, principal: Principal, call: Call): Promise<number | undefined> {
  for (;;) {
    const shard = call.of(Shard).get(pipe.name, id)
    if (shard === undefined || shard.isThrough || call.of(Pipe).get(pipe.name)?.state !== 'RUNNING') return undefined
    if (shard.parents.some(parent => call.of(Shard).get(pipe.name, parent)?.isThrough === false)) return undefined
    if (shard.pausesUntil !== undefined && shard.pausesUntil > call.now()) return shard.pausesUntil
    const { items, isThrough } = await readShard(pipe, shard, Math.min(shard.most ?? size, size), principal, call)
    if (items.length === 0) {
      if (isThrough) call.transact(() => call.of(Shard).put({ ...shard, isThrough }))
      return undefined
    }
    const waitsUntil = windowEnd(pipe, shard, items.length, size, call)
    if (waitsUntil !== undefined) return waitsUntil
    await passBatch(pipe, shard, items, principal, call)
  }
}

/** While a batch is not full, records are waited for until its window is over: from the first look that found some. */
function windowEnd(pipe: Pipe, { id, attempts, most }: Shard, count: number, size: number, call: Call): number | undefined {
  const windowMs = (streamParameters(pipe)?.MaximumBatchingWindowInSeconds ?? 0) * 1000
  if (windowMs === 0 || attempts > 0 || most !== undefined) return undefined
  const windows = call.table<{ readonly since: number }>('window')
  const name = `${pipe.name}/${id}`
  const since = windows.get(name)?.since ?? call.now()
  const isOver = count >= size || call.now() >= since + windowMs
  call.transact(() => {
    if (isOver) windows.delete(name)
    else windows.put(name, { since })
  })
  return isOver ? undefined : since + windowMs
}

async function passBatch(pipe: Pipe, shard: Shard, items: readonly StreamItem[], principal: Principal, call: Call): Promise<void> {
  const { MaximumRecordAgeInSeconds: age = -1 } = streamParameters(pipe)!
  const oldestAt = age < 0 ? -Infinity : call.now() - age * 1000
  const tooOld = items.filter(({ arrivedAt }) => arrivedAt < oldestAt)
  if (tooOld.length > 0) {
    await bury(pipe, shard.id, tooOld, 'RecordAgeExceeded', principal, call)
    return done(shard, tooOld.at(-1)!.id, call)
  }
  const wanted = wantedItems(pipe, items, call)
  const { failedIds } = wanted.length === 0 ? { failedIds: new Set<string>() } : await execute(pipe, wanted, principal, call)
  const failedAt = items.findIndex(({ id }) => failedIds.has(id))
  if (failedAt < 0) return done(shard, items.at(-1)!.id, call)
  // What lies before the first that failed is done with; everything from it on is tried again, in order.
  const before = failedAt === 0 ? shard : { ...shard, after: items[failedAt - 1]!.id }
  await failed(pipe, before, items.slice(failedAt), failedAt > 0, principal, call)
}

function done({ attempts: _, most: _most, pausesUntil: _until, ...shard }: Shard, after: string, call: Call): void {
  call.transact(() => call.of(Shard).put({ ...shard, attempts: 0, after }))
}

async function failed(pipe: Pipe, shard: Shard, items: readonly StreamItem[], advanced: boolean, principal: Principal,
  call: Call): Promise<void> {
  const { MaximumRetryAttempts: mostRetries = -1, OnPartialBatchItemFailure: onPartial } = streamParameters(pipe)!
  const attempts = advanced ? 1 : shard.attempts + 1
  // "Bisecting a batch does not count against the retry quota": error handling of streams, AWS Lambda Developer Guide.
  const halves = onPartial === 'AUTOMATIC_BISECT' && items.length > 1
  if (!halves && mostRetries >= 0 && attempts > mostRetries) {
    await bury(pipe, shard.id, items, 'RetryAttemptsExhausted', principal, call)
    return done(shard, items.at(-1)!.id, call)
  }
  call.transact(() => call.of(Shard).put({
    ...shard, attempts: halves ? shard.attempts : attempts, pausesUntil: call.now() + Math.min(1000 * 2 ** (attempts - 1), longestPauseMs),
    ...(halves && { most: Math.ceil(items.length / 2) }),
  }))
}
