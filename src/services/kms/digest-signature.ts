// Signatures over digests that were made elsewhere, by ECDSA and RSA keys; Node.js itself signs whole messages. Signatures of either kind
// are the same in form. Source: FIPS 186-5, section 6.4; RFC 8017, sections 8.1 (PSS), 8.2 (PKCS #1 v1.5) and B.2.1 (MGF1).

import { constants, createHash, createPublicKey, privateEncrypt, publicDecrypt, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { curves, inverseOf, mod, sumOfProducts } from './curve.ts'
import type { Curve } from './curve.ts'

/** DER of a DigestInfo before the digest (RFC 8017, section 9.2, note 1). */
const digestInfoStart: Readonly<Record<string, string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
}

export function signDigest(scheme: 'ECDSA' | 'PSS' | 'PKCS1', hash: string, digest: Uint8Array, key: KeyObject): Uint8Array {
  if (scheme === 'ECDSA') return signEcdsa(digest, key)
  if (scheme === 'PKCS1') return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo(hash, digest)))
  const modulusBits = key.asymmetricKeyDetails!.modulusLength!
  return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encodePss(hash, digest, modulusBits)))
}

export function verifyDigest(scheme: 'ECDSA' | 'PSS' | 'PKCS1', hash: string, digest: Uint8Array, key: KeyObject,
  signature: Uint8Array): boolean {
  if (scheme === 'ECDSA') return verifyEcdsa(digest, key, signature)
  const padding = scheme === 'PSS' ? constants.RSA_NO_PADDING : constants.RSA_PKCS1_PADDING
  let opened: Buffer
  try {
    opened = publicDecrypt({ key: createPublicKey(key), padding }, signature)
  } catch {
    return false
  }
  return scheme === 'PKCS1' ? opened.equals(digestInfo(hash, digest))
    : isPss(opened, hash, digest, key.asymmetricKeyDetails!.modulusLength!)
}

function digestInfo(hash: string, digest: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(digestInfoStart[hash]!, 'hex'), digest])
}

function encodePss(hash: string, digest: Uint8Array, modulusBits: number): Buffer {
  const length = Math.ceil((modulusBits - 1) / 8)
  const salt = randomBytes(digest.length)
  const h = saltedHash(hash, digest, salt)
  const data = Buffer.alloc(length - h.length - 1)
  data[data.length - salt.length - 1] = 1
  salt.copy(data, data.length - salt.length)
  const masked = xor(data, mask(hash, h, data.length))
  masked[0]! &= 0xff >> (8 * length - (modulusBits - 1))
  return Buffer.concat([masked, h, Buffer.from([0xbc])])
}

function isPss(encoded: Buffer, hash: string, digest: Uint8Array, modulusBits: number): boolean {
  if (encoded.at(-1) !== 0xbc) return false
  const h = encoded.subarray(encoded.length - 1 - digest.length, -1)
  const masked = encoded.subarray(0, encoded.length - 1 - digest.length)
  const data = xor(masked, mask(hash, h, masked.length))
  data[0]! &= 0xff >> (8 * encoded.length - (modulusBits - 1))
  const saltAt = data.length - digest.length
  if (data[saltAt - 1] !== 1 || data.subarray(0, saltAt - 1).some(byte => byte !== 0)) return false
  return saltedHash(hash, digest, data.subarray(saltAt)).equals(h)
}

function saltedHash(hash: string, digest: Uint8Array, salt: Uint8Array): Buffer {
  return createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest()
}

function mask(hash: string, seed: Uint8Array, length: number): Buffer {
  const parts = []
  for (let i = 0, size = 0; size < length; i += 1) {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(i)
    const part = createHash(hash).update(seed).update(counter).digest()
    parts.push(part)
    size += part.length
  }
  return Buffer.concat(parts).subarray(0, length)
}

function xor(one: Uint8Array, other: Uint8Array): Buffer {
  return Buffer.from(one.map((byte, i) => byte ^ other[i]!))
}

function signEcdsa(digest: Uint8Array, key: KeyObject): Uint8Array {
  const curve = curves[key.asymmetricKeyDetails!.namedCurve!]!
  const secret = numberOf(Buffer.from(String(key.export({ format: 'jwk' }).d), 'base64url'))
  const z = truncated(digest, curve)
  for (;;) {
    const k = mod(numberOf(randomBytes(curve.sizeBytes + 8)), curve.n - 1n) + 1n
    const r = sumOfProducts(curve, [k, curve.base])!.x % curve.n
    const s = inverseOf(k, curve.n) * (z + r * secret) % curve.n
    if (r !== 0n && s !== 0n) return derOf(r, s)
  }
}

function verifyEcdsa(digest: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  const curve = curves[key.asymmetricKeyDetails!.namedCurve!]!
  const read = readDer(Buffer.from(signature))
  if (read === undefined) return false
  const [r, s] = read
  if (r < 1n || r >= curve.n || s < 1n || s >= curve.n) return false
  const { x, y } = createPublicKey(key).export({ format: 'jwk' })
  const point = { x: numberOf(Buffer.from(String(x), 'base64url')), y: numberOf(Buffer.from(String(y), 'base64url')) }
  const inverse = inverseOf(s, curve.n)
  const sum = sumOfProducts(curve, [truncated(digest, curve) * inverse % curve.n, curve.base], [r * inverse % curve.n, point])
  return sum !== undefined && sum.x % curve.n === r
}

/** As many of the digest's leading bits as the order has. */
function truncated(digest: Uint8Array, { n }: Curve): bigint {
  const excess = digest.length * 8 - n.toString(2).length
  const value = numberOf(digest)
  return excess > 0 ? value >> BigInt(excess) : value
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

/** ECDSA-Sig-Value, a sequence of two integers (RFC 3279, section 2.2.3). */
function derOf(r: bigint, s: bigint): Uint8Array {
  const body = Buffer.concat([r, s].map(value => {
    const digits = value.toString(16)
    const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
    const signed = bytes[0]! >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes
    return Buffer.concat([Buffer.from([2, signed.length]), signed])
  }))
  return new Uint8Array(Buffer.concat([Buffer.from(body.length < 0x80 ? [0x30, body.length] : [0x30, 0x81, body.length]), body]))
}

function readDer(bytes: Buffer): [bigint, bigint] | undefined {
  const start = bytes[1] === 0x81 ? 3 : 2
  if (bytes[0] !== 0x30 || bytes[start - 1] !== bytes.length - start) return undefined
  const integers: bigint[] = []
  let at = start
  while (at < bytes.length && integers.length < 2) {
    const length = bytes[at + 1] ?? 0
    const value = bytes.subarray(at + 2, at + 2 + length)
    if (bytes[at] !== 2 || length === 0 || value.length !== length || value[0]! >= 0x80) return undefined
    integers.push(numberOf(value))
    at += 2 + length
  }
  return integers.length === 2 && at === bytes.length ? integers as [bigint, bigint] : undefined
}
