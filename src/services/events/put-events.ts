// PutEvents: entries to buses of this account, or by a call of their own to buses elsewhere, whose policies then judge the caller.
// Source: PutEvents, Amazon EventBridge API Reference; "Sending and receiving events between AWS accounts", EventBridge User Guide.

import type { Events, PutEventsRequestEntry } from '../../../generated/aws/events.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { archiveEvent } from './archive.ts'
import { busName, findBus } from './bus.ts'
import { busesOf, toBus } from './endpoint.ts'
import { entryBytes, entryProblem, eventOf, largestRequestBytes } from './event.ts'
import type { Event, Origin } from './event.ts'
import { route } from './routing.ts'

type Result = { readonly EventId?: string, readonly ErrorCode?: string, readonly ErrorMessage?: string }

const chunkBytes = 65_536

export const PutEvents: Events['PutEvents'] = ({ Entries: entries, EndpointId: endpoint }, call) => {
  if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > largestRequestBytes) {
    throw call.fault('ValidationException', 'Total size of the entries in the request is over the limit.')
  }
  if (endpoint !== undefined) return putThrough(endpoint, entries, call)
  if (entries.some(entry => isElsewhere(entry, call))) return putFar(entries, call)
  return answer(entries.map(entry => put(entry, call)))
}

/** By a global endpoint: to the bus that it routes to, and to the other where it replicates. The first one's answer counts. */
async function putThrough(endpoint: string, entries: readonly PutEventsRequestEntry[], call: Call) {
  const [first, ...others] = await busesOf(endpoint, call)
  const answered = await putFar(entries.map(entry => toBus(entry, first!)), call)
  for (const arn of others) await putFar(entries.map(entry => toBus(entry, arn)), call)
  return answered
}

/** An entry for another account's or region's bus is a call of the same principal there. */
async function putFar(entries: readonly PutEventsRequestEntry[], call: Call) {
  const results: Result[] = []
  for (const entry of entries) {
    if (!isElsewhere(entry, call)) {
      results.push(call.transact(() => put(entry, call)))
      continue
    }
    const { account, region } = parseArn(entry.EventBusName!)!
    const { Entries: [result] = [] } = await call.to('events',
      { account, region, principal: call.principal }).PutEvents({ Entries: [entry] })
    results.push(result as Result)
  }
  return answer(results)
}

function isElsewhere({ EventBusName: name = '' }: PutEventsRequestEntry, call: Call): boolean {
  const place = parseArn(name)
  return place !== undefined && (place.account !== call.account || place.region !== call.region)
}

function answer(results: readonly Result[]) {
  return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results }
}

/** A bus that is not there swallows the event, as AWS's does. */
function put(entry: PutEventsRequestEntry, call: Call): Result {
  const problem = entryProblem(entry, call)
  if (problem !== undefined) return problem
  const forwarded = forwardedFrom(entry, call)
  const origin = forwarded ?? { id: call.uuid(), account: call.principal.account || call.account, region: call.region }
  if (!entry.Source!.startsWith('aws.')) call.meter('Event-64K-Chunks', Math.ceil(entryBytes(entry) / chunkBytes) || 1)
  ingest(busName(entry.EventBusName), eventOf(entry, origin, call), forwarded !== undefined, call)
  return { EventId: origin.id }
}

/** A bus has the event: archives keep it, rules are asked. Inside a transaction. */
export function ingest(bus: string, event: Event, wasForwarded: boolean, call: Call): void {
  if (findBus(bus, call) === undefined) return
  archiveEvent(bus, event, call)
  route(bus, event, wasForwarded, call)
}

/** What one bus tells another of where an event comes from, sealed so that nobody else can say it. */
function forwardedFrom({ TraceHeader: sealed }: PutEventsRequestEntry, call: Call): Origin | undefined {
  return sealed === undefined ? undefined : call.open('forwarded', sealed) as Origin | undefined
}
