// How long records are kept: a day to a year; and what becomes of them when a stream goes. One timer per stream clears what is over.
// Source: IncreaseStreamRetentionPeriod and DecreaseStreamRetentionPeriod, Kinesis Data Streams API Reference.

import type { Kinesis } from '../../../generated/aws/kinesis.ts'
import type { Call } from '../../kernel/service.ts'
import { recordTable, shardPrefix, streamPrefix } from './record-table.ts'
import { activeStream, Stream } from './stream.ts'
import type { Naming } from './stream.ts'

const hourMs = 3_600_000
const shortestHours = 24
const longestHours = 8760
const trimEveryMs = hourMs
const trimmedAtOnce = 10_000

export const IncreaseStreamRetentionPeriod: Kinesis['IncreaseStreamRetentionPeriod'] = (input, call) => {
  change(input, hours => input.RetentionPeriodHours >= hours, 'greater', call)
}

export const DecreaseStreamRetentionPeriod: Kinesis['DecreaseStreamRetentionPeriod'] = (input, call) => {
  change(input, hours => input.RetentionPeriodHours <= hours, 'less', call)
}

function change(input: Naming & { readonly RetentionPeriodHours: number }, fits: (hours: number) => boolean, word: string,
  call: Call): void {
  const stream = activeStream(input, call)
  const { RetentionPeriodHours: wanted } = input
  if (wanted < shortestHours || wanted > longestHours) {
    throw call.fault('InvalidArgumentException',
      `${word === 'less' ? 'Minimum' : 'Maximum'} allowed retention period is ${word === 'less' ? shortestHours : longestHours} hours. ` +
      `Requested retention period (${wanted} hours) is ${word === 'less' ? 'too short' : 'too long'}.`)
  }
  if (!fits(stream.retentionHours)) {
    throw call.fault('InvalidArgumentException', `Requested retention period (${wanted} hours) for stream ${stream.name} can not be ` +
      `${word === 'less' ? 'longer' : 'shorter'} than existing retention period (${stream.retentionHours} hours).`)
  }
  call.of(Stream).put({ ...stream, retentionHours: wanted, status: 'UPDATING' })
}

/** The time before which records are over. */
export function trimHorizon({ retentionHours }: Stream, now: number): number {
  return now - retentionHours * hourMs
}

/** Has what is over cleared away in its time; set once while there is something. */
export function trimLater({ name, id, retentionHours }: Stream, call: Call): void {
  const armed = call.table<number>('trim')
  if (armed.get(id) !== undefined) return
  armed.put(id, 1)
  call.setTimer('trim', id, call.now() + retentionHours * hourMs + trimEveryMs, { name })
}

/** The timer's work. A stream that is gone leaves nothing. */
export function trim({ name }: { readonly name: string }, call: Call, { id }: { readonly id: string }): void {
  const stream = call.of(Stream).get(name)
  const records = recordTable(call)
  let cleared = 0
  let left = false
  if (stream?.id !== id) {
    for (const [at] of records.scan({ prefix: streamPrefix(id) })) {
      if (cleared === trimmedAtOnce) break
      records.delete(at)
      cleared += 1
    }
    left = cleared === trimmedAtOnce
  } else {
    const horizon = trimHorizon(stream, call.now())
    for (const { index } of stream.shards) {
      for (const [at, record] of records.scan({ prefix: shardPrefix(id, index) })) {
        if (record.at >= horizon) { left = true; break }
        records.delete(at)
      }
    }
    const shards = stream.shards.filter(({ closedAt }) => closedAt === undefined || closedAt >= horizon)
    if (shards.length < stream.shards.length) call.of(Stream).put({ ...stream, shards })
    left ||= shards.some(({ closedAt }) => closedAt !== undefined)
  }
  if (left) call.setTimer('trim', id, call.now() + (cleared === trimmedAtOnce ? 1 : trimEveryMs), { name })
  else call.table<number>('trim').delete(id)
}

