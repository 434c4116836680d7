// The columns of an inventory, and its rows as CSV and as Parquet. Pure. Source: "Amazon S3 Inventory list", Amazon S3 User Guide.

import type { InventoryConfiguration } from '../../../generated/aws/s3.ts'
import type { LiveObject, StoredObject } from './object.ts'

export interface InventoryRow { readonly version: StoredObject, readonly isLatest: boolean }

type Cell = string | number | boolean | undefined

export interface Column {
  /** In CSV's schema. */
  readonly name: string
  /** In Parquet. */
  readonly column: string
  readonly cell: (row: InventoryRow) => Cell
}

const encryptions = { 'AES256': 'SSE-S3', 'aws:kms': 'SSE-KMS', 'aws:kms:dsse': 'DSSE-KMS', 'customer': 'SSE-C' } as const

const iso = (at: number): string => new Date(at).toISOString()

/** A cell of objects: empty for delete markers. */
const ofObject = (cell: (object: LiveObject) => Cell) => ({ version }: InventoryRow): Cell =>
  version.deleteMarker ? undefined : cell(version)

const always: readonly Column[] = [
  { name: 'Bucket', column: 'bucket', cell: ({ version }) => version.bucket },
  { name: 'Key', column: 'key', cell: ({ version }) => version.key },
]

const ofVersions: readonly Column[] = [
  { name: 'VersionId', column: 'version_id', cell: ({ version: { versionId } }) => versionId === 'null' ? '' : versionId },
  { name: 'IsLatest', column: 'is_latest', cell: ({ isLatest }) => isLatest },
  { name: 'IsDeleteMarker', column: 'is_delete_marker', cell: ({ version }) => version.deleteMarker === true },
]

const optional: Readonly<Record<string, Column>> = {
  Size: { name: 'Size', column: 'size', cell: ofObject(({ sizeBytes }) => sizeBytes) },
  LastModifiedDate: { name: 'LastModifiedDate', column: 'last_modified_date', cell: ({ version }) => iso(version.createdAt) },
  ETag: { name: 'ETag', column: 'e_tag', cell: ofObject(({ etag }) => etag) },
  StorageClass: { name: 'StorageClass', column: 'storage_class', cell: ofObject(({ storageClass }) => storageClass) },
  IsMultipartUploaded: { name: 'IsMultipartUploaded', column: 'is_multipart_uploaded',
    cell: ofObject(({ partsCount }) => partsCount !== undefined) },
  ReplicationStatus: { name: 'ReplicationStatus', column: 'replication_status', cell: ({ version: { replication } }) => replication },
  EncryptionStatus: { name: 'EncryptionStatus', column: 'encryption_status',
    cell: ofObject(({ encryption: { algorithm } }) => encryptions[algorithm]) },
  ObjectLockRetainUntilDate: { name: 'ObjectLockRetainUntilDate', column: 'object_lock_retain_until_date',
    cell: ofObject(({ retention }) => retention && iso(retention.untilAt)) },
  ObjectLockMode: { name: 'ObjectLockMode', column: 'object_lock_mode', cell: ofObject(({ retention }) => retention?.mode) },
  ObjectLockLegalHoldStatus: { name: 'ObjectLockLegalHoldStatus', column: 'object_lock_legal_hold_status',
    cell: ofObject(({ legalHold }) => legalHold === undefined ? undefined : legalHold ? 'ON' : 'OFF') },
  IntelligentTieringAccessTier: { name: 'IntelligentTieringAccessTier', column: 'intelligent_tiering_access_tier',
    cell: ofObject(({ storageClass, accessTier }) => storageClass === 'INTELLIGENT_TIERING' ? accessTier ?? 'FREQUENT' : undefined) },
  BucketKeyStatus: { name: 'BucketKeyStatus', column: 'bucket_key_status',
    cell: ofObject(({ encryption: { bucketKey } }) => bucketKey === true ? 'ENABLED' : 'DISABLED') },
  ChecksumAlgorithm: { name: 'ChecksumAlgorithm', column: 'checksum_algorithm', cell: ofObject(({ checksum }) => checksum?.algorithm) },
  ObjectAccessControlList: { name: 'ObjectAccessControlList', column: 'object_access_control_list',
    cell: ofObject(({ acl }) => Buffer.from(JSON.stringify({ version: '2022-11-10', grants: acl })).toString('base64')) },
  ObjectOwner: { name: 'ObjectOwner', column: 'object_owner', cell: ({ version }) => version.owner },
}

export function columnsOf({ IncludedObjectVersions: versions, OptionalFields: fields = [] }: InventoryConfiguration): Column[] {
  return [...always, ...(versions === 'All' ? ofVersions : []), ...fields.flatMap(field => Object.hasOwn(optional,
    field) ? optional[field]! : [])]
}

/** Every value in quotes, keys encoded as in URLs. */
export function csvOf(rows: readonly InventoryRow[], columns: readonly Column[]): string {
  return rows.map(row => `${columns.map(({ name, cell }) => {
    const value = cell(row)
    const text = value === undefined ? '' : name === 'Key' ? encodeURIComponent(String(value)).replaceAll('%2F', '/').replaceAll('%20', '+')
      : String(value)
    return `"${text.replaceAll('"', '""')}"`
  }).join(',')}\n`).join('')
}

/** Sizes are whole numbers, truths are truths, the rest is text. */
export async function parquetOf(rows: readonly InventoryRow[], columns: readonly Column[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  return new Uint8Array(parquetWriteBuffer({ columnData: columns.map(({ name, column, cell }) => {
    const cells = rows.map(row => cell(row) ?? null)
    if (name === 'Size') return { name: column, data: cells.map(value => value === null ? null : BigInt(value)), type: 'INT64',
      nullable: true }
    if (name.startsWith('Is')) return { name: column, data: cells, type: 'BOOLEAN', nullable: true }
    return { name: column, data: cells, type: 'STRING', nullable: true }
  }) }))
}
