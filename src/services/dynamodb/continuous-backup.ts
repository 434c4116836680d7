// Point-in-time recovery: turning it on and off, and from when to when a table can be made again. Source: "Point-in-time backups for
// DynamoDB", Developer Guide: the latest time is five minutes ago.

import type { ContinuousBackupsDescription, Dynamodb } from '../../../generated/aws/dynamodb.ts'
import type { Call } from '../../kernel/service.ts'
import { sourceTable } from './backup.ts'
import { Revision, trimHistory } from './history.ts'
import { Table } from './table.ts'
import { tellWeights } from './weight.ts'

const longestDays = 35
const dayMs = 86_400_000
const lagMs = 5 * 60_000

export const UpdateContinuousBackups: Dynamodb['UpdateContinuousBackups'] = ({ TableName: given,
  PointInTimeRecoverySpecification: wanted }, call) => {
  const table = sourceTable(given, call)
  const { pointInTime, ...rest } = table
  const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days = pointInTime?.days ?? longestDays } = wanted
  if (!enabled && pointInTime !== undefined) {
    call.cancelTimer('trimHistory', table.contents)
    const revisions = call.of(Revision)
    for (const { at, sequence } of revisions.scan({ within: [table.contents] })) revisions.delete(table.contents, at, sequence)
  }
  const changed = call.of(Table).put(enabled ? { ...table, pointInTime: { enabledAt: pointInTime?.enabledAt ?? call.now(), days } } : rest)
  tellWeights(changed, call)
  return { ContinuousBackupsDescription: describe(changed, call) }
}

export const DescribeContinuousBackups: Dynamodb['DescribeContinuousBackups'] = ({ TableName: given }, call) =>
  ({ ContinuousBackupsDescription: describe(sourceTable(given, call), call) })

/** The times to which a table can be restored, epoch ms; undefined where recovery is off. */
export function restorable({ pointInTime }: Table, now: number): { readonly earliestAt: number, readonly latestAt: number } | undefined {
  if (pointInTime === undefined) return undefined
  const { enabledAt, days } = pointInTime
  return { earliestAt: Math.max(enabledAt, now - days * dayMs), latestAt: Math.max(enabledAt, now - lagMs) }
}

function describe(table: Table, call: Call): ContinuousBackupsDescription {
  const times = restorable(table, call.now())
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: times === undefined ? { PointInTimeRecoveryStatus: 'DISABLED' } : {
      PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: table.pointInTime!.days,
      EarliestRestorableDateTime: times.earliestAt, LatestRestorableDateTime: times.latestAt,
    },
  }
}

/** The timer's end. */
export function forget({ name, contents }: { readonly name: string, readonly contents: string }, call: Call): void {
  const table = call.of(Table).get(name)
  if (table?.contents === contents && table.pointInTime !== undefined) trimHistory(table, call)
}
