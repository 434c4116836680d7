// Order-preserving keys: a tuple of plain parts becomes one byte string (a JavaScript string whose characters are 0–255) and back.
// It is not an escape for display and knows nothing of stores. Invariant: for two tuples a and b, key(...a) < key(...b) by JavaScript's
// `<` exactly when a sorts before b part by part, and no key of a whole tuple is the start of another unless its parts are.
//
// Layout of a part: one tag character (so that types sort: false, true, numbers, bigints, strings, bytes), then
//   number  8 characters: the double's bits, big-endian, all flipped when negative, else the sign flipped
//   bigint  1 character of sign and length, then the magnitude, big-endian, complemented when negative
//   string  its UTF-8 bytes, 0x00 as 01 01 and 0x01 as 01 02, ended by 00; bytes likewise

/** What a key is made of. Numbers are finite or infinite doubles (−0 is 0; NaN is refused), bigints at most 120 bytes long. */
export type KeyPart = string | number | bigint | boolean | Uint8Array

/** A byte string that sorts as the tuple it was made from. */
export type Key = string

const tagFalse = '\x02'
const tagTrue = '\x03'
const tagNumber = '\x05'
const tagBigint = '\x06'
const tagString = '\x10'
const tagBytes = '\x11'
const bigintBytesMax = 120

const notPlainAscii = /[^\x02-\x7f]/
const mustEscape = /[\x00\x01]/g

/**
 * The key of a tuple: strings sort by their UTF-8 bytes, numbers by value, a tuple before those that continue it.
 * Throws TypeError for NaN and for parts of other types.
 */
export function key(...parts: KeyPart[]): Key {
  let result = ''
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!
    result += typeof part === 'string' && !notPlainAscii.test(part) ? `${tagString}${part}\0` : encodePart(part)
  }
  return result
}

/** The common start of the keys of all tuples that begin with exactly these parts: `prefixOf('queue')` finds `key('queue', 'ab')`. */
export function prefixOf(...parts: KeyPart[]): Key {
  return key(...parts)
}

/**
 * Like `prefixOf`, but a last part that is a string or bytes may go on: `keyPrefix('queue', 'ab')` finds `key('queue', 'ab')` and
 * `key('queue', 'abc', 1)`.
 */
export function keyPrefix(...parts: KeyPart[]): Key {
  const whole = key(...parts)
  const last = parts[parts.length - 1]
  return typeof last === 'string' || last instanceof Uint8Array ? whole.slice(0, -1) : whole
}

/** The parts a key was made of; bytes come back as `Uint8Array`. Throws TypeError for a string that `key` did not make. */
export function keyParts(encoded: Key): KeyPart[] {
  const parts: KeyPart[] = []
  for (let at = 0; at < encoded.length;) {
    const tag = encoded[at]!
    const start = at + 1
    if (tag === tagString || tag === tagBytes) {
      const end = encoded.indexOf('\0', start)
      if (end < 0) throw new TypeError('Not a key: a string part has no end')
      const raw = encoded.slice(start, end)
      parts.push(tag === tagString ? decodeString(raw) : Uint8Array.from(Buffer.from(unescape(raw), 'latin1')))
      at = end + 1
    } else if (tag === tagNumber) {
      parts.push(decodeNumber(encoded, start))
      at = start + 8
    } else if (tag === tagBigint) {
      const header = encoded.charCodeAt(start)
      const end = start + 1 + (header >= 0x80 ? header - 0x80 : 0x7f - header)
      parts.push(decodeBigint(encoded.slice(start + 1, end), header < 0x80))
      at = end
    } else if (tag === tagFalse || tag === tagTrue) {
      parts.push(tag === tagTrue)
      at = start
    } else throw new TypeError(`Not a key: unknown tag at ${at}`)
    if (at > encoded.length) throw new TypeError('Not a key: it ends inside a part')
  }
  return parts
}

/** For sorting: keys compare as the bytes they are. */
export function compareKeys(a: Key, b: Key): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The least string that is greater than every string starting with `prefix`; undefined where none is (empty, or all 0xFF). */
export function prefixEnd(prefix: Key): Key | undefined {
  for (let end = prefix.length; end > 0; end--) {
    const code = prefix.charCodeAt(end - 1)
    if (code < 0xff) return prefix.slice(0, end - 1) + String.fromCharCode(code + 1)
  }
  return undefined
}

