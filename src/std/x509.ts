// Writes one fixed form of X.509 certificate in DER: self-signed with SHA-256, by an ECDSA P-256 key or an RSA key that is handed in, for
// names and the loopback addresses. It parses nothing; node:crypto and the clients do. https://datatracker.ietf.org/doc/html/rfc5280
// Keys and serial numbers come from node:crypto, not from the seeded chance: a private key that a seed gives away protects nobody.

import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyPairKeyObjectResult } from 'node:crypto'

/** Both in PEM. */
export interface Certificate { readonly key: string, readonly certificate: string }

export interface CertificateRequest {
  readonly names: readonly string[]
  readonly fromAt: number
  readonly untilAt: number
  /** Of the holder, where it is not this machine. */
  readonly commonName?: string
  /** P-256, new, where none is given. */
  readonly keys?: KeyPairKeyObjectResult
}

const tag = { boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, nothing: 0x05, oid: 0x06, utf8: 0x0c, utcTime: 0x17,
  generalizedTime: 0x18, sequence: 0x30, set: 0x31 } as const
const thisMachine = 'Orrery on this machine'
const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
const rsaWithSha256 = '1.2.840.113549.1.1.11'
const loopback = [Buffer.from([127, 0, 0, 1]), Buffer.from([...new Array<number>(15).fill(0), 1])]

export function selfSigned(request: CertificateRequest): Certificate {
  const { commonName = thisMachine } = request
  const { publicKey, privateKey } = request.keys ?? generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const isRsa = publicKey.asymmetricKeyType === 'rsa'
  const publicKeyInfo = publicKey.export({ type: 'spki', format: 'der' })
  // RSA's algorithms carry a null where others carry nothing (RFC 8017, A.2.4).
  const algorithm = isRsa ? sequence(oid(rsaWithSha256), element(tag.nothing)) : sequence(oid(ecdsaWithSha256))
  const name = sequence(element(tag.set, sequence(oid('2.5.4.3'), element(tag.utf8, Buffer.from(commonName)))))
  const body = sequence(
    element(0xa0, integer(Buffer.from([2]))),
    integer(randomBytes(16)),
    algorithm,
    name,
    sequence(time(request.fromAt), time(request.untilAt)),
    name,
    publicKeyInfo,
    element(0xa3, sequence(...extensions(request.names, publicKeyInfo))),
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, algorithm, element(tag.bitString, Buffer.from([0]), signature))
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, certificate: pem(certificate) }
}

/** An authority for itself alone, as strict verifiers (Python 3.13) want of a certificate that is its own trust anchor. */
function extensions(names: readonly string[], publicKeyInfo: Buffer): Buffer[] {
  const keyId = createHash('sha1').update(publicKeyInfo.subarray(-65)).digest()
  const alternatives = [
    ...names.map(name => element(0x82, Buffer.from(name, 'latin1'))),
    ...loopback.map(address => element(0x87, address)),
  ]
  const yes = element(tag.boolean, Buffer.from([0xff]))
  return [
    extension('2.5.29.19', true, sequence(yes, integer(Buffer.from([0])))),
    // digitalSignature and keyCertSign
    extension('2.5.29.15', true, element(tag.bitString, Buffer.from([2, 0x84]))),
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.14', false, element(tag.octetString, keyId)),
    extension('2.5.29.35', false, sequence(element(0x80, keyId))),
    extension('2.5.29.17', false, sequence(...alternatives)),
  ]
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [element(tag.boolean, Buffer.from([0xff]))] : []
  return sequence(oid(id), ...flag, element(tag.octetString, value))
}

function element(tagByte: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tagByte]), lengthOf(content.length), content])
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return element(tag.sequence, ...parts)
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff])
}

/** Positive, in the fewest bytes. */
function integer(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte, index) => byte !== 0 || index === bytes.length - 1)
  const shortest = bytes.subarray(start)
  return element(tag.integer, ...(shortest[0]! >= 0x80 ? [Buffer.from([0])] : []), shortest)
}

function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number)
  return element(tag.oid, Buffer.from([first! * 40 + second!, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f]
  for (let left = value >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80)
  return bytes
}

/** Two-digit years until 2049, four-digit ones after. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')
  return digits < '2050' ? element(tag.utcTime, Buffer.from(digits.slice(2))) : element(tag.generalizedTime, Buffer.from(digits))
}

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`
}
