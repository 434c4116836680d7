// Putting events into a stream: checked as a batch, taken or left out by their times, and passed on to everything that waits for them.
// Source: PutLogEvents, CloudWatch Logs API Reference: "The maximum batch size is 1,048,576 bytes"; no event more than 2 hours in the
// future, older than 14 days or than the retention; a batch spans 24 hours at most; "sequence tokens are now ignored".

import type { InputLogEvent, Logs, RejectedLogEventsInfo } from '../../../generated/aws/logs.ts'
import type { Call } from '../../kernel/service.ts'
import { maskerFor } from './data-protection.ts'
import { extractMetrics } from './embedded-metric.ts'
import { sealUnder, writingKey } from './encryption.ts'
import type { Seal } from './encryption.ts'
import { addEvent, bytesOf, eventOverheadBytes, horizonOf, resize } from './event-table.ts'
import type { FoundEvent } from './event-table.ts'
import { tokenText } from './event-id.ts'
import { invalid } from './fault.ts'
import { forwardEvents } from './forwarding.ts'
import { groupNamed, LogGroup } from './group.ts'
import { tellTails } from './live-tail.ts'
import { countMatches } from './metric-emission.ts'
import { expireLater } from './retention.ts'
import { LogStream } from './stream-record.ts'
import { countIncoming } from './usage.ts'

/** An event that was taken, in the clear, and as it is shown. */
export interface TakenEvent {
  readonly at: number
  readonly sequence: number
  readonly message: string
  /** With sensitive data hidden; the message where it has none. */
  readonly shown: string
}

const mostBytes = 1_048_576
const spanMs = 86_400_000
const oldestMs = 14 * 86_400_000
const newestMs = 2 * 3_600_000

export const PutLogEvents: Logs['PutLogEvents'] = (input, call) => {
  const group = groupNamed(input.logGroupName, call)
  call.of(LogStream).require(group.name, input.logStreamName)
  check(input.logEvents, call)
  if (group.kmsKeyArn === undefined) return take(group, input.logStreamName, input.logEvents, undefined, call)
  return writingKey(group, call).then(key => call.transact(() =>
    take(group, input.logStreamName, input.logEvents, sealUnder(group, key, call), call)))
}

/** @throws InvalidParameterException */
function check(events: readonly InputLogEvent[], call: Call): void {
  let bytes = 0
  let last = -Infinity
  for (const { timestamp, message } of events) {
    const size = Buffer.byteLength(message) + eventOverheadBytes
    if (size > mostBytes) throw invalid(`Log event too large: ${size} bytes exceeds limit of ${mostBytes}`, call)
    if (timestamp < last) throw invalid('Log events in a single PutLogEvents request must be in chronological order.', call)
    bytes += size
    last = timestamp
  }
  if (bytes > mostBytes) throw invalid(`Upload too large: ${bytes} bytes exceeds limit of ${mostBytes}`, call)
  if (last - events[0]!.timestamp > spanMs) {
    throw invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.', call)
  }
}

function take(group: LogGroup, streamName: string, given: readonly InputLogEvent[], seal: Seal | undefined, call: Call) {
  const { from, to, rejected } = accepted(group, given, call)
  const now = call.now()
  const mask = maskerFor(group, call)
  const taken = given.slice(from, to).map(({ timestamp, message }): TakenEvent =>
    ({ at: timestamp, sequence: call.sequence(), message, shown: mask?.(message) ?? message }))
  let bytes = 0
  for (const event of taken) {
    const stored = storedEvent(event, streamName, now, seal)
    addEvent(group, stored, call)
    bytes += bytesOf(stored)
  }
  if (taken.length > 0) {
    const arn = call.arn(LogGroup, group)
    resize(group, arn, bytes, call)
    expireLater(group, taken[0]!.at, call)
    countIncoming(group, arn, { events: taken.length, bytes }, call)
    touch(group, streamName, taken, now, call)
    if (group.class === 'STANDARD') {
      countMatches(group, taken, call)
      extractMetrics(taken, call)
      forwardEvents(group, streamName, taken, call)
      tellTails(group, streamName, taken, call)
    }
  }
  return { nextSequenceToken: tokenText(now, call.sequence()), ...(rejected !== undefined && { rejectedLogEventsInfo: rejected }) }
}

function storedEvent({ at, sequence, message, shown }: TakenEvent, stream: string, ingestedAt: number, seal: Seal | undefined): FoundEvent {
  const kept = (text: string) => seal === undefined ? text : seal.seal(text)
  return {
    at, sequence, stream, ingestedAt, message: kept(message), ...(shown !== message && { masked: kept(shown) }),
    ...(seal !== undefined && { dataKey: seal.dataKey }),
  }
}

interface Accepted { readonly from: number, readonly to: number, readonly rejected: RejectedLogEventsInfo | undefined }

/** Ends are exclusive, beginnings inclusive. */
function accepted(group: LogGroup, events: readonly InputLogEvent[], call: Call): Accepted {
  const now = call.now()
  const count = (fits: (event: InputLogEvent) => boolean) => {
    const first = events.findIndex(event => !fits(event))
    return first < 0 ? events.length : first
  }
  const tooOld = count(({ timestamp }) => timestamp < now - oldestMs)
  const expired = count(({ timestamp }) => timestamp < horizonOf(group, now))
  const to = count(({ timestamp }) => timestamp <= now + newestMs)
  const from = Math.min(to, Math.max(tooOld, expired))
  if (from === 0 && to === events.length) return { from, to, rejected: undefined }
  return {
    from, to,
    rejected: {
      ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }), ...(expired > 0 && { expiredLogEventEndIndex: expired }),
      ...(to < events.length && { tooNewLogEventStartIndex: to }),
    },
  }
}

function touch(group: LogGroup, name: string, taken: readonly TakenEvent[], now: number, call: Call): void {
  const stream = call.of(LogStream).require(group.name, name)
  const first = taken[0]!.at
  const last = taken.at(-1)!.at
  call.of(LogStream).put({
    ...stream, firstAt: Math.min(stream.firstAt ?? first, first), lastAt: Math.max(stream.lastAt ?? last, last), ingestedAt: now,
  })
}
