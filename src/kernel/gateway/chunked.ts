// Undoes `aws-chunked`, S3's own framing inside the HTTP body: chunks with or without signatures, and trailers with checksums.
// It frames and counts; whether a signature is right, the verifier says, and whether a checksum is, the service does.
// Invariant: no signed byte is handed on before its chunk is verified. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// and https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html

import { MalformedRequest } from '../../wire/message.ts'
import type { Body, Headers } from '../../wire/message.ts'
import type { ChunkVerifier } from '../identity/chunk.ts'
import { incompleteBody } from './request.ts'

export type BodyVerifier = Pick<ChunkVerifier, 'verifyChunk' | 'verifyTrailer'>

export interface ChunkedSettings {
  /** `x-amz-decoded-content-length` */
  readonly decodedBytes: number
  /** Present when the payload is signed chunk by chunk. */
  readonly verifier?: BodyVerifier
  /** Lower-case names that `x-amz-trailer` announced. */
  readonly trailerNames: readonly string[]
}

/** A signed chunk must be in memory to be verified; SDKs send 64 KiB to 1 MiB. */
const signedChunkMaxBytes = 16 << 20
/** Size, extension and signature: 8 + 17 + 64 characters and some more for SigV4a. */
const lineMaxBytes = 512
const trailersMaxBytes = 4096
/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html: "the chunk size must be at least 8 KB", but for the last. */
const chunkMinBytes = 8192

/** Whether the headers announce the framing; SDKs send either sign without the other. */
export function isChunked(headers: Headers): boolean {
  return headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true || encodingsOf(headers).includes('aws-chunked')
}

/**
 * What the headers say of the framing.
 * @param verifier needed when the payload is signed (`STREAMING-AWS4-…`)
 * @throws MalformedRequest when they contradict themselves or lack the decoded length
 */
export function chunkedSettings(headers: Headers, verifier?: BodyVerifier): ChunkedSettings {
  const algorithm = headers['x-amz-content-sha256'] ?? ''
  const length = headers['x-amz-decoded-content-length']
  if (length === undefined) throw new MalformedRequest('You must provide the Content-Length HTTP header.', 'MissingContentLength', 411)
  if (!/^\d{1,15}$/.test(length)) throw invalidRequest('The value of x-amz-decoded-content-length is not a number.')
  const trailerNames = (headers['x-amz-trailer'] ?? '').split(',').map(name => name.trim().toLowerCase()).filter(name => name !== '')
  if (algorithm.startsWith('STREAMING-') && !algorithm.endsWith('-TRAILER') && trailerNames.length > 0) {
    throw invalidRequest('The x-amz-trailer header and the value of x-amz-content-sha256 do not agree.')
  }
  const signed = algorithm.startsWith('STREAMING-AWS4-')
  return { decodedBytes: Number(length), trailerNames, ...(signed && verifier !== undefined ? { verifier } : {}) }
}

/** The headers of the decoded request: without `aws-chunked`, with the decoded length. Other content encodings belong to the object. */
export function decodedHeaders(headers: Headers, settings: ChunkedSettings): Headers {
  const { 'content-encoding': _encoding, ...rest } = headers
  const kept = encodingsOf(headers).filter(name => name !== 'aws-chunked')
  return { ...rest, 'content-length': String(settings.decodedBytes), ...(kept.length > 0 ? { 'content-encoding': kept.join(',') } : {}) }
}

function encodingsOf(headers: Headers): string[] {
  return (headers['content-encoding'] ?? '').split(',').map(name => name.trim()).filter(name => name !== '')
}

/** Decodes gathered bytes; a body of one chunk is not copied. @throws MalformedRequest with S3's codes */
export function decodeChunkedBytes(bytes: Uint8Array, settings: ChunkedSettings): { payload: Uint8Array, trailers: Headers } {
  const decoder = new ChunkedDecoder(settings)
  const parts = decoder.push(bytes)
  decoder.finish()
  return { payload: parts.length === 1 ? parts[0]! : Buffer.concat(parts), trailers: decoder.trailers }
}

/** Decodes a stream as it comes; `trailers` is filled when the iteration has ended, which throws MalformedRequest with S3's codes. */
export function decodeChunkedStream(source: AsyncIterable<Uint8Array>, settings: ChunkedSettings): { payload: Body, trailers: Headers } {
  const decoder = new ChunkedDecoder(settings)
  async function* payload(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const bytes of source) yield* decoder.push(bytes)
    decoder.finish()
  }
  return { payload: payload(), trailers: decoder.trailers }
}

type State = 'size' | 'data' | 'dataEnd' | 'trailers' | 'done'

export class ChunkedDecoder {
  /** Lower-case names, filled by `finish`. */
  readonly trailers: Headers = {}
  readonly #settings: ChunkedSettings
  #state: State = 'size'
  #line = ''
  #signature = ''
  #chunkBytes = 0
  #leftBytes = 0
  #receivedBytes = 0
  #shortChunk = false
  #held: Uint8Array[] = []
  #trailerBytes = 0
  readonly #trailerLines: string[] = []

  constructor(settings: ChunkedSettings) {
    this.#settings = settings
  }

