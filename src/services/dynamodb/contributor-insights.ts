// The switch of CloudWatch Contributor Insights for tables and indexes: its state is kept, rules are not run. Source:
// UpdateContributorInsights and its kin, DynamoDB API Reference.

import type { Dynamodb } from '../../../generated/aws/dynamodb.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Table, tableNamed } from './table.ts'

interface Insights {
  /** The table's contents. */
  readonly table: string
  /** The index's name; '' for the table itself. */
  readonly index: string
  readonly enabled: boolean
  readonly mode: string
  readonly changedAt: number
}

const Insights = records<Insights>({ name: 'ContributorInsights', key: ['table', 'index'] })

const settlingMs = 5_000
const defaultMode = 'ACCESSED_AND_THROTTLED_KEYS'

export const UpdateContributorInsights: Dynamodb['UpdateContributorInsights'] = (input, call) => {
  const { TableName: given, IndexName: index, ContributorInsightsAction: action, ContributorInsightsMode: mode = defaultMode } = input
  const table = indexedTable(given, index, call)
  const enabled = action === 'ENABLE'
  call.of(Insights).put({ table: table.contents, index: index ?? '', enabled, mode, changedAt: call.now() })
  return {
    TableName: table.name, ...(index !== undefined && { IndexName: index }), ContributorInsightsStatus: enabled ? 'ENABLING' : 'DISABLING',
    ContributorInsightsMode: mode,
  }
}

export const DescribeContributorInsights: Dynamodb['DescribeContributorInsights'] = ({ TableName: given, IndexName: index }, call) => {
  const table = indexedTable(given, index, call)
  const known = call.of(Insights).get(table.contents, index ?? '')
  return {
    TableName: table.name, ...(index !== undefined && { IndexName: index }), ContributorInsightsStatus: statusOf(known, call),
    ...(known !== undefined && { LastUpdateDateTime: known.changedAt, ContributorInsightsMode: known.mode }),
    ...(known?.enabled && { ContributorInsightsRuleList: rulesOf(table, index) }),
  }
}

export const ListContributorInsights: Dynamodb['ListContributorInsights'] = ({ TableName: given }, call) => {
  const tables = given === undefined ? [...call.of(Table).scan()] : [tableNamed(given, call)]
  const summaries = tables.flatMap(({ name, contents }) => [...call.of(Insights).scan({ within: [contents] })].map(known => ({
    TableName: name, ...(known.index !== '' && { IndexName: known.index }), ContributorInsightsStatus: statusOf(known, call),
    ContributorInsightsMode: known.mode,
  })))
  return { ContributorInsightsSummaries: summaries }
}

/** @throws ResourceNotFoundException also for an index that is not there */
function indexedTable(given: string, index: string | undefined, call: Call): Table {
  const table = tableNamed(given, call)
  if (index === undefined || table.indexes.some(({ name, kind }) => name === index && kind === 'global')) return table
  throw call.fault('ResourceNotFoundException', `Requested resource not found: Index: ${index} not found`)
}

function statusOf(known: Insights | undefined, call: Call): string {
  if (known === undefined) return 'DISABLED'
  const isSettled = call.now() >= known.changedAt + call.lifecycleMs(settlingMs)
  return known.enabled ? isSettled ? 'ENABLED' : 'ENABLING' : isSettled ? 'DISABLED' : 'DISABLING'
}

/** Names of the rules that AWS makes, one for each part of the key and for throttling. */
function rulesOf({ name, createdAt, key }: Table, index: string | undefined): string[] {
  const subject = `${name}${index === undefined ? '' : `-${index}`}-${createdAt}`
  const kinds = key.range.length === 0 ? ['PKC', 'PKT'] : ['PKC', 'SKC', 'PKT', 'SKT']
  return kinds.map(kind => `DynamoDBContributorInsights-${kind}-${subject}`)
}
