// The files that an import reads: every object under the prefix, unpacked, taken apart into items. Source: "Amazon S3 import formats for
// DynamoDB", Developer Guide. Files are read whole, one at a time.

import { gunzipSync } from 'node:zlib'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { itemsOfCsv } from './engine/exchange/csv.ts'
import { IonText } from './engine/exchange/ion.ts'
import { Invalid } from './engine/invalid.ts'
import { unpackItem } from './engine/packed.ts'
import type { Item } from './engine/value.ts'
import type { Import } from './import.ts'
import type { Table } from './table.ts'

export class ImportReader {
  readonly #asked: Import
  readonly #table: Table
  readonly #read: (bytes: number) => void
  readonly #call: Call

  /** @param read is told the size of each file */
  constructor(asked: Import, table: Table, read: (bytes: number) => void, call: Call) {
    this.#asked = asked
    this.#table = table
    this.#read = read
    this.#call = call
  }

  /** Items not yet checked, and why others are none. @throws Fault of S3, or for files that cannot be unpacked */
  async * items(): AsyncIterable<Item | Invalid> {
    for await (const key of this.#keys()) {
      const bytes = await this.#unpacked(await this.#object(key))
      try {
        yield* await this.#itemsOf(bytes)
      } catch (error) {
        if (!(error instanceof Invalid)) throw error
        yield error
      }
    }
  }

  get #source() {
    const { S3Bucket: bucket, S3BucketOwner: owner } = this.#asked.input.S3BucketSource
    return { Bucket: bucket, ...(owner !== undefined && { ExpectedBucketOwner: parseArn(owner)?.account ?? owner }) }
  }

  async * #keys(): AsyncIterable<string> {
    const { S3KeyPrefix: prefix } = this.#asked.input.S3BucketSource
    let token: string | undefined
    do {
      const page = await this.#call.to('s3', { principal: this.#asked.requester }).ListObjectsV2({
        ...this.#source, ...(prefix !== undefined && { Prefix: prefix }), ...(token !== undefined && { ContinuationToken: token }),
      })
      for (const { Key: key, Size: size } of page.Contents ?? []) if (key !== undefined && size !== 0) yield key
      token = page.NextContinuationToken
    } while (token !== undefined)
  }

  async #object(key: string): Promise<Buffer> {
    const { Body: body } = await this.#call.to('s3', { principal: this.#asked.requester }).GetObject({ ...this.#source, Key: key })
    if (body === undefined) return Buffer.alloc(0)
    if (body instanceof Uint8Array) return Buffer.from(body)
    const parts: Uint8Array[] = []
    for await (const part of body) parts.push(part)
    return Buffer.concat(parts)
  }

  async #unpacked(bytes: Buffer): Promise<Buffer> {
    this.#read(bytes.length)
    try {
      switch (this.#asked.input.InputCompressionType) {
        case 'GZIP': return gunzipSync(bytes)
        case 'ZSTD': {
          const { decompress } = await import('fzstd')
          return Buffer.from(decompress(bytes))
        }
        default: return bytes
      }
    } catch (error) {
      throw new Fault('InvalidObjectState', `A source file cannot be decompressed: ${(error as Error).message}`)
    }
  }

  async #itemsOf(bytes: Buffer): Promise<Iterable<Item | Invalid>> {
    const { InputFormat: format, InputFormatOptions: options } = this.#asked.input
    if (format === 'ION') return (await IonText.load()).read(bytes)
    const text = bytes.toString()
    if (format !== 'CSV') return jsonItems(text)
    const { Delimiter: delimiter = ',', HeaderList: header } = options?.Csv ?? {}
    return itemsOfCsv(text, { delimiter, header, keys: this.#table.attributes })
  }
}

/** DynamoDB JSON: `{"Item": {…}}` on each line. */
function* jsonItems(text: string): IterableIterator<Item | Invalid> {
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    try {
      const { Item: item } = JSON.parse(line) as { readonly Item?: Item }
      // Written anew so that base64 is read back into bytes.
      if (!isAttributes(item)) throw new Invalid('A line has no Item, or values of other types than they say')
      yield unpackItem(`!${JSON.stringify(item)}`)
    } catch (error) {
      yield error instanceof Invalid ? error : new Invalid(`A line is no JSON: ${(error as Error).message}`)
    }
  }
}

/** Whether parsed JSON has the types that it says; the values themselves are checked later. */
function isAttributes(given: unknown): given is Item {
  return typeof given === 'object' && given !== null && !Array.isArray(given) && Object.values(given).every(isValue)
}

function isValue(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false
  return Object.entries(given).every(([type, value]: [string, unknown]) => {
    switch (type) {
      case 'S': case 'N': case 'B': return typeof value === 'string'
      case 'SS': case 'NS': case 'BS': return Array.isArray(value) && value.every(member => typeof member === 'string')
      case 'BOOL': case 'NULL': return typeof value === 'boolean'
      case 'M': return isAttributes(value)
      case 'L': return Array.isArray(value) && value.every(isValue)
      default: return false
    }
  })
}
