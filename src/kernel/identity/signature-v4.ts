// Signature Version 4's symmetric arithmetic: signing keys, signatures, and their comparison. Source: "Create a signed AWS API request",
// IAM User Guide (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).

import { createHmac, hash, timingSafeEqual } from 'node:crypto'
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
  return given.length === computed.length && timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(computed, 'latin1'))
}

/** Signing keys worked out lately: four HMACs saved on all requests but a day's first. A key is dropped when the secret has changed. */
export class SigningKeys {
  readonly #keys = new Recent<{ readonly secret: string, readonly key: Buffer }>(2048)

  /** @param credential key and scope in one text: `AKIA…/20150830/us-east-1/iam` */
  keyFor(credential: string, secret: string, scope: Scope): Buffer {
    const known = this.#keys.get(credential)
    if (known !== undefined && known.secret === secret) return known.key
    const key = deriveSigningKey(secret, scope)
    this.#keys.delete(credential)
    this.#keys.set(credential, { secret, key })
    return key
  }
}

function hmac(key: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
