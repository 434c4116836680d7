// Objects in a bucket, by real calls of S3: records of one partition together, and failures as lines that say what was wrong.
// Source: "Amazon S3 destination: handle data delivery failures" and "Handle failure in data transformation", Developer Guide.

import type { ExtendedS3DestinationConfiguration } from '../../../generated/aws/firehose.ts'
import type { Call } from '../../kernel/service.ts'
import { compressed, endings } from './compression.ts'
import { errorPrefix, evaluated, objectName } from './prefix.ts'
import type { PrefixFacts } from './prefix.ts'
import type { Failure, Item } from './processing.ts'
import type { DeliveryStream } from './stream-record.ts'

/** What records are made into together. */
export interface FileForm { readonly ending: string, readonly encode: (items: readonly Item[]) => Promise<Uint8Array> }

const asTheyAre: FileForm = { ending: '', encode: async items => Buffer.concat(items.map(({ data }) => data)) }

/** Records that go into one object each, by the keys of their partitions. */
export async function writeItems(stream: DeliveryStream, s3: ExtendedS3DestinationConfiguration, items: readonly Item[],
  call: Call, form = asTheyAre): Promise<void> {
  const partitions = new Map<string, Item[]>()
  for (const item of items) {
    const name = JSON.stringify([item.fromQuery, item.fromFunction])
    partitions.set(name, [...partitions.get(name) ?? [], item])
  }
  for (const members of partitions.values()) {
    const { fromQuery, fromFunction } = members[0]!
    const prefix = evaluated(s3.Prefix ?? '',
      { ...factsOf(s3, members, call), ...(fromQuery && { fromQuery }), ...(fromFunction && { fromFunction }) })
    const { FileExtension: ending = form.ending || undefined } = s3
    const data = await form.encode(members)
    await write(stream, { ...s3, ...(ending !== undefined && { FileExtension: ending }) }, prefix, data, members[0]!.at, call)
  }
}

/** Records that failed, by the kind of their failure. */
export async function writeFailures(stream: DeliveryStream, s3: ExtendedS3DestinationConfiguration, failures: readonly Failure[],
  call: Call): Promise<void> {
  for (const kind of new Set(failures.map(failure => failure.kind))) {
    const members = failures.filter(failure => failure.kind === kind)
    const lines = members.map(failure => `${JSON.stringify(lineOf(failure, call.now()))}\n`)
    const items = members.map(({ item }) => item)
    const prefix = errorPrefix(s3, { ...factsOf(s3, items, call), errorType: kind })
    await write(stream, { ...s3, CompressionFormat: s3.CompressionFormat ?? 'UNCOMPRESSED' }, prefix, Buffer.from(lines.join('')),
      items[0]!.at, call)
  }
}

function factsOf({ CustomTimeZone: zone }: ExtendedS3DestinationConfiguration, items: readonly Item[], call: Call): PrefixFacts {
  const at = Math.min(...items.slice(0, 1).map(item => item.at))
  return { at, random: () => call.alphanumeric(11), ...(zone !== undefined && zone !== '' && { zone }) }
}

/** "Amazon S3 prefix for failed conversions": those say their last error, and the table. */
function lineOf({ item, code, message, attempts, lambdaArn, dataCatalogTable }: Failure, now: number): object {
  if (dataCatalogTable !== undefined) {
    return {
      attemptsMade: attempts, arrivalTimestamp: item.at, lastErrorCode: code, lastErrorMessage: message, attemptEndingTimestamp: now,
      rawData: Buffer.from(item.data).toString('base64'), dataCatalogTable,
    }
  }
  return {
    attemptsMade: attempts, arrivalTimestamp: item.at, errorCode: code, errorMessage: message, attemptEndingTimestamp: now,
    rawData: Buffer.from(item.data).toString('base64'), ...(lambdaArn !== undefined && { lambdaArn }),
  }
}

async function write(stream: DeliveryStream, s3: ExtendedS3DestinationConfiguration, prefix: string, data: Uint8Array, at: number,
  call: Call): Promise<void> {
  const { BucketARN: arn, CompressionFormat: format, EncryptionConfiguration: encryption, CustomTimeZone: zone, FileExtension: ending } = s3
  const name = objectName({ stream: stream.name, version: stream.version, at, random: call.uuid(),
    ...(zone !== undefined && zone !== '' && { zone }) })
  const key = encryption?.KMSEncryptionConfig?.AWSKMSKeyARN
  await call.to('s3').PutObject({
    Bucket: arn.slice(arn.lastIndexOf(':') + 1), Key: `${prefix}${name}${ending ?? endings[format ?? ''] ?? ''}`,
    Body: await compressed(data, format, name, call.now()),
    ...(key !== undefined && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key }),
  })
}
