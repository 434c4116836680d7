// SelectObjectContent: an object queried where it lies, the answers as a stream of events. The query is the engine's business
// (`engines/select`). What is wrong before the first answer is an error as of any operation, later it ends the stream.

import type { S3, SelectObjectContentEventStream } from '../../../generated/aws/s3.ts'
import { Selection, SelectRefusal } from '../../engines/select/face.ts'
import type { SelectSource, SelectStats } from '../../engines/select/face.ts'
import { Fault } from '../../kernel/service.ts'
import type { Body, Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor } from './bucket.ts'
import { openDataKey } from './data-key.ts'
import { checkCustomerKey } from './encryption.ts'
import { named } from './named.ts'
import type { LiveObject } from './object.ts'
import { isReadable } from './restore.ts'
import { selectRequest } from './select-request.ts'

/** "You can't specify the GLACIER, DEEP_ARCHIVE, or REDUCED_REDUNDANCY storage classes": SelectObjectContent, API Reference. */
const unqueried: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE', 'REDUCED_REDUNDANCY'])

export const SelectObjectContent: S3['SelectObjectContent'] = async (input, call) => {
  const bucket = bucketFor(input, rights.get, call, input.Key)
  const object = named(bucket, input, rights.get, call)
  checkCustomerKey(object.encryption, input)
  if (unqueried.has(object.storageClass) || !isReadable(object, call)) throw new Fault('UnsupportedStorageClass',
    'Encountered an invalid storage class. Only STANDARD, STANDARD_IA, and ONEZONE_IA storage classes are supported at this time.')
  const request = selectRequest(input, object.sizeBytes, call.now())
  const source = new HeldObject(object, call)
  try {
    if (object.encryption.dataKey !== undefined) await openDataKey(object, call)
    const selection = new Selection(request, source)
    const chunks = selection[Symbol.asyncIterator]()
    const first = await chunks.next()
    return { Payload: events(first, chunks, () => selection.stats, input.RequestProgress?.Enabled === true, source) }
  } catch (error) {
    source.release()
    throw faultOf(error)
  }
}

type Chunks = AsyncIterator<Uint8Array, unknown>

async function* events(
  first: IteratorResult<Uint8Array, unknown>, chunks: Chunks, stats: () => SelectStats, reports: boolean, source: HeldObject,
): AsyncGenerator<SelectObjectContentEventStream> {
  try {
    for (let chunk = first; chunk.done !== true; chunk = await chunks.next()) yield { Records: { Payload: chunk.value } }
    const { scanned, processed, returned } = stats()
    const details = { BytesScanned: scanned, BytesProcessed: processed, BytesReturned: returned }
    if (reports) yield { Progress: { Details: details } }
    yield { Stats: { Details: details } }
    yield { End: {} }
  } catch (error) {
    throw faultOf(error)
  } finally {
    await chunks.return?.()
    source.release()
  }
}

function faultOf(error: unknown): unknown {
  return error instanceof SelectRefusal ? new Fault(error.code, error.message) : error
}

/** No query takes longer; what a crash left held is let go by then. */
const longestMs = 86_400_000

/** The timer of an object whose reading was cut off. */
export function letGo(blob: string, call: Call): void {
  call.blobs.release(blob)
}

/** An object that is kept while it is read, whatever becomes of it meanwhile. */
class HeldObject implements SelectSource {
  readonly sizeBytes: number
  readonly #call: Call
  readonly #id: string
  #blob: string | undefined

  constructor({ blob, sizeBytes }: LiveObject, call: Call) {
    this.sizeBytes = sizeBytes
    this.#call = call
    this.#id = String(call.sequence())
    this.#blob = call.blobs.share(blob)
    call.setTimer('letGo', this.#id, call.now() + longestMs, blob)
  }

  stream(fromByte: number): AsyncIterable<Uint8Array> {
    return iterated(this.#read(fromByte, this.sizeBytes))
  }

  async read(fromByte: number, toByte: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    for await (const bytes of iterated(this.#read(fromByte, toByte))) parts.push(bytes)
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
  }

  release(): void {
    const blob = this.#blob
    if (blob === undefined) return
    this.#blob = undefined
    this.#call.transact(() => { if (this.#call.cancelTimer('letGo', this.#id)) this.#call.blobs.release(blob) })
  }

  #read(fromByte: number, toByte: number): Body {
    if (this.#blob === undefined) throw new Error('assert: an object is read after it was let go')
    return this.#call.blobs.read(this.#blob, { fromBytes: fromByte, sizeBytes: toByte - fromByte })
  }
}

async function* iterated(body: Body): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) yield body
  else yield* body
}
