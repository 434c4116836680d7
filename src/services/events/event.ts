// Events: what PutEvents takes, checked entry by entry, and the form in which rules and targets see it.
// Source: PutEvents, Amazon EventBridge API Reference; "AWS service event metadata", EventBridge User Guide.

import type { PutEventsRequestEntry } from '../../../generated/aws/events.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'

export interface Event {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
  readonly 'replay-name'?: string
}

export interface EntryProblem { readonly ErrorCode: string, readonly ErrorMessage: string }

const required = ['Source', 'DetailType', 'Detail'] as const
export const largestRequestBytes = 1_048_576

/** What keeps an entry from being an event; undefined where nothing does. */
export function entryProblem(entry: PutEventsRequestEntry, call: Call): EntryProblem | undefined {
  for (const name of required) {
    if (entry[name] === undefined || entry[name] === '') {
      return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.` }
    }
  }
  if (jsonObject(entry.Detail!) === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
  if (/^aws\./.test(entry.Source!) && call.principal.kind !== 'service') {
    return { ErrorCode: 'NotAuthorizedForSource', ErrorMessage: 'Not authorized for the source.' }
  }
  return undefined
}

/** "Calculating event entry size": the time is 14 bytes, the rest its UTF-8. */
export function entryBytes({ Time: time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry): number {
  return (time === undefined ? 0 : 14) + [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}

/** What a bus was told by another one. */
export interface Origin { readonly id: string, readonly account: string, readonly region: string }

export function eventOf(entry: PutEventsRequestEntry, origin: Origin, call: Call): Event {
  return {
    version: '0',
    id: origin.id,
    'detail-type': entry.DetailType!,
    source: entry.Source!,
    account: origin.account,
    time: secondsText(entry.Time ?? call.now()),
    region: origin.region,
    resources: entry.Resources ?? [],
    detail: jsonObject(entry.Detail!)!,
  }
}

/** Without a fraction. */
export function secondsText(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