  /** Takes the next bytes of the body and returns the payload that is good so far, as views of them where they can be. */
  push(bytes: Uint8Array): Uint8Array[] {
    const out: Uint8Array[] = []
    let at = 0
    while (at < bytes.length) {
      if (this.#state === 'data') {
        const end = Math.min(bytes.length, at + this.#leftBytes)
        this.#data(bytes.subarray(at, end), out)
        at = end
      } else {
        at = this.#takeLine(bytes, at)
      }
    }
    return out
  }

  /** @throws MalformedRequest when the body broke off, lacks a trailer or is not as long as it said */
  finish(): void {
    if (this.#state === 'trailers' && this.#line === '' && !this.#expectsTrailers()) this.#state = 'done'
    if (this.#state === 'trailers') this.#readTrailers()
    if (this.#state !== 'done') throw incompleteBody()
    if (this.#receivedBytes !== this.#settings.decodedBytes) throw incompleteBody()
  }

  /** Appends up to the line's end; acts on a whole line. Returns where to go on. */
  #takeLine(bytes: Uint8Array, from: number): number {
    if (this.#state === 'done') throw malformedTrailer()
    const newline = bytes.indexOf(0x0a, from)
    const end = newline < 0 ? bytes.length : newline
    if (this.#line.length + end - from > lineMaxBytes) throw this.#badLine()
    this.#line += Buffer.from(bytes.buffer, bytes.byteOffset + from, end - from).toString('latin1')
    if (newline < 0) return bytes.length
    const line = this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line
    this.#line = ''
    this.#actOn(line)
    return newline + 1
  }

  #badLine(): MalformedRequest {
    return this.#state === 'trailers' ? malformedTrailer() : invalidRequest('The chunk header of the request body is not well formed.')
  }

  #actOn(line: string): void {
    if (this.#state === 'size') this.#beginChunk(line)
    else if (this.#state === 'dataEnd') {
      if (line !== '') throw incompleteBody()
      this.#state = 'size'
    } else {
      this.#trailerBytes += line.length
      if (this.#trailerBytes > trailersMaxBytes) throw malformedTrailer()
      if (line !== '') this.#trailerLines.push(line)
      else if (this.#trailerLines.length > 0 || !this.#expectsTrailers()) this.#readTrailers()
    }
  }

  #beginChunk(line: string): void {
    const parts = /^([0-9A-Fa-f]{1,12})(?:;chunk-signature=([0-9A-Fa-f*]{64,256}))?$/.exec(line)
    if (parts === null) throw this.#badLine()
    const size = parseInt(parts[1]!, 16)
    this.#signature = parts[2] ?? ''
    if (this.#settings.verifier !== undefined && this.#signature === '') throw mismatch()
    if (this.#settings.verifier !== undefined && size > signedChunkMaxBytes) throw chunkSizeError('The chunk is too large.')
    if (this.#receivedBytes + size > this.#settings.decodedBytes) throw incompleteBody()
    if (size === 0) {
      this.#verify([], 0)
      this.#state = 'trailers'
      return
    }
    if (this.#shortChunk) throw chunkSizeError('Only the last chunk is allowed to have a size less than 8192 bytes')
    this.#shortChunk = size < chunkMinBytes
    this.#chunkBytes = this.#leftBytes = size
    this.#state = 'data'
  }

  #data(bytes: Uint8Array, out: Uint8Array[]): void {
    this.#leftBytes -= bytes.length
    this.#receivedBytes += bytes.length
    if (this.#settings.verifier === undefined) out.push(bytes)
    else this.#held.push(bytes)
    if (this.#leftBytes > 0) return
    this.#state = 'dataEnd'
    if (this.#settings.verifier === undefined) return
    out.push(this.#verify(this.#held, this.#chunkBytes))
    this.#held = []
  }

  #verify(held: readonly Uint8Array[], sizeBytes: number): Uint8Array {
    const payload = held.length === 1 ? held[0]! : Buffer.concat(held, sizeBytes)
    if (this.#settings.verifier?.verifyChunk(payload, this.#signature) === false) throw mismatch()
    return payload
  }

  #expectsTrailers(): boolean {
    return this.#settings.trailerNames.length > 0
  }

  #readTrailers(): void {
    let signature: string | undefined
    for (const line of this.#trailerLines) {
      const colon = line.indexOf(':')
      if (colon <= 0) throw malformedTrailer()
      const name = line.slice(0, colon).trim().toLowerCase()
      const value = line.slice(colon + 1).trim()
      if (name === 'x-amz-trailer-signature') signature = value
      else if (!this.#settings.trailerNames.includes(name) || this.trailers[name] !== undefined) throw malformedTrailer()
      else this.trailers[name] = value
    }
    if (this.#settings.trailerNames.some(name => this.trailers[name] === undefined)) throw malformedTrailer()
    if (this.#expectsTrailers() && this.#settings.verifier !== undefined) {
      const canonical = Object.entries(this.trailers).map(([name, value]) => `${name}:${value}\n`).sort().join('')
      if (signature === undefined || !this.#settings.verifier.verifyTrailer(canonical, signature)) throw mismatch()
    }
    this.#state = 'done'
  }
}

function invalidRequest(message: string): MalformedRequest {
  return new MalformedRequest(message, 'InvalidRequest', 400)
}

function chunkSizeError(message: string): MalformedRequest {
  return new MalformedRequest(message, 'InvalidChunkSizeError', 403)
}

function malformedTrailer(): MalformedRequest {
  return new MalformedRequest(
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
    'MalformedTrailerError', 400)
}

function mismatch(): MalformedRequest {
  return new MalformedRequest(
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    'SignatureDoesNotMatch', 403)
}
