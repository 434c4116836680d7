// The files of an export: items, gzipped, in as many files as the table has partitions, and the manifests that name and sum them up.
// Source: "DynamoDB table export output format", Developer Guide.

import { hash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Key } from '../../std/key.ts'
import { IonText } from './engine/exchange/ion.ts'
import { keyOf } from './engine/key.ts'
import type { KeySchema } from './engine/key.ts'
import { packedJson, packItem } from './engine/packed.ts'
import type { Item } from './engine/value.ts'
import type { Export } from './export.ts'
import type { ItemChange } from './history.ts'
import type { StoredItem } from './stored-item.ts'

export interface Exported {
  readonly manifestKey: string
  readonly itemCount: number
  readonly sizeBytes: number
}

/** One line of a data file, as members by name. */
type Line = Readonly<Record<string, Item>>

/** A file for each partition of a new table on demand. */
const fileCount = 4

export class ExportWriter {
  readonly #asked: Export
  readonly #arn: string
  readonly #tableArn: string
  readonly #call: Call
  readonly #folder: string

  constructor(asked: Export, arn: string, tableArn: string, call: Call) {
    this.#asked = asked
    this.#arn = arn
    this.#tableArn = tableArn
    this.#call = call
    const { S3Prefix: prefix } = asked.input
    this.#folder = `${prefix === undefined || prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`}AWSDynamoDB`
  }

  /** @throws Fault of S3 */
  async writeItems(items: ReadonlyMap<Key, StoredItem>): Promise<Exported> {
    let sizeBytes = 0
    const lines: Line[] = []
    for (const stored of items.values()) {
      sizeBytes += stored.sizeBytes
      lines.push({ Item: stored.item })
    }
    return this.#write(lines, sizeBytes)
  }

  /** @throws Fault of S3 */
  async writeChanges(changes: Iterable<ItemChange>, schema: KeySchema): Promise<Exported> {
    let sizeBytes = 0
    const lines: Line[] = []
    const showsOld = viewOf(this.#asked) === 'NEW_AND_OLD_IMAGES'
    for (const { at, before, after } of changes) {
      sizeBytes += (before?.sizeBytes ?? 0) + (after?.sizeBytes ?? 0)
      lines.push({
        Metadata: { WriteTimestampMicros: { N: String(at * 1000) } },
        Keys: keyOf((after ?? before)!.item, schema),
        ...(before !== undefined && showsOld && { OldImage: before.item }),
        ...(after !== undefined && { NewImage: after.item }),
      })
    }
    return this.#write(lines, sizeBytes)
  }

  async #write(lines: readonly Line[], sizeBytes: number): Promise<Exported> {
    const { id, input, span } = this.#asked
    const ion = input.ExportFormat === 'ION' ? await IonText.load() : undefined
    const own = `${this.#folder}/${id}`
    await this.#put(`${own}/_started`, '')
    const data = span === undefined ? `${own}/data` : `${this.#folder}/data`
    const files: string[] = []
    for (let i = 0; i < fileCount; i += 1) {
      const part = lines.filter((_, line) => line % fileCount === i)
      files.push(JSON.stringify(await this.#writeFile(data, part, ion)))
    }
    await this.#putSummed(`${own}/manifest-files`, `${files.join('\n')}\n`)
    await this.#putSummed(`${own}/manifest-summary`, JSON.stringify(this.#summary(own, lines.length, sizeBytes)))
    return { manifestKey: `${own}/manifest-summary.json`, itemCount: lines.length, sizeBytes }
  }

  async #writeFile(folder: string, lines: readonly Line[], ion: IonText | undefined) {
    const text = lines.map(line => `${ion === undefined ? json(line) : ion.write(line)}\n`).join('')
    const bytes = gzipSync(text)
    const key = `${folder}/${this.#call.alphanumeric(26).toLowerCase()}.${ion === undefined ? 'json' : 'ion'}.gz`
    const etag = await this.#put(key, bytes)
    return { itemCount: lines.length, md5Checksum: hash('md5', bytes, 'base64'), etag, dataFileS3Key: key }
  }

  #summary(own: string, itemCount: number, sizeBytes: number) {
    const { input, span, startedAt, exportAt, tableId } = this.#asked
    const iso = (at: number) => new Date(at).toISOString()
    return {
      version: span === undefined ? '2020-06-30' : '2023-08-01',
      exportArn: this.#arn, startTime: iso(startedAt), endTime: iso(this.#call.now()), tableArn: this.#tableArn, tableId,
      ...(span === undefined ? { exportTime: iso(exportAt) } : { exportFromTime: iso(span.from), exportToTime: iso(span.to) }),
      s3Bucket: input.S3Bucket, s3Prefix: input.S3Prefix ?? null, s3SseAlgorithm: input.S3SseAlgorithm ?? 'AES256',
      s3SseKmsKeyId: input.S3SseKmsKeyId ?? null, manifestFilesS3Key: `${own}/manifest-files.json`, billedSizeBytes: sizeBytes, itemCount,
      outputFormat: input.ExportFormat ?? 'DYNAMODB_JSON',
      ...(span !== undefined && { outputView: viewOf(this.#asked) }),
      exportType: span === undefined ? 'FULL_EXPORT' : 'INCREMENTAL_EXPORT',
    }
  }

  async #putSummed(name: string, text: string): Promise<void> {
    await this.#put(`${name}.json`, text)
    await this.#put(`${name}.checksum`, hash('md5', text, 'base64'))
  }

  /** @returns the object's ETag */
  async #put(key: string, body: string | Uint8Array): Promise<string> {
    const { input, requester } = this.#asked
    const { S3Bucket: bucket, S3BucketOwner: owner, S3SseAlgorithm: algorithm, S3SseKmsKeyId: keyId } = input
    const { ETag: etag = '' } = await this.#call.to('s3', { principal: requester }).PutObject({
      Bucket: bucket, Key: key, Body: Buffer.from(body),
      ServerSideEncryption: algorithm === 'KMS' ? 'aws:kms' : 'AES256',
      ...(keyId !== undefined && { SSEKMSKeyId: keyId }),
      ...(owner !== undefined && { ExpectedBucketOwner: parseArn(owner)?.account ?? owner }),
    })
    return etag.replaceAll('"', '')
  }
}

/** Which images an incremental export shows. */
export function viewOf({ input }: Export): string {
  return input.IncrementalExportSpecification?.ExportViewType ?? 'NEW_AND_OLD_IMAGES'
}

function json(line: Line): string {
  return `{${Object.entries(line).map(([name, item]) => `"${name}":${packedJson(packItem(item))}`).join(',')}}`
}