function encodePart(part: KeyPart): string {
  if (typeof part === 'string') return `${tagString}${escape(utf8Characters(part))}\0`
  if (typeof part === 'number') return encodeNumber(part)
  if (typeof part === 'boolean') return part ? tagTrue : tagFalse
  if (typeof part === 'bigint') return encodeBigint(part)
  if (part instanceof Uint8Array) return `${tagBytes}${escape(latin1(part))}\0`
  throw new TypeError(`A key part must be a string, number, bigint, boolean or Uint8Array, not ${part === null ? 'null' : typeof part}`)
}

function escape(raw: string): string {
  return raw.replace(mustEscape, (character) => character === '\0' ? '\x01\x01' : '\x01\x02')
}

function unescape(raw: string): string {
  return raw.includes('\x01') ? raw.replace(/\x01[^]/g, (pair) => pair === '\x01\x01' ? '\0' : '\x01') : raw
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** UTF-8 bytes as characters. Unlike Buffer it keeps lone surrogates, as three bytes each: different strings have different keys. */
function utf8Characters(text: string): string {
  if (!/\p{Surrogate}/u.test(text)) return Buffer.from(text, 'utf8').toString('latin1')
  let result = ''
  for (const character of text) {
    const code = character.codePointAt(0)!
    result += code >= 0xd800 && code <= 0xdfff
      ? String.fromCharCode(0xe0 | code >> 12, 0x80 | code >> 6 & 0x3f, 0x80 | code & 0x3f)
      : Buffer.from(character, 'utf8').toString('latin1')
  }
  return result
}

function decodeString(raw: string): string {
  const bytes = unescape(raw)
  if (!/[\x80-\xff]/.test(bytes)) return bytes
  const loneSurrogate = /\xed[\xa0-\xbf][\x80-\xbf]/g
  let result = ''
  let from = 0
  for (const match of bytes.matchAll(loneSurrogate)) {
    result += Buffer.from(bytes.slice(from, match.index), 'latin1').toString('utf8')
    const [, middle, low] = [...match[0]].map((character) => character.charCodeAt(0))
    result += String.fromCharCode(0xd000 | (middle! & 0x3f) << 6 | low! & 0x3f)
    from = match.index + 3
  }
  return result + Buffer.from(bytes.slice(from), 'latin1').toString('utf8')
}

// Scratch for reading a double's bits: written and read within one call, never state.
const double = new Float64Array(1)
const halves = new Uint32Array(double.buffer)
const [lowHalf, highHalf] = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0]

function encodeNumber(value: number): string {
  if (value !== value) throw new TypeError('NaN has no place in a key')
  double[0] = value === 0 ? 0 : value
  let high = halves[highHalf]!
  let low = halves[lowHalf]!
  if (high >>> 31 === 1) {
    high = ~high
    low = ~low
  } else high ^= 0x80000000
  return tagNumber + String.fromCharCode(high >>> 24, high >>> 16 & 0xff, high >>> 8 & 0xff, high & 0xff,
    low >>> 24, low >>> 16 & 0xff, low >>> 8 & 0xff, low & 0xff)
}

function decodeNumber(encoded: Key, start: number): number {
  let high = word(encoded, start)
  let low = word(encoded, start + 4)
  if (high >>> 31 === 1) high ^= 0x80000000
  else {
    high = ~high
    low = ~low
  }
  halves[highHalf] = high
  halves[lowHalf] = low
  return double[0]!
}

function word(encoded: Key, at: number): number {
  return encoded.charCodeAt(at) << 24 | encoded.charCodeAt(at + 1) << 16 | encoded.charCodeAt(at + 2) << 8 | encoded.charCodeAt(at + 3)
}

function encodeBigint(value: bigint): string {
  const negative = value < 0n
  const hex = (negative ? -value : value).toString(16)
  const bytes = value === 0n ? Buffer.alloc(0) : Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  if (bytes.length > bigintBytesMax) throw new TypeError(`A bigint of ${bytes.length} bytes is too long for a key`)
  if (negative) for (let i = 0; i < bytes.length; i++) bytes[i] = ~bytes[i]!
  return tagBigint + String.fromCharCode(negative ? 0x7f - bytes.length : 0x80 + bytes.length) + bytes.toString('latin1')
}

function decodeBigint(magnitude: string, negative: boolean): bigint {
  const bytes = Buffer.from(magnitude, 'latin1')
  if (bytes.length === 0) return 0n
  if (negative) for (let i = 0; i < bytes.length; i++) bytes[i] = ~bytes[i]!
  const value = BigInt(`0x${bytes.toString('hex')}`)
  return negative ? -value : value
}
