// Scalars of every kind with their edges: empty and long texts, unicode, the least and greatest numbers, moments with and without
// milliseconds. What a place cannot carry (control characters in XML, anything but printable ASCII in a header) is not made for it.

import type { Location, Member, ProtocolName, SimpleKind, SimpleShape, TimestampFormat } from '../../src/model/shape.ts'
import { carriesJson, timestampFormatOf } from '../../src/wire/scalar.ts'
import type { Chance } from './chance.ts'

/** Where a value travels: in a body of the protocol, in an HTTP place, in an event's header, or as the whole body. */
export type Place = Location | 'body' | 'payload' | 'event-header' | 'host' | 'map-key'

export interface Travel {
  readonly protocol: ProtocolName
  readonly place: Place
  /** A client whose whole numbers are all `number`, and which has no key `__proto__`. */
  readonly isScriptClient: boolean
}

const xmlTexts = [
  '', 'a', 'Zwölf Boxkämpfer', '雨にも負けず', '🪐 orrery', 'a&b<c>"d\'', ' led by a space', 'tab\tand\nline', '0', 'true', 'null',
  ']]>', '%41+%20', 'a=b&c=d', 'x'.repeat(300), 'e\u0301', '\u2028',
]
const jsonTexts = [...xmlTexts, '\u0000\u001f', '"\\/\b\f', '__proto__', 'line\r\nend']
const headerTexts = ['a', 'two words', 'a,b', '"quoted"', 'x=1; y=2', 'back\\slash', 'W/"tag"', '0', 'x'.repeat(200)]
const labelTexts = ['a', 'two words', 'a/b', 'ü', '100%', 'a+b', 'a?b#c', '🪐', 'arn:aws:x:y:z/w', "(it's!*)"]
const queryTexts = ['a', 'two words', 'a&b=c', 'ü+%', '🪐', '', 'a/b?c#d', "(it's!*)"]
const hostTexts = ['a', 'front-1', '123456789012']
const keyTexts = ['a', 'Key-1', 'ü', 'two words', 'a.b', 'a:b']

const moments = [0, 1, 999, 1_000, 1_700_000_000_000, 1_700_000_000_123, 253_402_300_799_000, -1_000, 951_782_400_500]

const numbersByKind: Readonly<Partial<Record<SimpleKind, readonly (number | bigint)[]>>> = {
  byte: [0, 1, -128, 127],
  short: [0, 1, -32_768, 32_767],
  integer: [0, 1, -1, 42, -2_147_483_648, 2_147_483_647],
  long: [0, 1, -1, 2_147_483_648, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n],
  bigInteger: [0, 1, 2n ** 80n, -(2n ** 70n)],
  float: [0, 1, 0.5, -1.25, 1024.125, NaN, Infinity, -Infinity],
  double: [0, 1, 0.1, -1.5, 1e300, 5e-324, 123_456.789, NaN, Infinity, -Infinity],
}

const documents: readonly unknown[] = [
  {}, [], 'text', 1, 0.5, false, { a: { b: [1, null, 'ü', { c: true }] }, d: null }, [[], {}, ''],
]

/** A value of the shape that the place can carry. */
export function scalar(chance: Chance, member: Member, shape: SimpleShape, travel: Travel): unknown {
  if (travel.place === 'statusCode') return chance.of([200, 202, 206])
  switch (shape.kind) {
    case 'string': return text(chance, member, shape, travel)
    case 'boolean': return chance.holds(0.5)
    case 'blob': return bytes(chance, travel)
    case 'timestamp': return moment(chance, member, travel)
    case 'document': return writesText(travel) ? chance.of(keyTexts) : chance.of(documents)
    case 'bigDecimal': return chance.of(['0', '1.5', '-0.25'])
    default: return number(chance, shape.kind, travel)
  }
}

function text(chance: Chance, member: Member, shape: SimpleShape, travel: Travel): unknown {
  if (carriesJson(member, shape)) return chance.of(documents)
  const values = shape.constraints?.enum
  if (values !== undefined && values.length > 0 && chance.holds(0.8)) return chance.of(values)
  return chance.of(textsFor(travel))
}

function textsFor({ protocol, place, isScriptClient }: Travel): readonly string[] {
  switch (place) {
    case 'host': return hostTexts
    case 'uri': return labelTexts
    case 'querystring': return queryTexts
    case 'header':
    case 'headers': return headerTexts
    case 'map-key': return protocol === 'json-1.0' || protocol === 'json-1.1' || protocol === 'rest-json' || protocol === 'cbor'
      ? isScriptClient ? ['', ...keyTexts] : ['', '__proto__', 'constructor', ...keyTexts] : keyTexts
    case 'payload': return xmlTexts.filter(value => value !== '')
    default: return writesText({ protocol, place, isScriptClient }) ? xmlTexts : jsonTexts
  }
}

/** Protocols whose bodies are XML or forms. */
function writesText({ protocol }: Travel): boolean {
  return protocol === 'query' || protocol === 'ec2' || protocol === 'rest-xml'
}

function bytes(chance: Chance, { place }: Travel): Uint8Array {
  const least = place === 'payload' || place === 'header' ? 1 : 0
  return Uint8Array.from({ length: least + chance.of([0, 1, 2, 3, 64, 255]) }, () => chance.below(256))
}

const formatByPlace: Readonly<Partial<Record<Place, TimestampFormat>>> = { header: 'http-date' }

/** Epoch ms; whole seconds where the format keeps no more. */
function moment(chance: Chance, member: Member, { place }: Travel): number {
  const at = chance.of(moments)
  return timestampFormatOf(member, formatByPlace[place] ?? 'date-time') === 'http-date' ? Math.floor(at / 1000) * 1000 : at
}

function number(chance: Chance, kind: SimpleKind, { isScriptClient }: Travel): number | bigint {
  const all = numbersByKind[kind]
  if (all === undefined) throw new Error(`assert: ${kind} is no number`)
  return chance.of(isScriptClient ? all.filter(value => typeof value === 'number') : all)
}
