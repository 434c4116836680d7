// Signature Version 4A: the same request signed with ECDSA over P-256, good for a set of regions. The key pair follows from the secret key.
// Source: "Signature Version 4A", IAM User Guide; the derivation is the counter-mode KDF of NIST SP 800-108 that it and AWS's own signers
// use (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).

import { createECDH, createHmac, createPrivateKey, createPublicKey, verify } from 'node:crypto'
import { Recent } from './recent.ts'
import type { KeyObject } from 'node:crypto'

export const asymmetricAlgorithm = 'AWS4-ECDSA-P256-SHA256'

// The order of P-256's group (FIPS 186-4, D.1.2.3); a private key lies between 1 and order - 1.
const groupOrder = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

export interface KeyPair { readonly privateKey: KeyObject, readonly publicKey: KeyObject }

/** The key pair that belongs to an access key; the same for every date, region and service. */
export function deriveKeyPair(accessKeyId: string, secret: string): KeyPair {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(derivePrivateKey(accessKeyId, secret))
  const point = ecdh.getPublicKey()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: ecdh.getPrivateKey().toString('base64url'),
  }
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' })
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

/** @param signature hexadecimal digits of the DER form */
export function verifyAsymmetric(publicKey: KeyObject, stringToSign: string, signature: string): boolean {
  return /^([0-9a-fA-F]{2})+$/.test(signature) && verify('sha256', Buffer.from(stringToSign), publicKey, Buffer.from(signature, 'hex'))
}

/** Public keys worked out lately. A key is dropped when the secret has changed. */
export class VerifyingKeys {
  readonly #keys = new Recent<{ readonly secret: string, readonly key: KeyObject }>(256)

  keyFor(accessKeyId: string, secret: string): KeyObject {
    const known = this.#keys.get(accessKeyId)
    if (known !== undefined && known.secret === secret) return known.key
    const key = deriveKeyPair(accessKeyId, secret).publicKey
    this.#keys.delete(accessKeyId)
    this.#keys.set(accessKeyId, { secret, key })
    return key
  }
}

/** True where a region is in a set such as `us-east-1,eu-*`. */
export function regionInSet(region: string, regionSet: string): boolean {
  return regionSet.split(',').some(part => {
    const pattern = part.trim()
    if (!pattern.includes('*')) return pattern === region
    const [head, ...rest] = pattern.split('*')
    const tail = rest.at(-1)!
    return region.startsWith(head!) && region.endsWith(tail) && region.length >= head!.length + tail.length
  })
}

function derivePrivateKey(accessKeyId: string, secret: string): Buffer {
  const head = Buffer.concat([bigEndian32(1), Buffer.from(`${asymmetricAlgorithm}\0${accessKeyId}`)])
  const bitLength = bigEndian32(256)
  for (let counter = 1; counter < 255; counter += 1) {
    const candidate = createHmac('sha256', `AWS4A${secret}`).update(head).update(Uint8Array.of(counter)).update(bitLength).digest('hex')
    const value = BigInt(`0x${candidate}`)
    if (value <= groupOrder - 2n) return Buffer.from((value + 1n).toString(16).padStart(64, '0'), 'hex')
  }
  throw new Error('assert: no private key was found among 254 candidates, which happens once in 2^8000 times')
}

function bigEndian32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
