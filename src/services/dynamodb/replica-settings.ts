// What members of a global table have in common: a change of one is passed on to the others, by real calls in the service's own name.
// Global indexes, billing mode, write capacity, time to live and the stream's being there are shared; names of keys, tags, policies, alarms
// and recovery are each region's own. Source: "Global tables core concepts", Developer Guide.

import type { UpdateTableInput, UpdateTimeToLiveInput } from '../../../generated/aws/dynamodb.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { isFromService } from './access.ts'
import { Table } from './table.ts'

interface Passing {
  readonly name: string
  readonly region: string
  readonly update?: UpdateTableInput
  readonly timeToLive?: UpdateTimeToLiveInput
}

const retryMs = 10_000
/** A member that cannot follow for so long is left as it is. */
const attemptsMax = 20

/** Passes an update of the table on to the other members. */
export function passOn(table: Table, input: UpdateTableInput, call: Call): void {
  const { TableName: _, ReplicaUpdates: __, StreamSpecification: ___, DeletionProtectionEnabled: ____, TableClass: _____,
    SSESpecification: ______, WarmThroughput: _______, ...shared } = input
  if (Object.keys(shared).length > 0) pass(table, { update: { TableName: table.name, ...shared } }, call)
}

export function passOnTimeToLive(table: Table, input: UpdateTimeToLiveInput, call: Call): void {
  pass(table, { timeToLive: { ...input, TableName: table.name } }, call)
}

function pass(table: Table, change: Pick<Passing, 'update' | 'timeToLive'>, call: Call): void {
  if (table.global === undefined || isFromService(call)) return
  for (const { region, status } of table.global.replicas) {
    if (status !== 'ACTIVE') continue
    call.setTimer('passOn', `${table.contents}/${region}/${call.sequence()}`, call.now() + 1, { name: table.name, region, ...change })
  }
}

/** The timer's work. A member that is busy is asked again. */
export async function passOnNow(passing: Passing & { readonly attempts?: number }, call: Call,
  { id }: { readonly id: string }): Promise<void> {
  const { name, region, update, timeToLive, attempts = 0 } = passing
  if (call.of(Table).get(name)?.global === undefined) return
  const remote = call.to('dynamodb', { region })
  try {
    if (update !== undefined) await remote.UpdateTable(update)
    if (timeToLive !== undefined) await remote.UpdateTimeToLive(timeToLive)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (error.code !== 'ResourceInUseException' || attempts === attemptsMax) throw error
    call.transact(() => { call.setTimer('passOn', id, call.now() + retryMs, { ...passing, attempts: attempts + 1 }) })
  }
}
