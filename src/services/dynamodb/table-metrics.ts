// What CloudWatch knows of tables beside the units that requests take (`consumption.ts`): the capacity that is provisioned, as a level, and
// requests that fail. Source: "DynamoDB metrics and dimensions", Developer Guide.

import type { Call, MetricName } from '../../kernel/service.ts'
import { Table } from './table.ts'
import type { Index } from './table.ts'
import type { Kind } from './throughput.ts'

const namespace = 'AWS/DynamoDB'
const everyMs = 300_000
/** What is written down of a time in which nothing changed. */
const longestMs = 86_400_000
const userErrors: MetricName = { namespace, name: 'UserErrors', dimensions: {} }
const provisioned: Readonly<Record<string, Kind>> = { ProvisionedReadCapacityUnits: 'read', ProvisionedWriteCapacityUnits: 'write' }

/** Before a table's capacity changes, and when it is made: what it had is written down, and what it has is asked for from now on. */
export function touchProvision(before: Table | undefined, table: Table, call: Call): void {
  const touched = call.cache('provisions', () => new Map<string, number>())
  const now = call.now()
  const since = Math.max(touched.get(table.id) ?? now, now - longestMs)
  touched.set(table.id, now)
  for (const [name, kind] of Object.entries(provisioned)) {
    for (const index of [undefined, ...table.indexes.filter(each => each.kind === 'global')]) {
      const dimensions = { TableName: table.name, ...(index !== undefined && { GlobalSecondaryIndexName: index.name }) }
      const was = index === undefined ? before : before?.indexes.find(each => each.contents === index.contents)
      const units = before && was && unitsOf(before, was, kind)
      for (let at = since; at < now && units !== undefined; at += everyMs) call.metrics.sample({ namespace, name, dimensions }, units, at)
      call.metrics.sample({ namespace, name, dimensions }, undefined, now)
    }
  }
}

/** What is provisioned; undefined for what is no such metric, and for tables that are billed by request. */
export function provisionOf({ namespace: of, name, dimensions }: MetricName, _at: number, call: Call): number | undefined {
  const kind = of === namespace ? provisioned[name] : undefined
  const table = kind === undefined ? undefined : call.of(Table).get(dimensions['TableName'] ?? '')
  const indexName = dimensions['GlobalSecondaryIndexName']
  const holder = indexName === undefined ? table : table?.indexes.find(index => index.name === indexName)
  return table && holder && unitsOf(table, holder, kind!)
}

function unitsOf({ billingMode }: Table, { capacity }: Pick<Index, 'capacity'>, kind: Kind): number | undefined {
  if (billingMode === 'PAY_PER_REQUEST') return undefined
  return kind === 'read' ? capacity.readUnits : capacity.writeUnits
}

/** Requests that are answered by 400, without those that are throttled and those whose condition does not hold. */
const noUserErrors: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException', 'ThrottlingException', 'RequestLimitExceeded', 'ConditionalCheckFailedException',
  'NotImplemented',
])

export function tellUserError({ code, status }: { readonly code: string, readonly status: number }, call: Call): void {
  if (status === 400 && !noUserErrors.has(code)) call.metrics.emit(userErrors, 1)
}

/** A request counts once, whatever of it was throttled. */
export function tellThrottledRequest({ name }: Table, call: Call): void {
  call.metrics.emit({ namespace, name: 'ThrottledRequests', dimensions: { TableName: name, Operation: call.operation } }, 1)
}

export function tellConditionFailed({ name }: Table, call: Call): void {
  call.metrics.tally({ namespace, name: 'ConditionalCheckFailedRequests', dimension: 'TableName', of: name }, 1)
}

export function tellExpired({ name }: Table, count: number, call: Call): void {
  if (count > 0) call.metrics.tally({ namespace, name: 'TimeToLiveDeletedItemCount', dimension: 'TableName', of: name }, count)
}
