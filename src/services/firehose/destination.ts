// Where a delivery stream delivers: a bucket, or an HTTP endpoint with a bucket for what it does not take. What was given is kept as it was
// given; what was not is filled in when it is shown or used.
// Source: ExtendedS3DestinationConfiguration, HttpEndpointDestinationConfiguration and UpdateDestination, Amazon Data Firehose API
// Reference.

import type {
  CreateDeliveryStreamInput, DestinationDescription, ExtendedS3DestinationConfiguration, ExtendedS3DestinationUpdate,
  Firehose, HttpEndpointDestinationConfiguration,
  HttpEndpointDestinationUpdate, ProcessingConfiguration, S3DestinationConfiguration, S3DestinationDescription,
} from '../../../generated/aws/firehose.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { checkConversion, isConverted, usualConvertedMiB } from './conversion.ts'
import { checkPrefixes } from './prefix.ts'
import { checkProcessing } from './processing.ts'

export type Destination =
  | { readonly kind: 's3', readonly s3: ExtendedS3DestinationConfiguration }
  | { readonly kind: 'http', readonly http: HttpEndpointDestinationConfiguration }

export const destinationId = 'destinationId-000000000001'

const refused: Readonly<Record<string, string>> = {
  RedshiftDestinationConfiguration: 'Redshift', ElasticsearchDestinationConfiguration: 'Elasticsearch',
  AmazonopensearchserviceDestinationConfiguration: 'OpenSearch Service', SplunkDestinationConfiguration: 'Splunk',
  AmazonOpenSearchServerlessDestinationConfiguration: 'OpenSearch Serverless', SnowflakeDestinationConfiguration: 'Snowflake',
  IcebergDestinationConfiguration: 'Iceberg tables',
}

/** @throws InvalidArgumentException, NotImplemented for destinations that nothing runs behind */
export function destinationIn(input: CreateDeliveryStreamInput, call: Call): Destination {
  const other = Object.keys(refused).find(name => input[name as keyof CreateDeliveryStreamInput] !== undefined)
  if (other !== undefined) {
    throw call.fault('NotImplemented', `Delivery streams deliver to S3 and to HTTP endpoints; ${refused[other]} has no engine here.`)
  }
  const { S3DestinationConfiguration: plain, ExtendedS3DestinationConfiguration: s3, HttpEndpointDestinationConfiguration: http } = input
  if ([plain, s3, http].filter(given => given !== undefined).length !== 1) {
    throw call.fault('InvalidArgumentException', 'Exactly one destination configuration is supported for a Firehose')
  }
  return http !== undefined ? { kind: 'http', http } : { kind: 's3', s3: (s3 ?? plain)! }
}

/** @throws InvalidArgumentException, NotImplemented */
export function checkDestination(destination: Destination, call: Call): void {
  checkProcessing(processingOf(destination), call)
  if (destination.kind === 'http') {
    const { SecretsManagerConfiguration: secret } = destination.http
    if (secret?.Enabled === true && parseArn(secret.SecretARN ?? '')?.service !== 'secretsmanager') {
      throw call.fault('InvalidArgumentException', 'SecretARN is required when SecretsManagerConfiguration is enabled')
    }
    checkBucket(destination.http.S3Configuration, call)
    return
  }
  const { s3 } = destination
  if (isConverted(s3)) checkConversion(s3, call)
  checkBucket(s3, call)
  checkPrefixes(s3, call)
  if (s3.S3BackupMode === 'Enabled') {
    if (s3.S3BackupConfiguration === undefined) {
      throw call.fault('InvalidArgumentException', 'S3BackupConfiguration is required when S3BackupMode is Enabled')
    }
    checkBucket(s3.S3BackupConfiguration, call)
  }
}

function checkBucket({ CompressionFormat: format }: S3DestinationConfiguration, call: Call): void {
  if (format === 'Snappy') {
    throw call.fault('NotImplemented', 'The compression Snappy is not served: GZIP, ZIP and HADOOP_SNAPPY are.')
  }
}

export function processingOf(destination: Destination): ProcessingConfiguration | undefined {
  return destination.kind === 's3' ? destination.s3.ProcessingConfiguration : destination.http.ProcessingConfiguration
}

/** The bucket of what cannot be delivered otherwise. */
export function bucketOf(destination: Destination): S3DestinationConfiguration {
  return destination.kind === 's3' ? destination.s3 : destination.http.S3Configuration
}

export interface Hints { readonly sizeBytes: number, readonly intervalMs: number }

const usualHints = { SizeInMBs: 5, IntervalInSeconds: 300 }
/** "When dynamic partitioning is enabled, the buffer size is at least 64 MiB." */
export const leastPartitionedMiB = 64

export function hintsOf(destination: Destination): Hints {
  const given = destination.kind === 's3' ? destination.s3.BufferingHints : destination.http.BufferingHints
  const { SizeInMBs, IntervalInSeconds } = { ...usualHintsOf(destination), ...given }
  return { sizeBytes: SizeInMBs * 2 ** 20, intervalMs: IntervalInSeconds * 1000 }
}

