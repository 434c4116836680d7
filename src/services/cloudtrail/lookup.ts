// LookupEvents: the management events of the last 90 days in an account and region, newest first, by at most one attribute.
// Source: LookupEvents, AWS CloudTrail API Reference, and "Working with CloudTrail event history", AWS CloudTrail User Guide.

import type { Cloudtrail, CloudtrailEvent, LookupAttribute, LookupEventsRequest } from '../../../generated/aws/cloudtrail.ts'
import type { Call } from '../../kernel/service.ts'
import { belongs, eventTime, recordOf, summaryOf } from './event.ts'
import type { JournalEntry, Registry } from './event.ts'

const historyMs = 90 * 24 * 3_600_000

export const LookupEvents: Cloudtrail['LookupEvents'] = async (input, call) => {
  const { LookupAttributes: attributes = [], StartTime: startAt, EndTime: endAt, EventCategory: category } = input
  if (attributes.length > 1) throw call.fault('InvalidLookupAttributesException', 'Only one lookup attribute can be specified.')
  if (startAt !== undefined && endAt !== undefined && startAt > endAt) {
    throw call.fault('InvalidTimeRangeException', 'The start time must not be after the end time.')
  }
  const registry = await call.resources()
  // No trail here has insights enabled, so there are no insight events.
  return category === 'insight' ? none() : found(input, registry, call)
}

function* none(): Generator<CloudtrailEvent> {}

function* found(input: LookupEventsRequest, registry: Registry, call: Call): Generator<CloudtrailEvent> {
  const { StartTime: startAt = 0, EndTime: endAt = Infinity } = input
  const oldestAt = call.now() - historyMs
  const attribute = input.LookupAttributes?.[0]
  for (const entry of call.journal.newest()) {
    const eventAt = eventTime(entry)
    if (entry.at < oldestAt || eventAt < startAt || eventAt > endAt || !belongs(entry, call)) continue
    const summary = summaryOf(entry, registry)
    if (attribute !== undefined && !has(summary, entry, attribute)) continue
    yield { ...summary, CloudTrailEvent: recordOf(entry, registry, call) }
  }
}

/** Resources are found by the name they are shown with, and by ARN. */
function has(event: CloudtrailEvent, entry: JournalEntry, { AttributeKey: name, AttributeValue: value }: LookupAttribute): boolean {
  const { Resources: resources = [] } = event
  switch (name) {
    case 'AccessKeyId': return event.AccessKeyId === value
    case 'EventId': return event.EventId === value
    case 'EventName': return event.EventName === value
    case 'EventSource': return event.EventSource === value
    case 'ReadOnly': return event.ReadOnly === value
    case 'ResourceName': return entry.resources.includes(value) || resources.some(({ ResourceName: shown }) => shown === value)
    case 'ResourceType': return resources.some(({ ResourceType: shown }) => shown === value)
    case 'Username': return event.Username === value
    default: return false
  }
}
