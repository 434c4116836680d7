// Turning time to live on and off, and the timer that takes what has expired. Source: UpdateTimeToLive, DynamoDB API Reference; "Using time
// to live (TTL) in DynamoDB", Developer Guide: what goes is marked in the stream as the service's own doing.

import type { Dynamodb } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import { isFromService } from './access.ts'
import { Expiry, markItems, ring } from './expiry.ts'
import { removeItem } from './item-write.ts'
import { passOnTimeToLive } from './replica-settings.ts'
import { itemsOf } from './stored-item.ts'
import { checkSettled, Table, tableNamed } from './table.ts'
import { tellExpired } from './table-metrics.ts'
import { invalid } from './validation.ts'

/** A second change has to wait so long. */
const betweenChangesMs = 3_600_000
const itemsPerSweep = 500

export const UpdateTimeToLive: Dynamodb['UpdateTimeToLive'] = (input, call) => {
  const { TableName: given, TimeToLiveSpecification: wanted } = input
  const { Enabled: enabled, AttributeName: attribute } = wanted
  const table = tableNamed(given, call)
  if (!isFromService(call)) checkSettled(table, call)
  const { timeToLive } = table
  const isOn = timeToLive?.enabled ?? false
  if (enabled === isOn) throw invalid(`TimeToLive is already ${enabled ? 'enabled' : 'disabled'}`)
  if (timeToLive !== undefined && !enabled && timeToLive.attribute !== attribute) {
    throw invalid(`TimeToLive is active on a different AttributeName: current AttributeName is ${timeToLive.attribute}`)
  }
  if (timeToLive !== undefined && call.now() < timeToLive.changedAt + betweenChangesMs) {
    throw invalid('Time to live has been modified multiple times within a fixed interval')
  }
  const changed = call.of(Table).put({ ...table, timeToLive: { attribute, enabled, changedAt: call.now() } })
  markItems(changed, call)
  passOnTimeToLive(changed, input, call)
  return { TimeToLiveSpecification: { Enabled: enabled, AttributeName: attribute } }
}

export const DescribeTimeToLive: Dynamodb['DescribeTimeToLive'] = ({ TableName: given }, call) => {
  const { timeToLive } = tableNamed(given, call)
  if (timeToLive === undefined || !timeToLive.enabled) return { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } }
  return { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive.attribute } }
}

/** The timer's end: what is due goes, in order. */
export function expire({ name, contents }: { readonly name: string, readonly contents: string }, call: Call): void {
  const table = call.of(Table).get(name)
  if (table === undefined || table.contents !== contents) return
  let [count, gone] = [0, 0]
  for (const { at, item } of call.of(Expiry).scan({ within: [contents], through: [call.now()] })) {
    if (count === itemsPerSweep) break
    count += 1
    const stored = itemsOf(call).get(item)
    if (stored?.expiresAt === at) {
      removeItem(table, item, stored, 'expiry', call)
      gone += 1
    } else call.of(Expiry).delete(contents, at, item)
  }
  tellExpired(table, gone, call)
  ring(table, call)
}
