// The tables that exports query: CUR 2.0, with its columns and what may be set of it. Source: "Cost and Usage Report (CUR) 2.0", table
// dictionary of the AWS Data Exports User Guide.

import type { BcmDataExports } from '../../../generated/aws/bcm-data-exports.ts'
import { readTable } from '../../std/rows.ts'
import type { Call } from '../../kernel/service.ts'
import { sealedPage } from '../../kernel/service.ts'

/** A text, or a map of texts. */
export type Cell = string | Readonly<Record<string, string>>

export interface Column { readonly name: string, readonly type: string, readonly description: string }

export type CheckedCall = Call<'ValidationException'>

/** What may be set of a table, its default first. */
const properties: Readonly<Record<string, { readonly values: readonly string[], readonly description: string }>> = {
  TIME_GRANULARITY: { values: ['HOURLY', 'DAILY', 'MONTHLY'], description: 'The time that a line item covers' },
  INCLUDE_RESOURCES: { values: ['FALSE', 'TRUE'], description: 'Whether line items tell their resources' },
  INCLUDE_SPLIT_COST_ALLOCATION_DATA: { values: ['FALSE'], description: 'Costs of single containers: not told here' },
  INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: { values: ['FALSE'], description: 'Discounts by hand: there are none here' },
}

export const usageTable = 'COST_AND_USAGE_REPORT'

export interface TableSettings { readonly timeUnit: 'HOURLY' | 'DAILY' | 'MONTHLY', readonly resources: boolean }

/** @throws ValidationException for what the table does not know */
export function settingsOf(given: Readonly<Record<string, string>>, call: CheckedCall): TableSettings {
  for (const [name, value] of Object.entries(given)) {
    const known = properties[name]
    if (known === undefined) throw call.fault('ValidationException', `Table ${usageTable} has no property ${name}`)
    if (!known.values.includes(value)) throw call.fault('ValidationException', `${value} is not a valid value for ${name}`)
  }
  return {
    timeUnit: (given['TIME_GRANULARITY'] ?? 'HOURLY') as TableSettings['timeUnit'], resources: given['INCLUDE_RESOURCES'] === 'TRUE',
  }
}

/** The columns of the table as it is set. */
export function columnsOf({ resources }: Pick<TableSettings, 'resources'>): Column[] {
  return readTable(new URL('./columns.tsv', import.meta.url), ['name', 'type', 'description'] as const)
    .filter(({ name }) => resources || name !== 'line_item_resource_id')
}

const description = 'Costs and usage of the bill, line by line'

export const ListTables: BcmDataExports['ListTables'] = ({ MaxResults: limit, NextToken: token }, call) => {
  const tables = [{
    TableName: usageTable, Description: description,
      TableProperties: Object.entries(properties).map(([Name, { values, description: Description }]) =>
      ({ Name, Description, ValidValues: [...values], DefaultValue: values[0]! })),
  }]
  const { items, next } = sealedPage(tables, { limit, usual: 100, token }, call, () =>
    call.fault('ValidationException', 'NextToken is not valid'))
  return { Tables: [...items], ...next }
}

export const GetTable: BcmDataExports['GetTable'] = ({ TableName: name, TableProperties: given = {} }, call) => {
  if (name !== usageTable) throw call.fault('ValidationException', `There is no table ${name} here: only ${usageTable}`)
  const settings = settingsOf(given as Record<string, string>, call)
  const set = Object.fromEntries(Object.entries(properties).map(([property, { values }]) => [property, values[0]!]))
  return {
    TableName: name, Description: description, TableProperties: { ...set, ...given as Record<string, string> },
    Schema: columnsOf(settings).map(({ name: Name, type: Type, description: Description }) => ({ Name, Type, Description })),
  }
}
