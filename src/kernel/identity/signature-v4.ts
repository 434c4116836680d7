// Signature Version 4's symmetric arithmetic: signing keys, signatures, and their comparison. Source: "Create a signed AWS API request",
// IAM User Guide (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).

import { createHmac, hash } from 'node:crypto'
import { Recent } from './recent.ts'

/** What a signing key is good for: one day, one region, one service. */
export interface Scope {
  /** `20150830` */
  readonly date: string
  readonly region: string
  readonly service: string
}

export function deriveSigningKey(secret: string, { date, region, service }: Scope): Buffer {
  return hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request')
}

/** @returns 64 lower-case hexadecimal digits */
export function sign(signingKey: Uint8Array, stringToSign: string): string {
  return createHmac('sha256', signingKey).update(stringToSign).digest('hex')
}

export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex')
}

/** Compares without telling by its duration where the texts differ. */
export function sameSignature(given: string, computed: string): boolean {
  if (given.length !== computed.length) return false
  let difference = 0
  for (let i = 0; i < computed.length; i += 1) difference |= given.charCodeAt(i) ^ computed.charCodeAt(i)
  return difference === 0
}

const blockBytes = 64
/** Enough for what is signed of requests and chunks, in UTF-8. */
const roomBytes = 2048

/**
 * A signing key made ready: its two padded blocks (RFC 2104) stand before the texts to come, so that a signature is two hashes of bytes and
 * no object of the crypto library's.
 */
export class SigningKey {
  readonly #key: Buffer
  readonly #inner = Buffer.alloc(blockBytes + roomBytes)
  readonly #outer = Buffer.alloc(blockBytes + 32)

  /** @param key 64 bytes at the most */
  constructor(key: Buffer) {
    this.#key = key
    key.copy(this.#inner)
    key.copy(this.#outer)
    for (let i = 0; i < blockBytes; i += 1) {
      this.#inner[i]! ^= 0x36
      this.#outer[i]! ^= 0x5c
    }
  }

  /** @returns 64 lower-case hexadecimal digits */
  sign(text: string): string {
    if (text.length * 3 > roomBytes) return sign(this.#key, text)
    const length = this.#inner.write(text, blockBytes)
    this.#outer.write(hash('sha256', this.#inner.subarray(0, blockBytes + length), 'binary'), blockBytes, 'latin1')
    return hash('sha256', this.#outer, 'hex')
  }
}

/** Signing keys worked out lately: four HMACs saved on all requests but a day's first. A key is dropped when the secret has changed. */
export class SigningKeys {
  readonly #keys = new Recent<{ readonly secret: string, readonly key: SigningKey }>(512)

  /** @param credential key and scope in one text: `AKIA…/20150830/us-east-1/iam` */
  keyFor(credential: string, secret: string, scope: Scope): SigningKey {
    const known = this.#keys.get(credential)
    if (known !== undefined && known.secret === secret) return known.key
    const key = new SigningKey(deriveSigningKey(secret, scope))
    this.#keys.delete(credential)
    this.#keys.set(credential, { secret, key })
    return key
  }
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
