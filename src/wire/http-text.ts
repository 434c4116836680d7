// Values ⇄ the text of headers, URI labels and query parameters, which the REST protocols share. Strict as Smithy's servers are
// (https://smithy.io/2.0/spec/http-bindings.html). Percent-encoding is not done here: the text is what stood before it.

import type { Member, TimestampFormat } from '../model/shape.ts'
import { MalformedRequest } from './message.ts'
import { parseJson, writeJson } from './json-text.ts'
import { base64, carriesJson, numberOfText, strictBase64, timestampFormatOf, wordOfNumber } from './scalar.ts'
import { formatTimestamp, parseTimestamp } from './timestamp.ts'

export type Place = 'header' | 'query' | 'label'

const timestampFormatByPlace: Readonly<Record<Place, TimestampFormat>> = { header: 'http-date', query: 'date-time', label: 'date-time' }

/** `offsets` as in `parseTimestamp`. @throws MalformedRequest when the text is no value of the member's shape. */
export function readHttpText(member: Member, text: string, place: Place, offsets = false): unknown {
  const value = readScalar(member, text, place, offsets)
  if (value === undefined) throw new MalformedRequest(`The ${place} ${member.wireName} does not hold a value of type ${member.shape.kind}`)
  return value
}

/** A scalar → text. */
export function writeHttpText(member: Member, value: unknown, place: Place): string {
  const shape = member.shape
  switch (shape.kind) {
    case 'timestamp': return formatTimestamp(value as number, timestampFormatOf(member, timestampFormatByPlace[place]))
    case 'blob': return base64(value as Uint8Array)
    case 'string':
      if (carriesJson(member, shape)) return Buffer.from(writeJson(value)).toString('base64')
      return place === 'header' && shape.mediaType !== undefined ? Buffer.from(String(value)).toString('base64') : String(value)
    case 'float':
    case 'double': return String(wordOfNumber(value as number))
    default: return String(value)
  }
}

/** A header that carries a list: elements parted by commas, strings quoted where they need it, http-dates with the comma they contain. */
export function readHeaderList(element: Member, text: string, offsets = false): unknown[] {
  if (text.trim() === '') return []
  const isHttpDate = element.shape.kind === 'timestamp' && timestampFormatOf(element, 'http-date') === 'http-date'
  const parts = isHttpDate ? pairs(text.split(',')) : partsOf(text)
  return parts.map(part => readHttpText(element, part, 'header', offsets))
}

export function writeHeaderList(element: Member, values: readonly unknown[]): string {
  const isText = element.shape.kind === 'string'
  return values.filter(value => value !== null && value !== undefined).map(value => {
    const text = writeHttpText(element, value, 'header')
    return isText && /[",]/.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : text
  }).join(', ')
}

function readScalar(member: Member, text: string, place: Place, offsets: boolean): unknown {
  const shape = member.shape
  switch (shape.kind) {
    case 'string': return readString(member, text, place)
    case 'boolean': return text === 'true' ? true : text === 'false' ? false : undefined
    case 'timestamp': return parseTimestamp(text, timestampFormatOf(member, timestampFormatByPlace[place]), offsets)
    case 'blob': return strictBase64(text)
    case 'document': return text
    case 'list':
    case 'map':
    case 'structure': throw new Error(`assert: the member ${member.name} is a ${shape.kind} and cannot be the text of a ${place}`)
    default: return numberOfText(text, shape.kind)
  }
}

function readString(member: Member, text: string, place: Place): unknown {
  const shape = member.shape
  const json = carriesJson(member, shape)
  if (place !== 'header' || !(json || 'mediaType' in shape)) return text
  const bytes = strictBase64(text)
  if (bytes === undefined) return undefined
  const decoded = Buffer.from(bytes).toString('utf8')
  if (!json) return decoded
  try {
    return parseJson(decoded)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function pairs(parts: readonly string[]): string[] {
  const joined: string[] = []
  for (let at = 0; at < parts.length; at += 2) joined.push([parts[at], parts[at + 1]].filter(part => part !== undefined).join(',').trim())
  return joined
}

/** Splits at commas outside quotes (RFC 9110 section 5.6.4); a quoted part loses its quotes and escapes. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  let at = 0
  while (at <= text.length) {
    while (text[at] === ' ' || text[at] === '\t') at++
    let part = ''
    if (text[at] === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) {
        if (text[at] === '\\') at++
        part += text[at] ?? ''
      }
      if (at >= text.length) throw new MalformedRequest('A quoted string in a header is not closed')
      at = nextComma(text, at)
    } else {
      const end = nextComma(text, at)
      part = text.slice(at, end).trimEnd()
      at = end
    }
    parts.push(part)
    at++
  }
  return parts
}

function nextComma(text: string, from: number): number {
  const at = text.indexOf(',', from)
  return at < 0 ? text.length : at
}
