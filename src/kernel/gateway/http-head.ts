// The head of an HTTP/1.1 request, out of its bytes: request line, headers, and how the body is framed. It is strict where two readers
// could differ (RFC 9112, sections 2.2, 3, 5, 6.3 and 11.2), since there requests are smuggled: one CR LF ends a line, nothing is folded,
// no space stands before a colon, one length or one `chunked`, never both. It reads no body and knows no AWS protocol.

import type { Headers } from '../../wire/message.ts'
import { HttpRefusal, refusals } from './http-refusal.ts'
import type { RequestHead } from './request.ts'

export interface RequestStart {
  readonly head: RequestHead
  /** Of the body; undefined where it comes in chunks. */
  readonly lengthBytes: number | undefined
  readonly minorVersion: 0 | 1
  readonly keepsAlive: boolean
  /** The client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean
}

// Registered methods (IANA, "HTTP Method Registry") that a storage client may try; AWS's services refuse those they don't have themselves.
const methods: ReadonlySet<string> = new Set([
  'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT', 'COPY', 'MOVE', 'MKCOL', 'LOCK', 'UNLOCK', 'PROPFIND',
  'PROPPATCH', 'REPORT', 'SEARCH', 'ACL', 'BIND', 'LINK', 'UNLINK',
])
const longestMethod = Math.max(...[...methods].map(method => method.length))

const [isName, isValue, isTarget] = [1, 2, 4] as const
/** What each byte may be part of: a header's name (RFC 9110, section 5.6.2), its value (5.5), a target (visible ASCII). */
const bytesKinds = Uint8Array.from({ length: 256 }, (_, byte) =>
  (/[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(byte)) && byte < 128 ? isName : 0)
  | (byte === 9 || (byte >= 32 && byte !== 127) ? isValue : 0)
  | (byte > 32 && byte < 127 ? isTarget : 0))

const [tab, lineFeed, carriageReturn, space, colon] = [9, 10, 13, 32, 58] as const

const legalPath = /^\/(?:[!-$&-[\]-~]|%[0-9A-Fa-f]{2})*$/
const plainPath = /^[\w\-./]*$/
const absolute = /^https?:\/\/([^/?#]+)(.*)$/i

/** Names in lower case, by how they were written: most requests write the same ones. Bounded, and no state: losing any changes nothing. */
export class HeaderNames {
  readonly #known = new Map<string, string>()

  lower(written: string): string {
    const known = this.#known.get(written)
    if (known !== undefined) return known
    const name = written.toLowerCase()
    if (this.#known.size < 512) this.#known.set(written, name)
    return name
  }
}

interface Line { readonly bytes: Uint8Array, readonly name: string, readonly value: string }

/** A place where the line has changed so often is not looked at again. */
const changesMax = 3

/**
 * The header lines of a connection's last request, by their places: clients repeat themselves, so most lines of the next one need only be
 * compared, and their texts are the same strings. Bounded, and no state: losing any changes nothing.
 */
export class LastLines {
  readonly names: HeaderNames
  readonly #lines: (Line | undefined)[] = []
  readonly #changes: number[] = []
  #roomBytes = 8 * 1024

  constructor(names: HeaderNames) {
    this.names = names
  }

  /** The line of that place, if it stands at `at` again. */
  again(place: number, bytes: Uint8Array, at: number, end: number): Line | undefined {
    const line = this.#lines[place]
    if (line === undefined) return undefined
    const known = line.bytes
    let i = known.length - 1
    if (at + i >= end) return undefined
    // What changes does so at its end.
    while (i >= 0 && bytes[at + i] === known[i]) i -= 1
    if (i >= 0) return undefined
    this.#changes[place] = 0
    return line
  }

  keep(place: number, bytes: Uint8Array, from: number, to: number, name: string, value: string): void {
    const changes = this.#changes[place] ??= 0
    if (changes > changesMax) return
    const last = this.#lines[place]
    this.#roomBytes += (last?.bytes.length ?? 0) - (to - from)
    const isKept = changes < changesMax && this.#roomBytes >= 0
    this.#changes[place] = isKept ? changes + 1 : changesMax + 1
    if (!isKept) this.#roomBytes += to - from
    this.#lines[place] = isKept ? { bytes: new Uint8Array(bytes.subarray(from, to)), name, value } : undefined
  }
}

/**
 * @param bytes hold a whole head from `from` on; `end` is where its last line has ended, before the empty one
 */
export function readHead(bytes: Buffer, from: number, end: number, last: LastLines): RequestStart | HttpRefusal {
  let at = from
  while (at < end && bytes[at] !== space) at += 1
  const method = bytes.toString('latin1', from, at)
  if (!methods.has(method)) return refusals.unreadable
  const targetAt = at += 1
  while (at < end && (bytesKinds[bytes[at]!]! & isTarget) !== 0) at += 1
  if (at === targetAt || bytes[at] !== space) return refusals.unreadable
  const target = bytes.toString('latin1', targetAt, at)
  const minorVersion = versionAt(bytes, at + 1)
  if (minorVersion === undefined) return refusals.unreadable
  const headers: Headers = {}
  const problem = readHeaders(bytes, at + 11, end, headers, last)
  if (problem !== undefined) return problem
  if (method === 'CONNECT') return refusals.tunnel
  return started(method, target, minorVersion, headers)
}

/** Whether bytes that have no whole head yet can still become one: noise and TLS are refused without waiting for their end. */
export function canBecomeHead(bytes: Buffer, from: number): boolean {
  const space = bytes.indexOf(' ', from)
  const start = bytes.toString('latin1', from, Math.min(space < 0 ? bytes.length : space, from + longestMethod + 1))
  if (space >= 0 ? !methods.has(start) : ![...methods].some(method => method.startsWith(start))) return false
  for (let at = bytes.indexOf(lineFeed, from); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at - 1] !== carriageReturn) return false
  }
  return true
}

/** `HTTP/1.1` and the line's end, and no other version than 1.0 and 1.1. */
function versionAt(bytes: Buffer, at: number): 0 | 1 | undefined {
  if (bytes[at + 8] !== carriageReturn || bytes[at + 9] !== lineFeed) return undefined
  const version = bytes.toString('latin1', at, at + 8)
  return version === 'HTTP/1.1' ? 1 : version === 'HTTP/1.0' ? 0 : undefined
}

function readHeaders(bytes: Buffer, from: number, end: number, headers: Headers, last: LastLines): HttpRefusal | undefined {
  for (let at = from, place = 0; at < end; place += 1) {
    const again = last.again(place, bytes, at, end)
    if (again !== undefined) {
      const refusal = add(headers, again.name, again.value)
      if (refusal !== undefined) return refusal
      at += again.bytes.length
      continue
    }
    const lineAt = at
    while ((bytesKinds[bytes[at]!]! & isName) !== 0) at += 1
    if (at === lineAt || bytes[at] !== colon) return refusals.unreadable
    const name = last.names.lower(bytes.toString('latin1', lineAt, at))
    at += 1
    while (bytes[at] === space || bytes[at] === tab) at += 1
    const valueAt = at
    while ((bytesKinds[bytes[at]!]! & isValue) !== 0) at += 1
    if (bytes[at] !== carriageReturn || bytes[at + 1] !== lineFeed) return refusals.unreadable
    let valueEnd = at
    while (valueEnd > valueAt && (bytes[valueEnd - 1] === space || bytes[valueEnd - 1] === tab)) valueEnd -= 1
    const value = bytes.toString('latin1', valueAt, valueEnd)
    const refusal = add(headers, name, value)
    if (refusal !== undefined) return refusal
    at += 2
    last.keep(place, bytes, lineAt, at, name, value)
  }
  return undefined
}

function add(headers: Headers, name: string, value: string): HttpRefusal | undefined {
  const earlier: unknown = headers[name]
  // What is no header, such as `constructor`, is found as a function.
  if (typeof earlier !== 'string') headers[name] = value
  else if (name === 'content-length') return refusals.unreadable
  else if (name === 'host') return refusals.manyHosts
  else headers[name] = `${earlier}${name === 'cookie' ? '; ' : ', '}${value}`
  return undefined
}

function started(method: string, target: string, minorVersion: 0 | 1, headers: Headers): RequestStart | HttpRefusal {
  const lengthBytes = bodyLength(headers, minorVersion)
  if (lengthBytes instanceof HttpRefusal) return lengthBytes
  if (minorVersion === 1 && headers['host'] === undefined) return refusals.noHost
  if (headers['host']?.includes(',') === true) return refusals.manyHosts
  const expected = minorVersion === 1 ? headers['expect'] : undefined
  if (expected !== undefined && expected.toLowerCase() !== '100-continue') return refusals.expectation
  const head = withTarget(method, target, headers)
  if (head instanceof HttpRefusal) return head
  return { head, minorVersion, lengthBytes: lengthBytes < 0 ? undefined : lengthBytes, keepsAlive: keepsAlive(headers, minorVersion),
    expectsContinue: expected !== undefined }
}

/** −1 for chunks. A coding that is not `chunked` alone, chunks in HTTP/1.0, and chunks beside a length are refused. */
function bodyLength(headers: Headers, minorVersion: 0 | 1): number | HttpRefusal {
  const length = headers['content-length']
  const coding = headers['transfer-encoding']
  if (coding !== undefined) {
    return minorVersion === 1 && length === undefined && coding.toLowerCase() === 'chunked' ? -1 : refusals.unreadable
  }
  if (length === undefined) return 0
  return /^\d{1,19}$/.test(length) ? Number(length) : refusals.unreadable
}

function keepsAlive(headers: Headers, minorVersion: 0 | 1): boolean {
  const options = headers['connection']
  if (options === undefined) return minorVersion === 1
  const words = options.toLowerCase().split(',').map(word => word.trim())
  return !words.includes('close') && (minorVersion === 1 || words.includes('keep-alive'))
}

function withTarget(method: string, target: string, headers: Headers): RequestHead | HttpRefusal {
  let local = target
  if (target.charCodeAt(0) !== 0x2f) {
    const [whole, host, rest] = absolute.exec(target) ?? []
    if (whole === undefined) return target === '*' || target.includes('://') ? refusals.badTarget : refusals.unreadable
    headers['host'] = host!
    local = rest!.startsWith('/') ? rest! : `/${rest!}`
  }
  const mark = local.indexOf('?')
  const path = mark < 0 ? local : local.slice(0, mark)
  if (path.length > 1 && !plainPath.test(path) && !legalPath.test(path)) return refusals.badTarget
  return { method, path, query: mark < 0 ? '' : local.slice(mark + 1), headers }
}