function usualHintsOf(destination: Destination): typeof usualHints {
  return destination.kind === 's3' && isConverted(destination.s3) ? { ...usualHints, SizeInMBs: usualConvertedMiB } : usualHints
}

function describedBucket(s3: S3DestinationConfiguration): S3DestinationDescription {
  const { RoleARN, BucketARN, Prefix, ErrorOutputPrefix, BufferingHints, CompressionFormat, EncryptionConfiguration } = s3
  return {
    RoleARN, BucketARN, BufferingHints: { ...usualHints, ...BufferingHints }, CompressionFormat: CompressionFormat ?? 'UNCOMPRESSED',
    EncryptionConfiguration: EncryptionConfiguration ?? { NoEncryptionConfig: 'NoEncryption' },
    CloudWatchLoggingOptions: s3.CloudWatchLoggingOptions ?? { Enabled: false },
    ...(Prefix !== undefined && { Prefix }), ...(ErrorOutputPrefix !== undefined && { ErrorOutputPrefix }),
  }
}

/** Keys of endpoints are never shown. */
export function describedDestination(destination: Destination): DestinationDescription {
  if (destination.kind === 's3') {
    const { s3 } = destination
    const { DataFormatConversionConfiguration: conversion, BufferingHints: hints } = s3
    const S3DestinationDescription = describedBucket({ ...s3, BufferingHints: { ...usualHintsOf(destination), ...hints } })
    const { S3BackupConfiguration: backup, ProcessingConfiguration, DynamicPartitioningConfiguration, FileExtension, CustomTimeZone } = s3
    return {
      DestinationId: destinationId, S3DestinationDescription,
      ExtendedS3DestinationDescription: {
        ...S3DestinationDescription, S3BackupMode: s3.S3BackupMode ?? 'Disabled',
          ProcessingConfiguration: ProcessingConfiguration ?? { Enabled: false },
        ...(backup !== undefined && { S3BackupDescription: describedBucket(backup) }),
        ...(DynamicPartitioningConfiguration !== undefined && { DynamicPartitioningConfiguration }),
        ...(conversion !== undefined && { DataFormatConversionConfiguration: { Enabled: true, ...conversion } }),
        ...(FileExtension !== undefined && { FileExtension }), ...(CustomTimeZone !== undefined && { CustomTimeZone }),
      },
    }
  }
  const { EndpointConfiguration: { Url, Name }, S3Configuration, RequestConfiguration, ProcessingConfiguration, RoleARN,
    SecretsManagerConfiguration: secret } = destination.http
  return {
    DestinationId: destinationId,
    HttpEndpointDestinationDescription: {
      EndpointConfiguration: { Url, ...(Name !== undefined && { Name }) },
      BufferingHints: { ...usualHints, ...destination.http.BufferingHints }, S3DestinationDescription: describedBucket(S3Configuration),
      RequestConfiguration: RequestConfiguration ?? { ContentEncoding: 'NONE' },
        ProcessingConfiguration: ProcessingConfiguration ?? { Enabled: false },
      RetryOptions: destination.http.RetryOptions ?? { DurationInSeconds: 300 },
        S3BackupMode: destination.http.S3BackupMode ?? 'FailedDataOnly',
      CloudWatchLoggingOptions: destination.http.CloudWatchLoggingOptions ?? { Enabled: false }, ...(RoleARN !== undefined && { RoleARN }),
      ...(secret !== undefined && { SecretsManagerConfiguration: secret }),
    },
  }
}

type UpdateInput = Parameters<Firehose['UpdateDestination']>[0]

/** What an update says goes over what was there; a destination stays of its kind. @throws InvalidArgumentException */
export function updated(destination: Destination, input: UpdateInput, call: Call): Destination {
  const { S3DestinationUpdate: plain, ExtendedS3DestinationUpdate: s3, HttpEndpointDestinationUpdate: http } = input
  if (destination.kind === 's3' && (s3 ?? plain) !== undefined) {
    const { S3BackupUpdate: backup, ...rest }: ExtendedS3DestinationUpdate = s3 ?? plain!
    const before = destination.s3.S3BackupConfiguration
    return { kind: 's3', s3: {
      ...destination.s3, ...rest, ...(backup !== undefined && before !== undefined && { S3BackupConfiguration: { ...before, ...backup } }),
    } }
  }
  if (destination.kind === 'http' && http !== undefined) return { kind: 'http', http: updatedHttp(destination.http, http) }
  throw call.fault('InvalidArgumentException', 'The destination update must be of the kind that the destination is of.')
}

function updatedHttp(http: HttpEndpointDestinationConfiguration,
  update: HttpEndpointDestinationUpdate): HttpEndpointDestinationConfiguration {
  const { S3Update: s3, ...rest } = update
  return { ...http, ...rest, ...(s3 !== undefined && { S3Configuration: { ...http.S3Configuration, ...s3 } }) }
}
