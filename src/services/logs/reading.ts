// Reading one stream, forwards or backwards. Tokens name places in the stream: there is always one for each direction, and at an end it is
// the one that was given. Source: GetLogEvents, CloudWatch Logs API Reference: up to 1 MB or 10,000 events; `endTime` is exclusive.

import type { Logs } from '../../../generated/aws/logs.ts'
import type { Call } from '../../kernel/service.ts'
import { readingEvents } from './encryption.ts'
import { eventOverheadBytes, streamEvents } from './event-table.ts'
import type { FoundEvent } from './event-table.ts'
import { placeIn, tokenText } from './event-id.ts'
import { invalid } from './fault.ts'
import { groupOf, requireStandard } from './group.ts'
import { LogStream } from './stream-record.ts'

const mostEvents = 10_000
export const mostPageBytes = 2 ** 20

interface Token { readonly forward: boolean, readonly at: number, readonly sequence: number }

export const GetLogEvents: Logs['GetLogEvents'] = (input, call) => {
  const group = groupOf(input, call)
  requireStandard(group, 'GetLogEvents', call)
  call.of(LogStream).require(group.name, input.logStreamName)
  const { startTime = 0, endTime, limit = mostEvents, startFromHead = false, unmask = false } = input
  if (endTime !== undefined && endTime < startTime) throw invalid('The endTime cannot be before the startTime.', call)
  const token = input.nextToken === undefined ? undefined : tokenIn(input.nextToken, call)
  const forward = token?.forward ?? startFromHead
  return readingEvents(group, call, read => {
    const found: (FoundEvent & { readonly text: string })[] = []
    let bytes = 0
    const range = {
      fromAt: startTime, ...(endTime !== undefined && { throughAt: endTime - 1 }), reverse: !forward,
      ...(token !== undefined && (forward ? { after: token } : { before: token })),
    }
    for (const event of streamEvents(group, input.logStreamName, range, call)) {
      const text = read(event, unmask)
      bytes += Buffer.byteLength(text) + eventOverheadBytes
      if (found.length === limit || (bytes > mostPageBytes && found.length > 0)) break
      found.push({ ...event, text })
    }
    if (!forward) found.reverse()
    return {
      events: found.map(({ at, text, ingestedAt }) => ({ timestamp: at, message: text, ingestionTime: ingestedAt })),
      nextForwardToken: `f/${placeText(found.at(-1) ?? token)}/s`,
      nextBackwardToken: `b/${placeText(found[0] ?? token)}/s`,
    }
  })
}

function placeText(place: { readonly at: number, readonly sequence: number } | undefined): string {
  return tokenText(place?.at ?? 0, place?.sequence ?? 0)
}

/** @throws InvalidParameterException */
function tokenIn(text: string, call: Call): Token {
  const [, direction, number = ''] = /^([fb])\/(\d+)\/s$/.exec(text) ?? []
  const place = placeIn(number)
  if (direction === undefined || place === undefined) throw invalid('The specified nextToken is invalid.', call)
  return { forward: direction === 'f', ...place }
}
