// What happened to a spot fleet and its instances, in order. Source: HistoryRecord, EC2 API Reference.

import type { HistoryRecord } from '../../../generated/aws/ec2.ts'
import type { Call } from '../../kernel/service.ts'
import { key, prefixOf } from '../../std/key.ts'

type EventType = NonNullable<HistoryRecord['EventType']>

/** Oldest first. */
export function historyOf(fleet: string, call: Pick<Call, 'table'>): HistoryRecord[] {
  return [...call.table<HistoryRecord>('fleet.history').scan({ prefix: prefixOf(fleet) })].map(([, record]) => record)
}

export function noted(fleet: string, EventType: EventType, word: string, call: Pick<Call, 'table' | 'sequence' | 'now'>,
  instance?: string): void {
  call.table<HistoryRecord>('fleet.history').put(key(fleet, call.sequence()), {
    EventType, Timestamp: call.now(), EventInformation: { EventSubType: word, ...(instance !== undefined && { InstanceId: instance }) },
  })
}
