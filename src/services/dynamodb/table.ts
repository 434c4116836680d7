// Tables: their record and declaration, how a name or ARN finds one, and what is said when it does not.
// How a table comes about is in `table-creation.ts`, what it may be in `table-definition.ts`, what it holds in `item.ts`.
// Invariant: `contents` of two tables never meet, even if they bear the same name one after the other.

import { parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { cloudFormation } from './cloud-formation.ts'
import type { KeyAttribute, KeySchema } from './engine/key.ts'
import { requireOpenKey } from './key-needed.ts'
import { invalid } from './validation.ts'

export interface Capacity {
  readonly readUnits: number
  readonly writeUnits: number
}

export interface Projection {
  readonly type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'
  /** Of INCLUDE, beside the keys. */
  readonly names?: readonly string[]
}

export interface Index {
  readonly kind: 'local' | 'global'
  readonly name: string
  readonly key: KeySchema
  /** Names its entries in the store. */
  readonly contents: string
  readonly projection: Projection
  /** Holds while the table is not ACTIVE: an index settles together with its table. */
  readonly status: 'CREATING' | 'UPDATING' | 'ACTIVE'
  readonly capacity: Capacity
  readonly increasedAt?: number
  readonly decreases?: readonly number[]
  readonly onDemand?: OnDemandLimits
  readonly warm?: WarmUnits
}

/** Units a second that a table or index was made ready for. */
export interface WarmUnits {
  readonly read: number
  readonly write: number
}

export interface OnDemandLimits {
  readonly maxReadUnits?: number
  readonly maxWriteUnits?: number
}

export type BillingMode = 'PROVISIONED' | 'PAY_PER_REQUEST'
export type StreamView = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES'

export interface Table {
  readonly name: string
  readonly key: KeySchema
  /** AWS's TableId. */
  readonly id: string
  /** Names its items in the store. */
  readonly contents: string
  readonly status: 'CREATING' | 'UPDATING' | 'DELETING' | 'ACTIVE' | 'INACCESSIBLE_ENCRYPTION_CREDENTIALS' | 'ARCHIVING' | 'ARCHIVED'
  readonly attributes: readonly KeyAttribute[]
  readonly indexes: readonly Index[]
  /** An index that is being deleted, as long as the table is UPDATING. */
  readonly leaving?: Index
  readonly billingMode: BillingMode
  readonly capacity: Capacity
  readonly onDemand?: OnDemandLimits
  readonly warm?: WarmUnits
  /** When it last became PAY_PER_REQUEST; absent for a table that never was. */
  readonly onDemandSince?: number
  readonly increasedAt?: number
  readonly decreases?: readonly number[]
  readonly tableClass?: { readonly name: string, readonly changedAt?: number }
  readonly deletionProtected: boolean
  /** Under a key of KMS: the data key as KMS sealed it, and the service's grant. */
  readonly encryption?: {
    readonly keyArn: string
    readonly dataKey?: string
    readonly grantId?: string
    /** Since when the key has not opened. */
    readonly inaccessibleAt?: number
  }
  readonly archived?: { readonly at: number, readonly backupArn: string }
  /** The stream that is written to now. */
  readonly stream?: { readonly label: string, readonly view: StreamView }
  /** The last stream there was, written to or not. */
  readonly lastStreamLabel?: string
  readonly timeToLive?: { readonly attribute: string, readonly changedAt: number, readonly enabled: boolean }
  readonly pointInTime?: { readonly enabledAt: number, readonly days: number }
  readonly restoredFrom?: { readonly tableArn: string, readonly backupArn?: string, readonly at: number }
  /** Its changes go to Kinesis. */
  readonly captured?: true
  /** Of a table with replicas in other regions. */
  readonly global?: Membership
  readonly createdAt: number
}

/** What a member of a global table knows of the others. */
export interface Membership {
  readonly version: '2017.11.29' | '2019.11.21'
  /** Of the older version: when the group was made. */
  readonly createdAt?: number
  readonly replicas: readonly Replica[]
}

export interface Replica {
  readonly region: string
  readonly status: 'CREATING' | 'ACTIVE' | 'DELETING' | 'CREATION_FAILED'
  /** Why it failed. */
  readonly because?: string
  readonly keyId?: string
  readonly readUnits?: number
  readonly tableClass?: string
}

export const Table = resource<Table>({
  name: 'Table',
  key: 'name',
  arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{name}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Requested resource not found: Table: ${name} not found` },
  exists: { code: 'ResourceInUseException', message: ([name]) => `Table already exists: ${name}` },
  cloudFormation,
  lifecycle: {
    field: 'status',
    settles: {
      CREATING: { to: 'ACTIVE', afterMs: 8_000 },
      UPDATING: { to: 'ACTIVE', afterMs: 10_000 },
      DELETING: { to: null, afterMs: 5_000 },
      ARCHIVING: { to: 'ARCHIVED', afterMs: 60_000 },
    },
  },
})

interface TableIndex { readonly table: string, readonly name: string }

/** For its ARN only: indexes come and go with their table. */
const TableIndex = resource<TableIndex>({
  name: 'Index', key: ['table', 'name'], arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{table}/index/{name}',
  notFound: 'ResourceNotFoundException',
})

export function indexArn({ name: table }: Pick<Table, 'name'>, { name }: Pick<Index, 'name'>, call: Call): string {
  return call.arn(TableIndex, { table, name })
}

const nameRule = /^[a-zA-Z0-9_.-]+$/

/** The name that a TableName member holds: itself, or the end of an ARN. */
export function tableNameOf(given: string): string {
  if (!given.includes(':')) return given
  const name = parseArn(given)?.resource.split('/')[1]
  return name ?? given
}

/**
 * The table an item operation works on.
 * @throws ValidationException for what is no name, ResourceNotFoundException for a table that is not there, or not yet, or no more;
 * KeyNeeded
 */
export function tableOf(given: string, call: Call): Table {
  const table = call.of(Table).get(tableNameOf(given))
  if (table !== undefined && (table.status === 'ACTIVE' || table.status === 'UPDATING')) {
    if (table.encryption !== undefined) requireOpenKey(table, call)
    return table
  }
  if (table?.status === 'INACCESSIBLE_ENCRYPTION_CREDENTIALS') requireOpenKey(table, call)
  checkTableName(given)
  throw call.fault('ResourceNotFoundException', 'Requested resource not found')
}

/**
 * The table that a control operation works on, in whatever state.
 * @throws ResourceNotFoundException, which names it
 */
export function tableNamed(given: string, call: Call): Table {
  checkTableName(given)
  return call.of(Table).require(tableNameOf(given))
}

/** @throws ResourceInUseException for a table that is being made, changed or deleted */
export function checkSettled({ name, status }: Table, call: Call): void {
  if (status === 'ACTIVE') return
  const doing = status === 'CREATING' ? 'created' : status === 'DELETING' ? 'deleted' : 'updated'
  throw call.fault('ResourceInUseException', `Attempt to change a resource which is still in use: Table is being ${doing}: ${name}`)
}

/** @throws ValidationException */
export function checkTableName(given: string): void {
  const name = tableNameOf(given)
  if (name.length < 3 || name.length > 255) throw invalid('TableName must be at least 3 characters long and at most 255 characters long')
  if (nameRule.test(name)) return
  throw invalid(`1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: ` +
    'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+')
}
