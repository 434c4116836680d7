// A query over one object: SQL in S3 Select's dialect, CSV, JSON or Parquet in, CSV or JSON out. It holds no more of the object than a
// record, or a row group of Parquet. It knows nothing of S3: bytes come as streams, refusals go as `SelectRefusal`.

import { createGunzip } from 'node:zlib'
import { Bunzip2 } from '../../std/bzip2.ts'
import { csvRows } from './csv.ts'
import type { CsvInput } from './csv.ts'
import { jsonValues } from './json.ts'
import { written } from './output.ts'
import type { CsvOutput, JsonOutput } from './output.ts'
import { parquetRows } from './parquet.ts'
import type { RangeFile } from './parquet.ts'
import { parseQuery } from './parser.ts'
import { RunningQuery } from './query.ts'
import { longestRecordBytes } from './record.ts'
import type { Bytes, ScanRange } from './record.ts'
import { SelectRefusal } from './refusal.ts'
import type { Value } from './value.ts'

export { SelectRefusal } from './refusal.ts'
export type { CsvInput } from './csv.ts'
export type { CsvOutput, JsonOutput } from './output.ts'
export type { RangeFile } from './parquet.ts'
export type { ScanRange } from './record.ts'

export type SelectInput =
  | { readonly kind: 'csv', readonly csv: CsvInput }
  | { readonly kind: 'json', readonly type: 'DOCUMENT' | 'LINES' }
  | { readonly kind: 'parquet' }

export interface SelectRequest {
  readonly expression: string
  readonly input: SelectInput
  readonly compression: 'NONE' | 'GZIP' | 'BZIP2'
  readonly output: CsvOutput | JsonOutput
  readonly range?: ScanRange
  /** Epoch ms, for UTCNOW. */
  readonly nowMs: number
}

/** The object: from a byte on to the end, or any part. */
export interface SelectSource extends RangeFile {
  stream(fromByte: number): Bytes
}

/** Bytes so far: as they are stored, unpacked, and in answers. */
export interface SelectStats { readonly scanned: number, readonly processed: number, readonly returned: number }

/** What answers are gathered to before they go. */
const chunkBytes = 64 * 1024

/** One run of a query. */
export class Selection implements AsyncIterable<Uint8Array> {
  readonly #request: SelectRequest
  readonly #source: SelectSource
  readonly #query: RunningQuery
  #scanned = 0
  #processed = 0
  #returned = 0

  /** @throws SelectRefusal for an expression that cannot be run, or a range where there is none to take */
  constructor(request: SelectRequest, source: SelectSource) {
    this.#request = request
    this.#source = source
    this.#query = new RunningQuery(parseQuery(request.expression), request.nowMs)
    if (request.range !== undefined && !takesRange(request)) throw new SelectRefusal('UnsupportedScanRangeInput')
  }

  get stats(): SelectStats {
    return { scanned: this.#scanned, processed: this.#processed, returned: this.#returned }
  }

  /** Answers, gathered; none is larger than a record may be. @throws SelectRefusal while it goes */
  async* [Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    let gathered: Buffer[] = []
    let gatheredBytes = 0
    for await (const answer of this.#answers()) {
      const bytes = Buffer.from(answer)
      if (bytes.length > longestRecordBytes) throw new SelectRefusal('OverMaxRecordSize')
      if (gatheredBytes > 0 && gatheredBytes + bytes.length > chunkBytes) {
        yield this.#counted(Buffer.concat(gathered))
        gathered = []
        gatheredBytes = 0
      }
      gathered.push(bytes)
      gatheredBytes += bytes.length
    }
    if (gatheredBytes > 0) yield this.#counted(Buffer.concat(gathered))
  }

  async* #answers(): AsyncGenerator<string> {
    const { output } = this.#request
    if (!this.#query.isDone) {
      for await (const values of this.#values()) {
        for (const value of values) for (const answer of this.#query.take(value)) yield written(answer, output)
        if (this.#query.isDone) break
      }
    }
    for (const answer of this.#query.finish()) yield written(answer, output)
  }

  #values(): AsyncIterable<readonly Value[]> {
    const { input, range } = this.#request
    if (input.kind === 'parquet') return parquetRows(this.#counting(this.#source), range)
    const open = (fromByte: number): Bytes => this.#bytes(fromByte)
    return input.kind === 'json' ? jsonValues(open, input.type, range) : csvRows(open, input.csv, range)
  }

  /** The object unpacked. */
  async* #bytes(fromByte: number): AsyncGenerator<Uint8Array> {
    const { compression } = this.#request
    const stored = this.#stored(fromByte)
    const plain = compression === 'NONE' ? stored : unpacked(stored, compression)
    for await (const bytes of plain) {
      this.#processed += bytes.length
      yield bytes
    }
  }

  async* #stored(fromByte: number): AsyncGenerator<Uint8Array> {
    for await (const bytes of this.#source.stream(fromByte)) {
      this.#scanned += bytes.length
      yield bytes
    }
  }

  #counting(file: RangeFile): RangeFile {
    return {
      sizeBytes: file.sizeBytes,
      read: async (fromByte, toByte) => {
        this.#scanned += toByte - fromByte
        this.#processed += toByte - fromByte
        return await file.read(fromByte, toByte)
      },
    }
  }

  #counted(bytes: Uint8Array): Uint8Array {
    this.#returned += bytes.length
    return bytes
  }
}

function takesRange({ input, compression }: SelectRequest): boolean {
  if (input.kind === 'parquet') return true
  if (compression !== 'NONE') return false
  return input.kind === 'csv' ? !input.csv.quotedRecordDelimiters : input.type === 'LINES'
}

/** @throws SelectRefusal TruncatedInput for what is not packed so */
async function* unpacked(bytes: AsyncIterable<Uint8Array>, compression: 'GZIP' | 'BZIP2'): AsyncGenerator<Uint8Array> {
  try {
    if (compression === 'BZIP2') yield* new Bunzip2(bytes)
    else {
      const gunzip = createGunzip()
      const feeding = feed(bytes, gunzip)
      yield* gunzip as AsyncIterable<Buffer>
      await feeding
    }
  } catch (error) {
    if (error instanceof SelectRefusal) throw error
    throw new SelectRefusal('TruncatedInput')
  }
}

async function feed(bytes: AsyncIterable<Uint8Array>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const chunk of bytes) {
      if (gunzip.destroyed) return
      if (!gunzip.write(chunk)) await new Promise<void>(resolve => { gunzip.once('drain', resolve).once('close', resolve) })
    }
    gunzip.end()
  } catch (error) {
    gunzip.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}
