// The canonical form of a request, whose hash is what a client signs. Pure; it knows headers and bytes, no keys. Source: "Create a
// canonical request", IAM User Guide (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).

import { sha256Hex } from './signature-v4.ts'
import type { WireRequest } from '../../wire/message.ts'

export interface CanonicalOptions {
  /** Names joined by semicolons, as the client listed them. */
  readonly signedHeaders: string
  /** The same, each by itself. */
  readonly signedNames: readonly string[]
  /** Hexadecimal SHA-256 of the body, or the marker that stands for it. */
  readonly payloadHash: string
  /** S3 takes the path as the key it names, encoded once; all others normalise it and encode what is encoded already. */
  readonly rawPath: boolean
  /** Joins a repeated header by a bare comma, as signers do; the message has joined it by comma and space. */
  readonly bareCommas?: boolean
  /** Parameters left out of the query; `X-Amz-Signature` always is. */
  readonly without?: string
}

/** Six lines or more, as AWS's documentation lays them out. */
export function canonicalRequest(request: WireRequest, options: CanonicalOptions): string {
  const path = options.rawPath ? canonicalKeyPath(request.path) : canonicalPath(request.path)
  const query = request.query === '' ? '' : canonicalQuery(request.query, options.without)
  const headers = canonicalHeaders(request, options)
  return `${request.method}\n${path}\n${query}\n${headers}\n${options.signedHeaders}\n${options.payloadHash}`
}

/** @param scope `20150830/us-east-1/iam/aws4_request` */
export function stringToSign(algorithm: string, dateText: string, scope: string, canonical: string): string {
  return `${algorithm}\n${dateText}\n${scope}\n${hashOfWire(canonical)}`
}

/** Dots resolved, slashes merged, then every byte encoded but the unreserved ones (so that `%20` becomes `%2520`). */
export function canonicalPath(path: string): string {
  if (path === '/') return path
  return plainPath.test(path) ? path : encode(wireBytes(normalize(path)), true)
}

/** A key is what S3 decodes the path to; encoded once, its slashes kept, nothing merged. */
export function canonicalKeyPath(path: string): string {
  return keptPath.test(path) ? path : path.split('/').map(segment => encode(decode(segment, false), false)).join('/')
}

/** Parameters decoded, encoded anew, and sorted by name, then value. A plus stands for a space. */
export function canonicalQuery(query: string, without?: string): string {
  const pairs: [string, string][] = []
  for (const part of query.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = recode(equals < 0 ? part : part.slice(0, equals))
    if (name === 'X-Amz-Signature' || name === without) continue
    pairs.push([name, equals < 0 ? '' : recode(part.slice(equals + 1))])
  }
  if (pairs.length > 1) pairs.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
  let text = ''
  for (const [name, value] of pairs) text += text === '' ? `${name}=${value}` : `&${name}=${value}`
  return text
}

function canonicalHeaders({ headers }: WireRequest, { signedNames, bareCommas }: CanonicalOptions): string {
  let text = ''
  for (const name of signedNames) {
    const given: unknown = headers[name === ':authority' ? 'host' : name]
    // A name such as `constructor` finds what is no header.
    let value = typeof given === 'string' ? given.trim() : ''
    if (value.includes('  ')) value = value.replace(/ +/g, ' ')
    if (bareCommas) value = value.replaceAll(', ', ',')
    text += `${name}:${value}\n`
  }
  return text
}

// Paths that are canonical as they stand. No dot follows a slash, no slash a slash.
const plainPath = /^(?:\/[\w\-~][\w\-.~]*)*\/?$/
const keptPath = /^[\w\-.~/]*$/
const unreserved = /^[\w\-.~]*$/

function normalize(path: string): string {
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop()
    else if (segment !== '' && segment !== '.') kept.push(segment)
  }
  return `/${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`
}

function recode(text: string): string {
  return unreserved.test(text) ? text : encode(decode(text, true), false)
}

const hexDigits = '0123456789ABCDEF'
const slash = 0x2f
const percent = 0x25
const plus = 0x2b

// What each byte becomes: itself where it is unreserved (RFC 3986 section 2.3), else %XX.
const encoded = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  return unreserved.test(character) && byte < 128 ? character : `%${hexDigits[byte >> 4]}${hexDigits[byte & 15]}`
})

function encode(bytes: Uint8Array, keepSlashes: boolean): string {
  let text = ''
  for (const byte of bytes) text += keepSlashes && byte === slash ? '/' : encoded[byte]!
  return text
}

function decode(text: string, plusIsSpace: boolean): Uint8Array {
  const bytes = wireBytes(text)
  let length = 0
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i]!
    const value = byte === percent ? hexPair(bytes, i + 1) : undefined
    bytes[length] = value ?? (plusIsSpace && byte === plus ? 0x20 : byte)
    length += 1
    if (value !== undefined) i += 2
  }
  return bytes.subarray(0, length)
}

function hexPair(bytes: Uint8Array, start: number): number | undefined {
  const high = hexValue(bytes[start])
  const low = hexValue(bytes[start + 1])
  return high === undefined || low === undefined ? undefined : high * 16 + low
}

function hexValue(byte: number | undefined): number | undefined {
  if (byte === undefined) return undefined
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined
}

/** The bytes a text had on the wire: HTTP hands them over one character a byte; a caller in this process may hand over real text. */
function wireBytes(text: string): Uint8Array {
  return Buffer.from(text, oneByteCharacters.test(text) ? 'latin1' : 'utf8')
}

const oneByteCharacters = /^[\0-\xff]*$/

function hashOfWire(text: string): string {
  return sha256Hex(Buffer.byteLength(text) === text.length ? text : wireBytes(text))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
