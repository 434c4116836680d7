// What a shard bears in a second, where quotas are real: records and bytes that are put, calls and bytes that are read. Kept in memory
// only: a cloud that is opened anew has borne nothing.
// Source: "Quotas and limits", Kinesis Data Streams Developer Guide; GetRecords, API Reference: a call that returns 10 MiB keeps the shard
// from others for five seconds.

import type { Call } from '../../kernel/service.ts'
import { shardId } from './shard.ts'
import type { Shard } from './shard.ts'
import type { Stream } from './stream.ts'
import { tellExceeded } from './stream-metrics.ts'

interface Load { second: number, count: number, bytes: number, freeAt: number }

type Kind = 'write' | 'read'

const most = { write: { count: 1000, bytes: 2 ** 20 }, read: { count: 5, bytes: 2 * 2 ** 20 } } as const

function loadOf({ id }: Stream, index: number, kind: Kind, call: Call): Load {
  const loads = call.cache('loads', () => new Map<string, Load>())
  const name = `${id} ${index} ${kind}`
  const second = Math.floor(call.now() / 1000)
  const known = loads.get(name)
  if (known?.second === second) return known
  const load = { second, count: 0, bytes: 0, freeAt: known?.freeAt ?? 0 }
  loads.set(name, load)
  return load
}

/** @throws ProvisionedThroughputExceededException */
function exceeded(stream: Stream, index: number, kind: Kind, call: Call): Error {
  tellExceeded(stream, kind, call)
  return call.fault('ProvisionedThroughputExceededException',
    `Rate exceeded for shard ${shardId(index)} in stream ${stream.name} under account ${call.account}.`)
}

/** A record of this size comes in. @throws ProvisionedThroughputExceededException */
export function bearWrite(stream: Stream, { index }: Shard, sizeBytes: number, call: Call): void {
  if (!call.enforcesQuotas) return
  const load = loadOf(stream, index, 'write', call)
  if (load.count + 1 > most.write.count || load.bytes + sizeBytes > most.write.bytes) throw exceeded(stream, index, 'write', call)
  load.count += 1
  load.bytes += sizeBytes
}

/** Somebody reads. → takes down how much was read @throws ProvisionedThroughputExceededException */
export function bearRead(stream: Stream, index: number, call: Call): (sizeBytes: number) => void {
  if (!call.enforcesQuotas) return () => {}
  const load = loadOf(stream, index, 'read', call)
  if (load.count + 1 > most.read.count || call.now() < load.freeAt) throw exceeded(stream, index, 'read', call)
  load.count += 1
  return sizeBytes => {
    load.bytes += sizeBytes
    if (load.bytes > most.read.bytes) load.freeAt = call.now() + load.bytes / most.read.bytes * 1000
  }
}
