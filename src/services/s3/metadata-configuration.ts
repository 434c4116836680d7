// A bucket's metadata configuration: which tables S3 is to keep of its objects, of the first version (one table in a bucket of one's own)
// or the second (journal, inventory and annotations in AWS's). Only that is here: the tables' states pass on the clock, and nothing is
// written into tables. Source: CreateBucketMetadataConfiguration and its like, Amazon S3 API Reference; "S3 Metadata", User Guide.

import type {
  InventoryTableConfiguration, MetadataConfigurationResult, MetadataTableEncryptionConfiguration, RecordExpiration, S3,
} from '../../../generated/aws/s3.ts'
import { arnTemplate, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket, BucketInput } from './bucket.ts'
import { configured } from './configuration.ts'
import { invalidArgument, malformedXml, s3Fault } from './fault.ts'

/** A table that S3 keeps: when it will be there, and when it holds what was there before it. */
interface MetadataTable { readonly id: string, readonly createdAt: number, readonly activeAt: number, readonly filledAt?: number }

/** A table that may be switched off. */
interface SwitchedTable { readonly state: string, readonly table?: MetadataTable, readonly role?: string }

export type BucketMetadata =
  | { readonly version: 1, readonly table: MetadataTable, readonly tableBucketArn: string, readonly tableName: string }
  | { readonly version: 2, readonly journal: MetadataTable & { readonly expiration: RecordExpiration }, readonly inventory?: SwitchedTable,
    readonly annotations?: SwitchedTable }

const typical = { createMs: 5 * 60_000, fillMs: 60 * 60_000 }
const action = { create: 's3:CreateBucketMetadataTableConfiguration', get: 's3:GetBucketMetadataTableConfiguration',
  delete: 's3:DeleteBucketMetadataTableConfiguration' }
const tableBucketArn = arnTemplate('arn:{partition}:s3tables:{region}:{account}:bucket/aws-s3')

function newTable(call: Call, isFilled: boolean): MetadataTable {
  const activeAt = call.now() + call.lifecycleMs(typical.createMs)
  return { id: call.uuid(), createdAt: call.now(), activeAt, ...(isFilled && { filledAt: activeAt + call.lifecycleMs(typical.fillMs) }) }
}

function statusOf({ activeAt, filledAt }: MetadataTable, call: Call): string {
  if (call.now() < activeAt) return 'CREATING'
  return filledAt !== undefined && call.now() < filledAt ? 'BACKFILLING' : 'ACTIVE'
}

/** @throws InvalidBucketState */
function without(input: BucketInput, call: Call): Bucket {
  const bucket = bucketFor(input, { action: action.create }, call)
  if (bucket.configurations.metadata === undefined) return bucket
  throw s3Fault('InvalidBucketState', {}, 'The bucket has a metadata configuration already.')
}

/** @throws MetadataConfigurationNotFound, MethodNotAllowed for a second version that is asked for as a first */
function held(input: BucketInput, right: string, call: Call): { readonly bucket: Bucket, readonly metadata: BucketMetadata } {
  const bucket = bucketFor(input, { action: right }, call)
  const { metadata } = bucket.configurations
  if (metadata === undefined) throw s3Fault('MetadataConfigurationNotFound', { BucketName: bucket.name })
  return { bucket, metadata }
}

/** @throws InvalidArgument */
function checkExpiration({ Expiration: expiration, Days: days }: RecordExpiration): void {
  if (expiration !== 'ENABLED' && expiration !== 'DISABLED') throw malformedXml()
  const fits = expiration === 'ENABLED' ? days !== undefined && days >= 7 && days <= 2 ** 31 - 1 : days === undefined
  if (!fits) throw invalidArgument('Days must be at least 7 where records expire, and absent where they do not', 'Days', String(days))
}

function checkEncryption(encryption: MetadataTableEncryptionConfiguration | undefined): void {
  if (encryption === undefined) return
  const { SseAlgorithm: algorithm, KmsKeyArn: key } = encryption
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms') throw malformedXml()
  if ((algorithm === 'aws:kms') !== (parseArn(key ?? '')?.service === 'kms')) {
    throw invalidArgument('A KMS key\'s ARN must be given with aws:kms, and only then', 'KmsKeyArn', key)
  }
}

function switched(
  asked: InventoryTableConfiguration & { readonly Role?: string }, before: SwitchedTable | undefined, call: Call,
): SwitchedTable {
  const { ConfigurationState: state, EncryptionConfiguration: encryption, Role: role } = asked
  if (state !== 'ENABLED' && state !== 'DISABLED') throw malformedXml()
  checkEncryption(encryption)
  const kept = role ?? before?.role
  if (state === 'DISABLED') return { state, ...(kept !== undefined && { role: kept }) }
  return { state, table: before?.table ?? newTable(call, true), ...(kept !== undefined && { role: kept }) }
}

export const CreateBucketMetadataConfiguration: S3['CreateBucketMetadataConfiguration'] = (input, call) => {
  const bucket = without(input, call)
  const { JournalTableConfiguration: journal, InventoryTableConfiguration: inventory, AnnotationTableConfiguration: annotations }
    = input.MetadataConfiguration
  if (journal?.RecordExpiration === undefined) throw malformedXml()
  checkExpiration(journal.RecordExpiration)
  checkEncryption(journal.EncryptionConfiguration)
  configured(bucket, 'metadata', {
    version: 2, journal: { ...newTable(call, false), expiration: journal.RecordExpiration },
    ...(inventory !== undefined && { inventory: switched(inventory, undefined, call) }),
    ...(annotations !== undefined && { annotations: switched(annotations, undefined, call) }),
  }, call)
}

