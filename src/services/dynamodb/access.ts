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

/** Of several tables the first. Undefined where the call names none. */
export function targetOf(_operation: string, input: Naming, call: Call): string | undefined {
  const { IndexName: index, ResourceArn: arn, BackupArn: backup } = input
  const name = tableNamedBy(input)
  if (name === undefined) return arn ?? backup
  const table = call.arn(Table, { name: tableNameOf(name) } as Table)
  return index === undefined ? table : `${table}/index/${index}`
}

/** A table's policy covers its indexes too. */
export function policyOf(_operation: string, input: Naming, call: Call): string | undefined {
  const name = tableNamedBy(input)
  const arn = name === undefined ? input.ResourceArn : call.arn(Table, { name: tableNameOf(name) } as Table)
  return arn === undefined ? undefined : call.of(ResourcePolicy).get(arn)?.policy
}

function tableNamedBy({ TableName: name, TargetTableName: target, RequestItems: requests,
  TransactItems: items }: Naming): string | undefined {
  if (name !== undefined) return name
  if (requests !== undefined) return Object.keys(requests)[0]
  if (items === undefined) return target
  return Object.values(items[0] ?? {}).find(step => step !== undefined)?.TableName
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
