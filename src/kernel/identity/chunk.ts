// Signatures of what follows a signed request: the chunks and trailers of an aws-chunked body, and the messages of an event stream. Each
// covers the signature before it, the first one the request's. A verifier holds the place in that chain; it reads no framing. Sources:
// "Signature calculations for the Authorization header: transferring payload in multiple chunks", "… including trailing headers", Amazon
// S3 API Reference; "Setting up streaming transcriptions", Amazon Transcribe Developer Guide.

import { sha256Hex } from './signature-v4.ts'
import { basicTime } from './signing-time.ts'

/** Each method is false for a signature that does not fit; then the body is to be refused and the verifier dropped. */
export interface ChunkVerifier {
  /**
   * @param data the chunk's bytes out of their frame, or their SHA-256 in hexadecimal digits; the last chunk is empty and signed too
   */
  verifyChunk(data: Uint8Array | string, signature: string): boolean
  /** @param canonicalTrailer `name:value\n` of each trailer, names in lower case, without the signature's own line */
  verifyTrailer(canonicalTrailer: Uint8Array | string, signature: string): boolean
  /**
   * @param headers the encoded headers of the message that are signed: the bytes of `:date`
   * @param signedAt that date, epoch ms
   * @param signature the bytes of `:chunk-signature`
   */
  verifyEvent(headers: Uint8Array, payload: Uint8Array, signature: Uint8Array, signedAt: number): boolean
}

/** Checks one signature of the request's signer: `date` (`20150830`) is the day in the scope. */
export type SignatureCheck = (stringToSign: string, signature: string, date: string) => boolean

export interface ChunkChain {
  readonly algorithm: string
  /** Of the request: `20150830T123600Z`. */
  readonly dateText: string
  /** Of the request: `20150830/us-east-1/s3/aws4_request`. */
  readonly scope: string
  /** The request's own. */
  readonly signature: string
  readonly check: SignatureCheck
}

const emptyHash = sha256Hex('')

export function chunkVerifier({ algorithm, dateText, scope, signature: seed, check }: ChunkChain): ChunkVerifier {
  let previous = seed
  function follows(kind: string, at: string, scoped: string, signed: string, given: string): boolean {
    // Asymmetric signatures vary in length and are padded with asterisks, so that a chunk's frame can be measured beforehand.
    const signature = given.replace(/\*+$/, '')
    const fits = check(`${algorithm}-${kind}\n${at}\n${scoped}\n${previous}\n${signed}`, signature, scoped.slice(0, 8))
    if (fits) previous = signature
    return fits
  }
  return {
    verifyChunk(data, signature) {
      return follows('PAYLOAD', dateText, scope, `${emptyHash}\n${typeof data === 'string' ? data : sha256Hex(data)}`, signature)
    },
    verifyTrailer(canonicalTrailer, signature) {
      return follows('TRAILER', dateText, scope, sha256Hex(canonicalTrailer), signature)
    },
    verifyEvent(headers, payload, signature, signedAt) {
      const at = basicTime(signedAt)
      const signed = `${sha256Hex(headers)}\n${sha256Hex(payload)}`
      return follows('PAYLOAD', at, at.slice(0, 8) + scope.slice(8), signed, Buffer.from(signature).toString('hex'))
    },
  }
}

/** For signers whose secret nobody knows: every signature fits. */
export const believingVerifier: ChunkVerifier = { verifyChunk: () => true, verifyTrailer: () => true, verifyEvent: () => true }
