// What a call is about, for policies: the ARN of its table, index, backup or stream, and the policy that the table or stream bears.
// Source: "Actions, resources, and condition keys for Amazon DynamoDB", Service Authorization Reference.

import type { Call, Principal } from '../../kernel/service.ts'
import { ResourcePolicy } from './resource-policy.ts'
import { Table, tableNameOf } from './table.ts'

/** Members that name what is meant, in whichever operation they stand. */
export interface Naming {
  readonly TableName?: string
  readonly IndexName?: string
  readonly TargetTableName?: string
  readonly ResourceArn?: string
  readonly BackupArn?: string
  readonly RequestItems?: Readonly<Record<string, unknown>>
  readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName: string } | undefined>>[]
}

/** Of a batch or transaction all its tables. Undefined where the call names none. */
export function targetOf(_operation: string, input: Naming, call: Call): string | readonly string[] | undefined {
  const { IndexName: index, ResourceArn: arn, BackupArn: backup } = input
  const [name, ...others] = tablesNamedBy(input)
  if (name === undefined) return arn ?? backup
  const table = call.arn(Table, { name: tableNameOf(name) } as Table)
  if (others.length > 0) return [table, ...others.map(each => call.arn(Table, { name: tableNameOf(each) } as Table))]
  return index === undefined ? table : `${table}/index/${index}`
}

/** A table's policy covers its indexes too; of several tables the first one's is asked. */
export function policyOf(_operation: string, input: Naming, call: Call): string | undefined {
  const [name] = tablesNamedBy(input)
  const arn = name === undefined ? input.ResourceArn : call.arn(Table, { name: tableNameOf(name) } as Table)
  return arn === undefined ? undefined : call.of(ResourcePolicy).get(arn)?.policy
}

/** Each once, in the order of the request. */
function tablesNamedBy({ TableName: name, TargetTableName: target, RequestItems: requests, TransactItems: items }: Naming): string[] {
  if (name !== undefined) return [name]
  if (requests !== undefined) return Object.keys(requests)
  if (items === undefined) return target === undefined ? [] : [target]
  const names = items.flatMap(item => Object.values(item).map(step => step?.TableName)).filter(each => each !== undefined)
  return names.every(each => each === names[0]) ? names.slice(0, 1) : [...new Set(names)]
}

/** Whoever makes the replicas of a resource that has them from the start; its calls find no table too busy. */
export const replication: Principal = { kind: 'service', account: '', arn: '', userId: '', service: 'replication.dynamodb.amazonaws.com' }

export function isFromReplication({ principal }: Call): boolean {
  return principal.kind === 'service' && principal.service === replication.service
}

/** True for calls that DynamoDB makes in its own name, from another region. */
export function isFromService({ principal }: Call): boolean {
  return principal.kind === 'service' && principal.service === 'dynamodb.amazonaws.com'
}
