// What requests use of tables and indexes, told to the metrics under CloudWatch's names: consumed units and throttled requests.
// Source: "DynamoDB metrics and dimensions", Developer Guide.

import type { Call, MetricName } from '../../kernel/service.ts'
import type { Taken } from './capacity.ts'
import type { Index, Table } from './table.ts'
import type { Kind } from './throughput.ts'

type Figure = 'Consumed' | 'Throttle'

/** Tells what a request took. Local indexes count with their table. */
export function tellConsumed(table: Table, { kind, table: units, indexes }: Taken, call: Call): void {
  let own = units
  for (const [index, each] of indexes ?? []) {
    if (index.kind === 'local') own += each
    else call.metrics.emit(metricOf('Consumed', kind, table, index, call), each)
  }
  if (own > 0) call.metrics.emit(metricOf('Consumed', kind, table, undefined, call), own)
}

export function tellThrottled(table: Table, index: Index | undefined, kind: Kind, call: Call): void {
  call.metrics.emit(metricOf('Throttle', kind, table, index, call), 1)
}

/** Names are made once: their objects are kept. */
function metricOf(figure: Figure, kind: Kind, table: Table, index: Index | undefined, call: Call): MetricName {
  const names = call.cache('metrics', () => new Map<string, MetricName>())
  const place = `${figure}/${kind}/${(index ?? table).contents}`
  let known = names.get(place)
  if (known !== undefined) return known
  const word = kind === 'read' ? 'Read' : 'Write'
  known = {
    namespace: 'AWS/DynamoDB', name: figure === 'Consumed' ? `Consumed${word}CapacityUnits` : `${word}ThrottleEvents`,
    dimensions: { TableName: table.name, ...(index !== undefined && { GlobalSecondaryIndexName: index.name }) },
  }
  names.set(place, known)
  return known
}