export const CreateBucketMetadataTableConfiguration: S3['CreateBucketMetadataTableConfiguration'] = (input, call) => {
  const bucket = without(input, call)
  const { TableBucketArn: arn, TableName: name } = input.MetadataTableConfiguration?.S3TablesDestination ?? {}
  if (arn === undefined || name === undefined) throw malformedXml()
  const place = parseArn(arn)
  if (place?.service !== 's3tables' || place.region !== call.region || place.account !== call.account) {
    throw invalidArgument('The table bucket must be one of the account, in the region of the bucket', 'TableBucketArn', arn)
  }
  if (!/^[a-z0-9_]{1,255}$/.test(name)) throw invalidArgument('The table name is not valid', 'TableName', name)
  configured(bucket, 'metadata', { version: 1, table: newTable(call, false), tableBucketArn: arn, tableName: name }, call)
}

export const GetBucketMetadataConfiguration: S3['GetBucketMetadataConfiguration'] = (input, call) => {
  const { bucket, metadata } = held(input, action.get, call)
  return { GetBucketMetadataConfigurationResult: { MetadataConfigurationResult: metadata.version === 1
    ? { DestinationResult: { TableBucketType: 'customer', TableBucketArn: metadata.tableBucketArn, TableNamespace: 'aws_s3_metadata' } }
    : shown(bucket, metadata, call) } }
}

function shown(bucket: Bucket, metadata: BucketMetadata & { version: 2 }, call: Call): MetadataConfigurationResult {
  const arn = tableBucketArn(call, {})
  const told = (name: string, table: MetadataTable) =>
    ({ TableStatus: statusOf(table, call), TableName: name, TableArn: `${arn}/table/${table.id}` })
  const may = (name: string, { state, table, role }: SwitchedTable) => ({ ConfigurationState: state,
    ...(table !== undefined && told(name, table)), ...(role !== undefined && { Role: role }) })
  const { journal, inventory, annotations } = metadata
  return {
    DestinationResult: { TableBucketType: 'aws', TableBucketArn: arn, TableNamespace: `b_${bucket.name}` },
    JournalTableConfigurationResult: { ...told('journal', journal), RecordExpiration: journal.expiration },
    ...(inventory !== undefined && { InventoryTableConfigurationResult: may('inventory', inventory) }),
    ...(annotations !== undefined && { AnnotationTableConfigurationResult: may('annotation', annotations) }),
  }
}

export const GetBucketMetadataTableConfiguration: S3['GetBucketMetadataTableConfiguration'] = (input, call) => {
  const { metadata } = held(input, action.get, call)
  if (metadata.version !== 1) throw s3Fault('MethodNotAllowed')
  const { table, tableBucketArn: arn, tableName: name } = metadata
  return { GetBucketMetadataTableConfigurationResult: {
    MetadataTableConfigurationResult: { S3TablesDestinationResult: { TableBucketArn: arn, TableName: name,
      TableArn: `${arn}/table/${table.id}`, TableNamespace: 'aws_s3_metadata' } },
    Status: statusOf(table, call),
  } }
}

export const DeleteBucketMetadataConfiguration: S3['DeleteBucketMetadataConfiguration'] = (input, call) => {
  const { bucket } = held(input, action.delete, call)
  configured(bucket, 'metadata', undefined, call)
}

export const DeleteBucketMetadataTableConfiguration: S3['DeleteBucketMetadataTableConfiguration'] = (input, call) => {
  const { bucket, metadata } = held(input, action.delete, call)
  if (metadata.version !== 1) throw s3Fault('MethodNotAllowed')
  configured(bucket, 'metadata', undefined, call)
}

/** The second version, to be changed. @throws MethodNotAllowed */
function changeable(input: BucketInput, right: string, call: Call) {
  const { bucket, metadata } = held(input, right, call)
  if (metadata.version !== 2) throw s3Fault('MethodNotAllowed')
  return { bucket, metadata }
}

export const UpdateBucketMetadataJournalTableConfiguration: S3['UpdateBucketMetadataJournalTableConfiguration'] = (input, call) => {
  const { bucket, metadata } = changeable(input, 's3:UpdateBucketMetadataJournalTableConfiguration', call)
  const expiration = input.JournalTableConfiguration?.RecordExpiration
  if (expiration === undefined) throw malformedXml()
  checkExpiration(expiration)
  configured(bucket, 'metadata', { ...metadata, journal: { ...metadata.journal, expiration } }, call)
}

export const UpdateBucketMetadataInventoryTableConfiguration: S3['UpdateBucketMetadataInventoryTableConfiguration'] = (input, call) => {
  const { bucket, metadata } = changeable(input, 's3:UpdateBucketMetadataInventoryTableConfiguration', call)
  const inventory = switched(input.InventoryTableConfiguration, metadata.inventory, call)
  configured(bucket, 'metadata', { ...metadata, inventory }, call)
}

export const UpdateBucketMetadataAnnotationTableConfiguration: S3['UpdateBucketMetadataAnnotationTableConfiguration'] = (input, call) => {
  const { bucket, metadata } = changeable(input, 's3:UpdateBucketMetadataAnnotationTableConfiguration', call)
  const annotations = switched(input.AnnotationTableConfiguration, metadata.annotations, call)
  configured(bucket, 'metadata', { ...metadata, annotations }, call)
}

/** For the manifest. */
export const operations = {
  CreateBucketMetadataConfiguration, CreateBucketMetadataTableConfiguration, DeleteBucketMetadataConfiguration,
  DeleteBucketMetadataTableConfiguration, GetBucketMetadataConfiguration, GetBucketMetadataTableConfiguration,
  UpdateBucketMetadataAnnotationTableConfiguration, UpdateBucketMetadataInventoryTableConfiguration,
  UpdateBucketMetadataJournalTableConfiguration,
}
